/** What a call of an administrator makes of a customer's facts: a merge patch of those before (RFC 7396). */
import type { Facts } from './customer.ts';

/** `null` takes away. */
export type Patch<Locale> = {
  username?: string | undefined;
  email?: string | undefined;
  emailVerified?: boolean | undefined;
  phone?: string | null | undefined;
  phoneVerified?: boolean | undefined;
  locale?: Locale | null | undefined;
};

type Known<Locale> = Omit<Facts, 'phone'> & { phone?: string | undefined; locale?: Locale | undefined };

/** Before a customer is put in. */
export const nobodyYet: Known<never> = { username: '', email: '', emailVerified: false, phoneVerified: false };

/** Nothing that is not named becomes another; but a contact that becomes another is not verified unless that is said, too. */
export function patched<Locale>(before: Known<Locale>, patch: Patch<Locale>): Facts & { locale: Locale | undefined } {
  const { username = before.username, email = before.email } = patch;
  const phone = patch.phone === undefined ? before.phone : (patch.phone ?? undefined);
  const locale = patch.locale === undefined ? before.locale : (patch.locale ?? undefined);
  const { emailVerified = email === before.email && before.emailVerified } = patch;
  const { phoneVerified = phone === before.phone && before.phoneVerified } = patch;
  return { username, email, emailVerified, phone, phoneVerified: phone !== undefined && phoneVerified, locale };
}
