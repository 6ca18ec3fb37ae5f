import type { Locale } from '../words/locale.ts';
import { smsWords } from '../words/sms.ts';
import { gsmLetters } from './gsm-letters.ts';
import type { Sms } from './message.ts';

/**
 * The SMS that carries a code. Its last line binds the code to our host, so that a phone offers it on that page only
 * (WebOTP, origin-bound one-time codes).
 *
 * @param host the host that customers see in the address bar
 */
type CodeSms = { code: string; validMinutes: number; locale: Locale; shopName: string; host: string };

export async function codeSms({ code, validMinutes: minutes, locale, shopName, host }: CodeSms): Promise<Sms> {
  const words = await smsWords(locale);
  return { text: `${words.code({ code, shop: gsmLetters(shopName), minutes })}\n\n@${host} #${code}` };
}
