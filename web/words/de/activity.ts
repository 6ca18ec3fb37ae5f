import type { SecurityWords } from '../../security/words.ts';

const fields: Record<string, string> = {
  username: 'Benutzername',
  email: 'E-Mail-Adresse',
  phone: 'Telefonnummer',
  emailVerified: 'Bestätigung der E-Mail-Adresse',
  phoneVerified: 'Bestätigung der Telefonnummer',
  locale: 'Sprache',
  password: 'Passwort',
};
const list = new Intl.ListFormat('de');
const by = {
  password: 'Ihrem Passwort',
  email: 'Ihrem Passwort und einem Code per E-Mail',
  totp: 'Ihrem Passwort und Ihrer Authenticator-App',
};

/** What happened to an account, to its customer. */
export const events: SecurityWords['events'] = {
  customer_created: 'Ihr Konto wurde angelegt.',
  customer_changed: ({ fields: changed = [] }) =>
    `Wir haben Ihre Angaben geändert: ${list.format(changed.map((name) => fields[name] ?? name))}.`,
  challenge_begun: 'Im Shop wurde das richtige Passwort eingegeben und ein Code angefordert.',
  logged_in: ({ acr }) =>
    acr === 'shop'
      ? 'Sie sind aus Ihrem Konto im Shop hierhergekommen.'
      : `Sie haben sich mit ${acr === 'recovery-code' ? 'Ihrem Passwort und einem Wiederherstellungscode' : (by[acr ?? 'password'] ?? acr)} angemeldet.`,
  two_factor_on: ({ method }) =>
    `Die Zwei-Faktor-Anmeldung wurde eingeschaltet: ${method === 'totp' ? 'Authenticator-App' : 'Code per E-Mail'}.`,
  two_factor_off: 'Die Zwei-Faktor-Anmeldung wurde ausgeschaltet.',
  shared_key_shown: 'Der Einrichtungsschlüssel Ihrer Authenticator-App wurde angezeigt.',
  codes_guessed: ({ row = 0 }) => `Es wurden ${row} falsche Codes hintereinander eingegeben. Wir haben Ihnen eine E-Mail gesendet.`,
  password_changed: 'Ihr Passwort wurde geändert.',
  password_reset: 'Über den Link in einer E-Mail wurde ein neues Passwort festgelegt.',
  password_ended: ({ row, addressDisputed }) =>
    row !== undefined
      ? `Nach ${row} falschen Codes hintereinander gilt Ihr Passwort nicht mehr.`
      : addressDisputed
        ? 'Von einer früheren E-Mail-Adresse aus hat uns jemand „Das war ich nicht“ gemeldet. Seitdem gilt Ihr Passwort nicht mehr.'
        : 'Sie haben uns „Das war ich nicht“ gemeldet. Seitdem gilt Ihr Passwort nicht mehr.',
  code_locked: 'Ein Code wurde nach zu vielen falschen Eingaben ungültig.',
  limit_reached: ({ limits: [limit = ''] = [] }) =>
    /wrong_password/.test(limit)
      ? 'Nach vielen falschen Passwörtern gab es eine Wartezeit.'
      : /wrong_codes|attempts/.test(limit)
        ? 'Nach vielen falschen Codes gab es eine Wartezeit.'
        : 'Nach vielen angeforderten Nachrichten gab es eine Wartezeit.',
  recovery_codes_replaced: 'Sie haben neue Wiederherstellungscodes bekommen.',
  recovery_code_used: ({ left = 0 }) =>
    `Ein Wiederherstellungscode wurde verwendet. ${left === 0 ? 'Es war der letzte' : left === 1 ? 'Einer ist noch übrig' : `${left} sind noch übrig`}.`,
  email_changed: 'Ihre E-Mail-Adresse wurde geändert.',
  phone_changed: 'Ihre Telefonnummer wurde geändert.',
  contact_verified: 'Ihre E-Mail-Adresse oder Telefonnummer wurde bestätigt.',
  email_undeliverable: ({ why }) =>
    why === 'complained' ? 'Eine E-Mail an Sie wurde als Spam gemeldet.' : 'Eine E-Mail an Sie konnte nicht zugestellt werden.',
  sessions_ended: ({ by: who }) =>
    who === 'admin' ? 'Wir haben Sie überall abgemeldet.' : 'Sie haben andere oder alle Geräte abgemeldet.',
  session_copied: ({ endedOn = '' }) =>
    `Wir haben ${endedOn === '' ? 'ein Gerät' : `„${endedOn}“`} abgemeldet, weil jemand die Anmeldung kopiert haben könnte.`,
  recovery_started: 'Sie haben „Ich habe keinen Zugriff auf meine Authenticator-App“ gewählt. Damit hat die Wiederherstellung begonnen.',
  recovery_refused: 'Die Wiederherstellung wurde abgelehnt.',
  recovery_cancelled: 'Die Wiederherstellung wurde gestoppt.',
  recovered: 'Durch die Wiederherstellung wurde die Zwei-Faktor-Anmeldung ausgeschaltet.',
  support_requested: 'Jemand hat den Support gebeten, die Zwei-Faktor-Anmeldung auszuschalten.',
  support_refused: 'Zu Ihrem Konto kamen mehr Anfragen, als wir an einem Tag annehmen.',
  support_attached: 'Wir haben festgestellt, dass eine Anfrage an den Support Ihr Konto betrifft.',
  support_noted: 'Wir haben zu einer Anfrage an den Support etwas notiert.',
  support_first_approved: 'Eine von zwei Personen hat der Anfrage zugestimmt.',
  support_approved: 'Wir haben der Anfrage zugestimmt.',
  support_announced: 'Wir haben Ihnen mitgeteilt, dass wir der Anfrage zugestimmt haben.',
  support_reopened: 'Unsere Zustimmung konnten wir Ihnen nicht mitteilen. Wir prüfen die Anfrage noch einmal.',
  support_rejected: 'Wir haben die Anfrage abgelehnt.',
  support_cancelled: 'Sie haben die Anfrage gestoppt.',
  support_superseded: 'Die Anfrage ist erledigt: Die Zwei-Faktor-Anmeldung wurde seither verwendet oder geändert.',
  support_executed: 'Wie in der Anfrage gewünscht, wurde die Zwei-Faktor-Anmeldung ausgeschaltet.',
};
