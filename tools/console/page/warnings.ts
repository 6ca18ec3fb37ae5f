/** What in an account makes a request about it suspicious: looked for in what is loaded, and told in sentences. */
import { sentenceOf } from './activity.ts';
import type { Customer, Entry, SupportRequest } from './state.ts';
import { moment } from './times.ts';

const DAY = 86_400_000;
const LATELY = 14 * DAY;

type Known = {
  readonly customer: Customer;
  readonly entries: readonly Entry[];
  readonly others: readonly SupportRequest[];
  /** When it was asked; nothing, where the account alone is looked at. */
  readonly askedAt?: string | undefined;
};

const contacts = ['email', 'phone', 'username'];
const alarming: readonly Entry['event'][] = [
  'email_changed',
  'phone_changed',
  'recovery_cancelled',
  'password_ended',
  'codes_guessed',
  'code_locked',
  'session_copied',
  'support_cancelled',
  'support_refused',
];

const isAlarming = ({ event, fields = [] }: Entry): boolean =>
  alarming.includes(event) || (event === 'customer_changed' && fields.some((each) => contacts.includes(each)));

/** A login by the very factor that is said to be lost. */
const provesFactor = ({ event, acr }: Entry): boolean => event === 'logged_in' && ['email', 'totp', 'recovery-code'].includes(acr ?? '');

export function warningsOf({ customer, entries, others, askedAt }: Known, now: number): string[] {
  const { emailUndeliverable, emailDisputed, passwordEndedAt, wrongCodes, twoFactor } = customer;
  const proved = askedAt === undefined ? undefined : entries.find((entry) => provesFactor(entry) && entry.at > askedAt);
  return [
    askedAt !== undefined && !twoFactor.enabled && 'There is no two-factor login to switch off: reject, and do not tell the asker why.',
    proved && `Somebody has logged in with the factor that is said to be lost, after the request: ${moment(proved.at, now)}.`,
    emailDisputed && 'The e-mail address is disputed: the owner of the one before says that it is not theirs.',
    emailUndeliverable && 'E-mails to the address came back, or were reported as spam: the owner may not read the announcement.',
    passwordEndedAt && `The password has ended (${moment(passwordEndedAt, now)}): nobody gets in before a new one is set.`,
    wrongCodes && `${wrongCodes.inRow} wrong codes in a row: somebody who has the password is guessing, or mistypes.`,
    others.length > 0 &&
      `${others.length === 1 ? 'There is another request' : `There are ${others.length} other requests`} about this account.`,
    ...entries
      .filter((entry) => isAlarming(entry) && entry.event !== (passwordEndedAt && 'password_ended') && now - Date.parse(entry.at) < LATELY)
      .map((entry) => `${moment(entry.at, now)}: ${sentenceOf(entry)}.`),
  ].filter((each): each is string => typeof each === 'string');
}
