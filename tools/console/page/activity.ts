/** What happened to a customer, as sentences for the team. */
import type { Entry } from './state.ts';

type Say = (entry: Entry) => string;

const logins: Record<string, string> = {
  password: 'Logged in by password alone',
  email: 'Logged in by password and a code by e-mail',
  totp: 'Logged in by password and authenticator app',
  'recovery-code': 'Logged in by password and a recovery code',
  shop: 'Came from the shop into the account’s security',
};
const methods: Record<string, string> = { email: 'codes by e-mail', totp: 'authenticator app' };
const limits: Record<string, string> = {
  attempts_of_code: 'wrong tries of one code',
  wrong_codes_in_row: 'wrong codes in a row',
  wrong_codes_in_24_hours: 'wrong codes in 24 hours',
  wrong_passwords_in_row: 'wrong passwords in a row from one network',
  wrong_passwords_everywhere: 'wrong passwords from everywhere',
  wrong_passwords_on_device: 'wrong passwords on a known device',
  wrong_passwords_in_session: 'wrong passwords in an open session',
  emails_in_row: 'e-mails in a row without a right code',
  recovery_sms_in_24_hours: 'SMS of recoveries in 24 hours',
  contact_checks_in_24_hours: 'codes to new addresses and numbers in 24 hours',
  checks_of_contact_in_24_hours: 'codes to one address or number in 24 hours',
};
const fields: Record<string, string> = {
  emailVerified: 'e-mail verified',
  phoneVerified: 'phone verified',
  email: 'e-mail address',
  locale: 'language',
};

const named = (names: readonly string[] | undefined, words: Record<string, string>) =>
  (names ?? []).map((name) => words[name] ?? name).join(', ');
const inRow = ({ row }: Entry) => (row === undefined ? '' : ` (${row} in a row)`);

/** An event that is missing here does not compile. */
const sentences: Record<Entry['event'], Say> = {
  customer_created: () => 'The account was set up',
  customer_changed: ({ fields: changed }) => `Details were changed: ${named(changed, fields)}`,
  customer_deleted: () => 'The account was deleted',
  challenge_begun: ({ client }) => `Gave the password at the shop (${client ?? 'a client'}), and was asked for a code`,
  logged_in: ({ acr = '', stayLoggedIn, client }) =>
    `${logins[acr] ?? 'Logged in'}${client ? `, by the client ${client}` : ''}${stayLoggedIn ? ', and stays logged in' : ''}`,
  logged_out: () => 'Logged out',
  two_factor_on: ({ method = '' }) => `Two-factor login was switched on: ${methods[method] ?? method}`,
  two_factor_off: ({ method = '' }) => `Two-factor login was switched off: ${methods[method] ?? method}`,
  shared_key_shown: () => 'The app’s setup key was shown again',
  codes_guessed: (entry) => `Wrong codes are being typed${inRow(entry)}; the owner was told`,
  password_changed: () => 'The password was changed in the account',
  password_reset: () => 'A new password was set by the link of an e-mail',
  password_ended: (entry) =>
    entry.row === undefined
      ? `“This wasn’t me”, said by an e-mail: the password has ended${entry.addressDisputed ? ', and the present address is disputed' : ''}`
      : `The password has ended by too many wrong codes${inRow(entry)}`,
  code_locked: ({ limits: reached }) => `A code was locked: ${named(reached, limits)}`,
  limit_reached: ({ limits: reached }) => `A limit was reached: ${named(reached, limits)}`,
  recovery_codes_replaced: () => 'New recovery codes were made',
  recovery_code_used: ({ left = 0 }) => `A recovery code was used; ${left} left`,
  email_changed: () => 'The e-mail address was changed in the account',
  phone_changed: () => 'The phone number was changed in the account',
  contact_verified: () => 'An e-mail address or phone number was verified',
  email_undeliverable: ({ why }) =>
    why === 'complained' ? 'An e-mail was reported as spam' : 'An e-mail came back: the address takes none',
  sessions_ended: ({ by }) => (by === 'admin' ? 'All sessions were ended by the team' : 'Other sessions were ended'),
  session_copied: ({ endedOn }) => `A login was ended, as its cookie may have been copied${endedOn ? ` (${endedOn})` : ''}`,
  recovery_started: () => 'A recovery was started: “I can’t use my authenticator app”',
  recovery_refused: ({ why }) => `A recovery was refused (${why ?? 'unknown why'})`,
  recovery_cancelled: () => 'A recovery was cancelled by the owner',
  recovered: () => 'A recovery was finished: two-factor login is off',
  support_requested: () => 'Somebody filled in the support form',
  support_refused: () => 'The support form was filled in once more than is taken in a day',
  support_attached: () => 'A support request was attached to this account',
  support_noted: () => 'A note was added to a support request',
  support_first_approved: () => 'One of two people approved a support request',
  support_approved: () => 'A support request was approved',
  support_announced: () => 'The owner was told of the approval',
  support_reopened: () => 'The owner could not be told, so the approval was taken back',
  support_rejected: () => 'A support request was rejected',
  support_cancelled: () => 'A support request was cancelled by the owner: “this wasn’t me”',
  support_superseded: () => 'A support request was superseded: the two-factor login was used or changed',
  support_executed: () => 'A support request was executed: two-factor login is off',
};

/** An event that a newer service has is told by its name. */
export const sentenceOf = (entry: Entry): string =>
  (sentences[entry.event] as Say | undefined)?.(entry) ?? entry.event.replaceAll('_', ' ');

export const actors: Record<Entry['by'], string> = {
  customer: 'the customer',
  admin: 'the team',
  client: 'a client',
  service: 'the service',
};
