import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Jemand bittet uns, Ihre Zwei-Faktor-Anmeldung auszuschalten',
    happened: ({ shop }) =>
      `Zu Ihrem Konto bei ${shop} haben wir eine Anfrage bekommen: Wer sie geschrieben hat, bekommt nach eigenen Angaben keine Codes mehr. Noch hat sich nichts geändert. Unser Team prüft jetzt, von wem die Anfrage kommt. Bevor etwas ausgeschaltet wird, schreiben wir Ihnen noch einmal.`,
    wasYou: 'Wenn Sie das waren, brauchen Sie nichts zu tun: Unser Team meldet sich bei Ihnen.',
    notYou: 'Das waren nicht Sie? Dann versucht jemand, in Ihr Konto zu kommen. Hier halten Sie ihn auf:',
  },
  approved: {
    subject: 'Ihre Zwei-Faktor-Anmeldung wird ausgeschaltet',
    happened: ({ shop }) =>
      `Unser Team hat der Anfrage zu Ihrem Konto bei ${shop} zugestimmt. Wenn Sie das nicht stoppen, genügt zum Anmelden ab folgendem Zeitpunkt Ihr Passwort, und alle Ihre Geräte werden abgemeldet.`,
    when: 'Ausgeschaltet ab',
    wasYou: 'Wenn die Anfrage von Ihnen kam, brauchen Sie nichts zu tun.',
    notYou: 'Sie kam nicht von Ihnen? Dann versucht jemand, in Ihr Konto zu kommen. Bis zu diesem Zeitpunkt können Sie ihn hier aufhalten:',
  },
};
