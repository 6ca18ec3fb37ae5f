import type { SupportWords } from '../../support/words.ts';

export const support: SupportWords = {
  titles: { support: 'Hilfe anfordern' },
  support: {
    title: 'Sie kommen nicht an Ihre E-\u2060Mails oder Ihr Telefon?',
    text: 'Schreiben Sie uns. Unser Team prüft jede Anfrage von Hand und antwortet innerhalb eines Werktags.',
    tryFirst: 'Haben Sie doch Zugriff auf beides? Dann geht es schneller, wenn Sie',
    tryFirstLink: 'sich anmelden und „Ich habe keinen Zugriff auf meine Authenticator-App“ wählen.',
    username: 'E-Mail-Adresse oder Benutzername des Kontos',
    message: 'Was ist passiert?',
    messageHint: 'Was Sie verloren haben und woran wir Sie erkennen können, zum Beispiel eine Kunden- oder Bestellnummer.',
    reachMeAt: 'Wie können wir Sie erreichen?',
    reachMeAtHint: 'Eine E-Mail-Adresse oder Telefonnummer, die Sie im Moment nutzen können.',
    send: 'Anfrage senden',
    noSecrets: 'Schreiben Sie hier niemals ein Passwort oder einen Code. Unser Team wird Sie nie danach fragen.',
    sentTitle: 'Danke, wir haben Ihre Anfrage',
    sentText: 'So geht es weiter:',
    sentSteps: [
      'Unser Team antwortet innerhalb eines Werktags.',
      'Stimmt es zu, teilen wir das über alle Kontaktdaten des Kontos mit. Danach lässt es sich noch 24 Stunden lang stoppen.',
      'Dann wird die Zwei-Faktor-Anmeldung ausgeschaltet, und Sie melden sich mit Ihrem Passwort an.',
    ],
  },
  failures: {
    all_fields_missing: 'Bitte füllen Sie alle Felder aus.',
  },
};
