/** `npm run words -- de login`: what pages, e-mails and SMS say, by the keys of `brand.words`; with a language, and what is in a key or text. */
import { saidAs } from '../cdk/brand/said.ts';
import { locales } from '../shared/words/locale.ts';

const [first, ...others] = process.argv.slice(2);
const locale = locales.find((each) => each === first) ?? 'en';
const wanted = (locale === first ? others : [first ?? '', ...others]).join(' ').toLowerCase();

for (const [key, text] of Object.entries(saidAs(locale))) {
  if (`${key} ${text}`.toLowerCase().includes(wanted)) console.log(`${key}\n    ${text}`);
}
