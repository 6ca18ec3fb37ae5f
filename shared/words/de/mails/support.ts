import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Jemand möchte Ihre Zwei-Faktor-Anmeldung ausschalten lassen',
    happened: ({ shop }) =>
      `Jemand hat uns geschrieben, dass die Codes für Ihr Konto bei ${shop} nicht mehr ankommen, und bittet uns, die Zwei-Faktor-Anmeldung auszuschalten. Noch ist nichts geschehen. Unser Team prüft jetzt, wer da fragt, und bevor etwas ausgeschaltet wird, hören Sie noch einmal von uns.`,
    wasYou: 'Waren Sie es selbst, brauchen Sie nichts zu tun: Unser Team meldet sich bei Ihnen.',
    notYou:
      'Sie waren es nicht? Dann versucht jemand, in Ihr Konto zu gelangen. Stoppen Sie ihn hier und ändern Sie Ihr Passwort überall, wo Sie es sonst verwenden:',
  },
  approved: {
    subject: 'Die Zwei-Faktor-Anmeldung wird ausgeschaltet',
    happened: ({ shop }) =>
      `Unser Team hat einen Antrag genehmigt, die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} auszuschalten. Wird er nicht zurückgezogen, geschieht das zum unten genannten Zeitpunkt. Dann genügt für Ihr Konto das Passwort, und alle Ihre Geräte werden abgemeldet.`,
    when: 'Ausgeschaltet ab',
    wasYou: 'Kam der Antrag von Ihnen, brauchen Sie nichts zu tun.',
    notYou: 'Er kam nicht von Ihnen? Dann versucht jemand, in Ihr Konto zu gelangen. Stoppen Sie ihn hier und melden Sie sich bei uns:',
    footer: ({ shop }) =>
      `${shop} hat diese E-Mail automatisch gesendet, weil sie die Sicherheit Ihres Kontos betrifft. Bis zu diesem Zeitpunkt können Sie den Antrag zurückziehen.`,
  },
};
