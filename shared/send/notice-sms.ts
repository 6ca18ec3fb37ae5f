import type { Locale } from '../words/locale.ts';
import { noticeSmsWords, type SmsNotice } from '../words/notice-sms.ts';
import { gsmLetters } from './gsm-letters.ts';
import type { Sms } from './message.ts';

type NoticeSms = { kind: SmsNotice; locale: Locale; shopName: string };

/** The SMS beside a notice by e-mail, for the customer whose mailbox is in other hands. It has no links. */
export function noticeSms({ kind, locale, shopName }: NoticeSms): Sms {
  return { text: noticeSmsWords[locale][kind](gsmLetters(shopName)) };
}
