import type { SecurityWords } from '../../security/words.ts';
import { counted } from './counted.ts';

const fields: Record<string, string> = {
  username: 'uživatelské jméno',
  email: 'e-mailová adresa',
  phone: 'telefonní číslo',
  emailVerified: 'ověření e-mailové adresy',
  phoneVerified: 'ověření telefonního čísla',
  locale: 'jazyk',
  password: 'heslo',
};
const list = new Intl.ListFormat('cs');
const by = { password: 'heslem', email: 'heslem a kódem z e-mailu', totp: 'heslem a ověřovací aplikací' };

/** What happened to an account, to its customer. */
export const events = (codesLeft: SecurityWords['codesLeft']): SecurityWords['events'] => ({
  customer_created: 'Váš účet byl založen.',
  customer_changed: ({ fields: changed = [] }) => `Změnili jsme Vaše údaje: ${list.format(changed.map((name) => fields[name] ?? name))}.`,
  challenge_begun: 'V obchodě bylo zadáno správné heslo a požádali jsme o kód.',
  logged_in: ({ acr }) =>
    acr === 'shop'
      ? 'Přišli jste sem ze svého účtu v obchodě.'
      : `Přihlásili jste se ${acr === 'recovery-code' ? 'heslem a záložním kódem' : (by[acr ?? 'password'] ?? acr)}.`,
  two_factor_on: ({ method }) => `Dvoufázové přihlášení bylo zapnuto: ${method === 'totp' ? 'ověřovací aplikace' : 'kód e-mailem'}.`,
  two_factor_off: 'Dvoufázové přihlášení bylo vypnuto.',
  shared_key_shown: 'Byl zobrazen klíč pro nastavení ověřovací aplikace.',
  codes_guessed: ({ row = 0 }) => `${counted(row, 'chybný kód', 'chybné kódy', 'chybných kódů')} za sebou. Napsali jsme Vám o tom e-mail.`,
  password_changed: 'Heslo bylo změněno.',
  password_reset: 'Přes odkaz z e-mailu bylo nastaveno nové heslo.',
  password_ended: ({ row, addressDisputed }) =>
    row !== undefined
      ? `Po ${row} chybných kódech za sebou přestalo heslo platit.`
      : addressDisputed
        ? 'Z Vaší dřívější e-mailové adresy nám někdo oznámil „To nejsem já“, a tak heslo přestalo platit.'
        : 'Oznámili jste nám „To nejsem já“, a tak heslo přestalo platit.',
  code_locked: 'Kód po příliš mnoha chybných pokusech přestal platit.',
  limit_reached: ({ limits: [limit = ''] = [] }) =>
    /wrong_password/.test(limit)
      ? 'Po mnoha chybných heslech bylo potřeba s dalším pokusem počkat.'
      : /wrong_codes|attempts/.test(limit)
        ? 'Po mnoha chybných kódech bylo potřeba s dalším pokusem počkat.'
        : 'Po mnoha vyžádaných zprávách bylo potřeba na další počkat.',
  recovery_codes_replaced: 'Dostali jste nové záložní kódy.',
  recovery_code_used: ({ left = 0 }) => `Byl použit záložní kód. ${codesLeft(left)}.`,
  email_changed: 'E-mailová adresa byla změněna.',
  phone_changed: 'Telefonní číslo bylo změněno.',
  contact_verified: 'Byla ověřena e-mailová adresa nebo telefonní číslo.',
  email_undeliverable: ({ why }) => (why === 'complained' ? 'E-mail pro Vás byl označen jako spam.' : 'E-mail pro Vás se vrátil.'),
  sessions_ended: ({ by: who }) =>
    who === 'admin' ? 'Odhlásili jsme Vás na všech zařízeních.' : 'Odhlásili jste ostatní nebo všechna zařízení.',
  session_copied: ({ endedOn = '' }) =>
    `Odhlásili jsme ${endedOn === '' ? 'jedno zařízení' : `zařízení „${endedOn}“`}, protože přihlášení z něj mohl někdo zkopírovat.`,
  recovery_started: 'Oznámili jste nám, že nemůžete použít ověřovací aplikaci. Tím začala obnova přístupu.',
  recovery_refused: 'Obnova přístupu byla zamítnuta.',
  recovery_cancelled: 'Obnova přístupu byla zrušena.',
  recovered: 'Při obnově přístupu bylo dvoufázové přihlášení vypnuto.',
  support_requested: 'Někdo nám poslal žádost o pomoc: máme vypnout dvoufázové přihlášení.',
  support_refused: 'Žádostí o pomoc k Vašemu účtu přišlo víc, než jich za den přijímáme.',
  support_attached: 'Zjistili jsme, že se jedna žádost o pomoc týká Vašeho účtu.',
  support_noted: 'K žádosti o pomoc jsme si něco poznamenali.',
  support_first_approved: 'Žádost o pomoc schválil jeden ze dvou lidí.',
  support_approved: 'Žádost o pomoc jsme schválili.',
  support_announced: 'Oznámili jsme Vám, že je žádost o pomoc schválená.',
  support_reopened: 'O schválení se nám nepodařilo dát Vám vědět, a tak žádost o pomoc posuzujeme znovu.',
  support_rejected: 'Žádost o pomoc jsme zamítli.',
  support_cancelled: 'Žádost o pomoc jste zrušili.',
  support_superseded: 'Žádost o pomoc skončila: dvoufázové přihlášení bylo mezitím použito nebo změněno.',
  support_executed: 'Na základě žádosti o pomoc bylo dvoufázové přihlášení vypnuto.',
});
