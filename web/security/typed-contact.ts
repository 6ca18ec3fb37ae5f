/** A contact as it was typed. */
import type { Contact } from './tasks.ts';

/** `00` is how a country code is dialled in much of Europe; E.164 writes `+`. */
export function contactFrom(kind: Contact['kind'], typed: FormDataEntryValue | null | undefined): Contact {
  const value = String(typed ?? '').trim();
  return { kind, value: kind === 'phone' ? value.replace(/^00/, '+') : value };
}

/** Only what is certainly no address or number; the service judges the rest. */
export function isUsable({ kind, value }: Contact): boolean {
  if (value === undefined) return true;
  return kind === 'email' ? /^\S+@\S+$/.test(value) : /^\+[0-9][0-9 ().-]{5,28}$/.test(value);
}
