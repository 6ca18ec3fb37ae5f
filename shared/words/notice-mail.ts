import type { Locale } from './locale.ts';
import { cs } from './notices/cs.ts';
import { de } from './notices/de.ts';
import { en } from './notices/en.ts';

/** What the customer is told of. Addresses and numbers come in whole and are shown masked. */
export type Notice =
  | { kind: 'two_factor_on'; method: 'email' | 'totp' }
  | { kind: 'two_factor_off' }
  | { kind: 'shared_key_shown' }
  /** `row`: how many wrong codes in a row; `device`, `network`: of the last of them, as far as they are known. */
  | { kind: 'codes_guessed'; row: number; device: string; network: string }
  /** The same at the length of a row that has ended the password. */
  | { kind: 'password_ended'; row: number; device: string; network: string }
  | { kind: 'email_changed'; oldEmail: string; newEmail: string; by: 'customer' | 'admin' }
  | { kind: 'phone_changed'; newPhone: string }
  | { kind: 'password_changed' }
  | { kind: 'recovery_codes_replaced' }
  | { kind: 'recovery_code_used'; left: number }
  /** `endedOn`: the device whose login it was; `device`, `network`: of whoever brought the copy. */
  | { kind: 'session_copied'; endedOn: string; device: string; network: string }
  | { kind: 'recovered' }
  | { kind: 'support_executed' }
  | { kind: 'support_rejected' }
  | { kind: 'support_superseded' };

type Words<N> = {
  subject: string | ((notice: N) => string);
  happened: (shop: string, notice: N) => string;
  /** Leads to the link below it. */
  notYou: string;
};

export type NoticeMailWords = { [Kind in Notice['kind']]: Words<Extract<Notice, { kind: Kind }>> } & {
  when: string;
  device: string;
  network: string;
  /** BCP 47 tag for the form of dates. */
  dates: string;
  footer: (shop: string) => string;
};

export const noticeMailWords: Record<Locale, NoticeMailWords> = { en, de, cs };
