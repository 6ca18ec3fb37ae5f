import { brand } from '../config/brand.ts';
import type { Locale } from './locale.ts';
import { withOwnWords } from './own-words.ts';

/** What is told by SMS too. */
export type SmsNotice = 'recovered' | 'support_approved' | 'phone_left';

/**
 * In the letters of GSM 03.38: one accent outside of it would cut a message's length to 70 characters and cost a second one. A notice is
 * short enough for one message beside a shop's name of some 30 letters.
 */
export type SmsWords = {
  code: (of: { code: string; shop: string; minutes: number }) => string;
  notices: Record<SmsNotice, (of: { shop: string }) => string>;
};

/** What SMS say in one language, loaded by the first that says it. */
export async function smsWords(locale: Locale): Promise<SmsWords> {
  const { sms }: { sms: SmsWords } = await import(`./${locale}/sms.ts`);
  return withOwnWords(sms, brand.words[locale] ?? {}, 'sms');
}
