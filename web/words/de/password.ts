import type { PasswordWords } from '../../password/words.ts';

export const password: PasswordWords = {
  titles: { password: 'Passwort' },
  reset: {
    forgotTitle: 'Passwort vergessen?',
    forgotText: 'Sagen Sie uns, wer Sie sind, und wir senden Ihnen eine E-Mail mit einem Link, über den Sie ein neues festlegen.',
    endedTitle: 'Ihr Passwort gilt nicht mehr',
    endedText:
      'Entweder wurden danach zu viele falsche Codes eingegeben, oder Sie haben uns gesagt, dass etwas nicht von Ihnen kam. Damit niemand, der es kennt, es benutzen kann, gilt es nicht mehr.',
    endedNext: 'Legen Sie per E-\u2060Mail ein neues fest, dann können Sie sich wieder anmelden.',
    username: 'E-Mail-Adresse oder Benutzername',
    sendLink: 'Link senden',
    askedTitle: 'Sehen Sie in Ihren Posteingang',
    asked: (name) => `Wenn es ein Konto mit dem Namen ${name} gibt, haben wir an seine E-Mail-Adresse geschrieben.`,
    askedSteps: [
      'Öffnen Sie den Link in der E-\u2060Mail. Er gilt 30 Minuten.',
      'Nichts gekommen? Es kann eine Minute dauern. Bitte sehen Sie auch im Spam-Ordner nach.',
      'Wenn Sie mehrmals anfordern, gilt nur der neueste Link.',
    ],
    sendAgain: 'Noch einmal senden',
    sendAgainIn: (countdown) => `Noch einmal senden in ${countdown}`,
    sentAgain: 'Wenn es so ein Konto gibt, gilt der neueste Link. Nach mehreren E-Mails dauert es länger, bis die nächste kommt.',
    otherName: 'Anderen Namen verwenden',
    chooseTitle: 'Neues Passwort festlegen',
    chooseText: 'Bisher hat sich nichts geändert. Sobald Ihr neues Passwort festgelegt ist, werden alle Ihre Geräte abgemeldet.',
    set: 'Passwort festlegen',
    setting: 'Wird festgelegt…',
    overTitles: { link_expired: 'Dieser Link gilt nicht mehr', invalid_token: 'Dieser Link ist nicht vollständig' },
    overTexts: {
      link_expired:
        'Er wurde schon verwendet, es wurde ein neuerer gesendet, Ihr Passwort oder Ihre Adresse wurde seitdem geändert, oder er ist älter als 30 Minuten.',
      invalid_token:
        'Ein Teil davon ist unterwegs verloren gegangen. Bitte öffnen Sie ihn direkt in der E-Mail oder fordern Sie einen neuen an.',
    },
    newLink: 'Neuen Link anfordern',
    doneTitle: 'Ihr neues Passwort ist festgelegt',
    doneText:
      'Alle Geräte wurden abgemeldet. Melden Sie sich jetzt damit an. Wenn Sie Codes bei der Anmeldung verwenden, fragen wir wie bisher nach einem.',
    rememberedAfterAll: 'Zurück zur Anmeldung',
  },
  failures: {
    name_missing: 'Bitte geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein.',
    delivery_failed: 'Die E-Mail konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
  },
};
