import { catalogue, type ProblemCode, type ProblemExtras, problemType } from '../shared/http/problems.ts';
import { problems as cs } from '../shared/words/cs/problems.ts';
import { problems as de } from '../shared/words/de/problems.ts';
import { problems as en } from '../shared/words/en/problems.ts';
import { type Locale, locales } from '../shared/words/locale.ts';
import type { ProblemTitles } from '../shared/words/problems.ts';

/** All of them, and at once: a program of CommonJS can require no module that waits for others while it loads. */
const titles: Record<Locale, ProblemTitles> = { en, de, cs };

/** What `problemDocument` is written in: a title for readers of each (RFC 9110 §8.5). */
export const languages = locales.join(', ');

/**
 * A problem (RFC 9457) that API Gateway or WAF answers without asking a function. Neither of them can choose by `Accept-Language`, so the
 * title is there in every language. In ASCII, as CloudFormation makes question marks of other letters where it tells of a template.
 * @param publicUrl no slash at its end; may hold what is known only once the API is there
 */
export function problemDocument(publicUrl: string, code: ProblemCode, extras: ProblemExtras): string {
  const { status } = catalogue[code];
  const title = locales.map((locale) => titles[locale][code]).join(' / ');
  const document = JSON.stringify({ type: problemType(publicUrl, code), title, status, code, ...extras });
  return document.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
