import { codeSmsWords } from '../words/code-sms.ts';
import type { Locale } from '../words/locale.ts';
import { gsmLetters } from './gsm-letters.ts';
import type { Sms } from './message.ts';

/**
 * The SMS that carries a code. Its last line binds the code to our host, so that a phone offers it on that page only
 * (WebOTP, origin-bound one-time codes).
 *
 * @param host the host that customers see in the address bar
 */
export function codeSms(of: { code: string; validMinutes: number; locale: Locale; shopName: string; host: string }): Sms {
  const { code, validMinutes, locale, shopName, host } = of;
  return { text: `${codeSmsWords[locale](code, gsmLetters(shopName), validMinutes)}\n\n@${host} #${code}` };
}
