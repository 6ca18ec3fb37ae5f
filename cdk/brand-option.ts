/** The option `brand`: how the shop looks and sounds. What it names is read, and judged, in `brand/`. */
import * as v from 'valibot';
import { type Locale, locales } from '../shared/words/locale.ts';
import { described, text } from './option-shapes.ts';

const color = text(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #2f52c4');
const path = v.pipe(
  v.string(),
  v.check((path) => path.trim() !== '' && !/\p{Cc}/u.test(path), 'must be the path of a file'),
);

/** Names as CSS has them, those of several words in quotes; nothing that could end a declaration. */
const family = `(?:[A-Za-z][A-Za-z0-9 -]*|"[A-Za-z0-9 .-]+"|'[A-Za-z0-9 .-]+')`;
const font = text(
  new RegExp(`^(?=.{1,200}$)${family}(?:, ?${family})*$`),
  'must be names of fonts as CSS lists them, such as "Inter, \'Segoe UI\', sans-serif"',
);

const names: Record<Locale, string> = { en: 'English', de: 'German', cs: 'Czech' };
const wordsIn = (locale: Locale) =>
  v.optional(described(v.record(v.string(), v.string()), `those in ${names[locale]}, such as \`{ "pages.login.logIn": "…" }\``));

export const brand = v.strictObject({
  logo: v.optional(
    described(
      path,
      'file of the logo, beside or below the file with the options: an SVG, PNG or JPEG of at most 64 KB. Without it: the name of the shop',
    ),
  ),
  logoDark: v.optional(described(path, 'the same for the dark, of the same shape. Without it: `logo`')),
  mailLogo: v.optional(
    described(
      path,
      'file of the logo for e-mails, which know no SVG: a PNG or JPEG of at most 32 KB, sent along in each and shown at most 240 × 48 large. Without it: `logo` if it is one, else the name of the shop',
    ),
  ),
  icon: v.optional(described(path, "file of the browser's icon: an SVG, PNG or JPEG of at most 64 KB, square. Without it: ours")),
  accentColor: v.optional(
    described(
      color,
      'colour of buttons, links and focus on light pages, such as `#2f52c4`; refused where it cannot be read. The one for the dark is made of it',
    ),
  ),
  accentColorDark: v.optional(described(color, 'the same on dark pages')),
  font: v.optional(
    described(
      font,
      "fonts as CSS lists them, such as `Inter, 'Segoe UI', sans-serif`, of those that a device has: none is loaded. Without it: the device's own",
    ),
  ),
  words: v.optional(
    described(
      v.strictObject(Object.fromEntries(locales.map((locale) => [locale, wordsIn(locale)])) as Record<Locale, ReturnType<typeof wordsIn>>),
      "the shop's [own words](brand.md#own-words) in the place of ours, by language and key",
    ),
  ),
});

export type GivenBrand = v.InferOutput<typeof brand>;
