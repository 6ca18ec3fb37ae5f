/**
 * How the shop looks and sounds: what the options say of it, as synth has written it beside the bundle (`brand.json`). No variables,
 * as Lambda takes 4 KB of them in all, and a shop's own words may be more.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../words/locale.ts';

/** `on`: what is readable upon it. All as `#rrggbb`. */
export type Accent = { color: string; on: string };

/** Pictures and own words are files that `pages` serves below `/assets/`, named by their content. */
export type Brand = {
  logo?: { light: string; dark: string; width: number; height: number };
  /** The file beside `brand.json` that e-mails carry. */
  mailLogo?: { file: string; type: 'image/png' | 'image/jpeg'; width: number; height: number };
  icon?: string;
  accent: { light: Accent; dark: Accent };
  /** A `font-family` of CSS; empty: the system's own. */
  font: string;
  /** Where customers find whom to ask, who runs the shop, and what becomes of their data: URLs. */
  links: { support?: string; imprint?: string; privacy?: string };
  /** Where an answer to an e-mail goes. */
  supportMail?: string;
  /** Of IANA: in which e-mails say when something was. */
  timeZone: string;
  /** What functions say in the shop's own way, by language and key (`mails.…`, `sms.…`, titles and frame of pages); those of the pages are in `pageWords`. */
  words: Partial<Record<Locale, Readonly<Record<string, string>>>>;
  /** The file of the own words of pages, in all languages, if there are any. */
  pageWords?: string;
};

export const plainBrand: Brand = {
  accent: { light: { color: '#2f52c4', on: '#ffffff' }, dark: { color: '#9db2ff', on: '#10183a' } },
  font: '',
  links: {},
  timeZone: 'UTC',
  words: {},
};

/** Read once, as a function starts. Where nothing is written, the shop has said nothing. */
export const brand: Brand = { ...plainBrand, ...written() };

function written(): Partial<Brand> {
  const folder = process.env.LAMBDA_TASK_ROOT;
  if (folder === undefined) return {};
  try {
    return JSON.parse(readFileSync(join(folder, 'brand.json'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
