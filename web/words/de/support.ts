import type { SupportWords } from '../../support/words.ts';

export const support: SupportWords = {
  titles: { support: 'Hilfe anfordern' },
  support: {
    title: 'Kein Zugriff mehr auf E-\u2060Mail oder Telefon?',
    text: 'Schreiben Sie uns. Unser Team prüft jede Anfrage persönlich und antwortet innerhalb eines Werktags.',
    tryFirst: 'Haben Sie noch Zugriff auf beides? Dann geht es schneller, wenn Sie',
    tryFirstLink: 'sich anmelden und „Ich habe keinen Zugriff auf meine Authenticator-App“ wählen.',
    username: 'E-Mail-Adresse oder Benutzername des Kontos',
    message: 'Was ist passiert?',
    messageHint: 'Was Sie verloren haben und woran wir Sie erkennen können, zum Beispiel eine Kunden- oder Bestellnummer.',
    reachMeAt: 'Wie können wir Sie erreichen?',
    reachMeAtHint: 'Eine E-Mail-Adresse oder Telefonnummer, die Sie im Moment nutzen können.',
    send: 'Anfrage senden',
    noSecrets: 'Geben Sie hier nie ein Passwort oder einen Code an. Unser Team fragt Sie nie danach.',
    sentTitle: 'Danke, wir haben Ihre Anfrage erhalten',
    sentText: 'So geht es weiter:',
    sentSteps: [
      'Unser Team antwortet innerhalb eines Werktags.',
      'Stimmt es zu, benachrichtigen wir Sie über alle Kontaktdaten des Kontos. Danach bleiben 24 Stunden, um es zu stoppen.',
      'Dann schalten wir die Zwei-Faktor-Anmeldung aus, und Sie melden sich mit Ihrem Passwort an.',
    ],
  },
  failures: {
    all_fields_missing: 'Bitte füllen Sie alle Felder aus.',
  },
};
