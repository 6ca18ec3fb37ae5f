import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Jemand bittet uns, Ihre Zwei-Faktor-Anmeldung auszuschalten',
    happened: ({ shop }) =>
      `Zu Ihrem Konto bei ${shop} haben wir eine Anfrage bekommen: Wer sie geschrieben hat, kommt an keine Codes mehr und bittet uns, die Zwei-Faktor-Anmeldung auszuschalten. Noch hat sich nichts geändert. Unser Team klärt jetzt, wer da fragt, und bevor etwas ausgeschaltet wird, schreiben wir Ihnen noch einmal.`,
    wasYou: 'Waren Sie das selbst, brauchen Sie nichts zu tun: Unser Team meldet sich bei Ihnen.',
    notYou: 'Das waren nicht Sie? Dann versucht jemand, in Ihr Konto zu gelangen. Hier halten Sie ihn auf:',
  },
  approved: {
    subject: 'Ihre Zwei-Faktor-Anmeldung wird ausgeschaltet',
    happened: ({ shop }) =>
      `Unser Team hat der Anfrage zugestimmt, die Zwei-Faktor-Anmeldung für Ihr Konto bei ${shop} auszuschalten. Wenn Sie es nicht aufhalten, geschieht das zum unten genannten Zeitpunkt. Von da an genügt für Ihr Konto das Passwort, und alle Ihre Geräte werden abgemeldet.`,
    when: 'Ausgeschaltet ab',
    wasYou: 'Kam die Anfrage von Ihnen, brauchen Sie nichts zu tun.',
    notYou: 'Sie kam nicht von Ihnen? Dann versucht jemand, in Ihr Konto zu gelangen. Bis dahin können Sie ihn hier aufhalten:',
  },
};
