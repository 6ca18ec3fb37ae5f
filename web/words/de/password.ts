import type { PasswordWords } from '../../password/words.ts';

export const password: PasswordWords = {
  titles: { password: 'Passwort' },
  reset: {
    forgotTitle: 'Passwort vergessen?',
    forgotText: 'Wir senden Ihnen per E-Mail einen Link, über den Sie ein neues festlegen.',
    endedTitle: 'Ihr Passwort gilt nicht mehr',
    endedText:
      'Entweder wurden zu viele falsche Codes eingegeben, oder Sie haben uns „Das war ich nicht“ gemeldet. Wer das Passwort kennt, kann es jetzt nicht mehr verwenden.',
    endedNext: 'Legen Sie per E-\u2060Mail ein neues fest, dann können Sie sich wieder anmelden.',
    username: 'E-Mail-Adresse oder Benutzername',
    sendLink: 'Link senden',
    askedTitle: 'Prüfen Sie Ihr Postfach',
    asked: (name) => `Wenn es ein Konto für ${name} gibt, haben wir einen Link an dessen E-Mail-Adresse gesendet.`,
    askedSteps: [
      'Öffnen Sie den Link in der E-\u2060Mail. Er ist 30 Minuten lang gültig.',
      'Nichts angekommen? Das kann eine Minute dauern. Bitte sehen Sie auch im Spam-Ordner nach.',
      'Wenn Sie mehrere Links anfordern, gilt nur der neueste.',
    ],
    sendAgain: 'Noch einmal senden',
    sendAgainIn: (countdown) => `Noch einmal senden in ${countdown}`,
    sentAgain: 'Wenn es dieses Konto gibt, gilt nur der neueste Link. Nach mehreren E-Mails dauert es länger, bis die nächste kommt.',
    otherName: 'Anderes Konto verwenden',
    chooseTitle: 'Neues Passwort festlegen',
    chooseText: 'Noch hat sich nichts geändert. Sobald Sie ein neues Passwort festgelegt haben, werden alle Ihre Geräte abgemeldet.',
    set: 'Passwort speichern',
    setting: 'Wird gespeichert\u00a0…',
    overTitles: { link_expired: 'Dieser Link gilt nicht mehr', invalid_token: 'Dieser Link ist unvollständig' },
    overTexts: {
      link_expired:
        'Er ist älter als 30 Minuten, wurde schon verwendet oder durch einen neueren ersetzt, oder Ihr Passwort oder Ihre Adresse hat sich seitdem geändert.',
      invalid_token: 'Ein Teil davon fehlt. Bitte öffnen Sie ihn direkt in der E-Mail oder fordern Sie einen neuen an.',
    },
    newLink: 'Neuen Link anfordern',
    doneTitle: 'Ihr neues Passwort ist gespeichert',
    doneText:
      'Alle Ihre Geräte wurden abgemeldet. Melden Sie sich jetzt mit dem neuen Passwort an. Wenn Sie die Zwei-Faktor-Anmeldung verwenden, fragen wir wie bisher nach einem Code.',
    rememberedAfterAll: 'Zurück zur Anmeldung',
  },
  failures: {
    name_missing: 'Bitte geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein.',
    delivery_failed: 'Die E-Mail konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
  },
};
