import type { SupportWords } from '../../support/words.ts';

export const support: SupportWords = {
  titles: { support: 'Hilfe anfordern' },
  support: {
    title: 'Weder E-Mail noch Telefon?',
    text: 'Schreiben Sie uns. Unser Team prüft jeden Antrag von Hand und antwortet innerhalb eines Werktags.',
    tryFirst: 'Haben Sie doch noch beides? Dann geht es schneller, wenn Sie',
    tryFirstLink: 'sich anmelden und „Ich habe keinen Zugriff auf meine Authenticator-App“ wählen.',
    username: 'E-Mail-Adresse oder Benutzername des Kontos',
    message: 'Was ist passiert?',
    messageHint: 'Was Sie verloren haben und woran wir Sie erkennen, etwa eine Kunden- oder Bestellnummer.',
    reachMeAt: 'Wie erreichen wir Sie?',
    reachMeAtHint: 'Eine E-Mail-Adresse oder Telefonnummer, die Sie jetzt verwenden können.',
    send: 'Antrag senden',
    noSecrets: 'Schreiben Sie hier nie ein Passwort oder einen Code. Unser Team wird Sie nie danach fragen.',
    sentTitle: 'Danke, wir haben Ihren Antrag',
    sentText: 'So geht es weiter:',
    sentSteps: [
      'Unser Team antwortet innerhalb eines Werktags.',
      'Stimmt es zu, kündigen wir das über jeden Kontakt des Kontos an. Danach kann es 24 Stunden lang abgebrochen werden.',
      'Dann wird die Zwei-Faktor-Anmeldung ausgeschaltet, und Sie melden sich mit Ihrem Passwort an.',
    ],
  },
  failures: {
    all_fields_missing: 'Bitte füllen Sie alle Felder aus.',
  },
};
