import type { Locale } from './locale.ts';

/**
 * The text of a code by SMS. Czech and German keep to the letters of GSM 03.38: one accent outside of it would cut a
 * message's length to 70 characters and cost a second one.
 */
export const codeSmsWords: Record<Locale, (code: string, shop: string, minutes: number) => string> = {
  en: (code, shop, minutes) => `${code} is your ${shop} code, valid for ${minutes} minutes. Never share it.`,
  de: (code, shop, minutes) => `${code} ist Ihr Code für ${shop}, gültig ${minutes} Minuten. Geben Sie ihn nie weiter.`,
  cs: (code, shop, minutes) => `${code} je vas kod pro ${shop}, plati ${minutes} minut. Nikomu ho nesdelujte.`,
};
