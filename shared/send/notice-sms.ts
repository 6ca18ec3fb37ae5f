import type { Locale } from '../words/locale.ts';
import { type SmsNotice, smsWords } from '../words/sms.ts';
import { gsmLetters } from './gsm-letters.ts';
import type { Sms } from './message.ts';

type NoticeSms = { kind: SmsNotice; locale: Locale; shopName: string };

/** The SMS beside a notice by e-mail, for the customer whose mailbox is in other hands. It has no links. */
export async function noticeSms({ kind, locale, shopName }: NoticeSms): Promise<Sms> {
  const { notices } = await smsWords(locale);
  return { text: notices[kind]({ shop: gsmLetters(shopName) }) };
}
