/** What `web/build.ts` has made, as it stands beside the function: which of its files a document names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { required } from '../config/environment.ts';
import type { Locale } from '../words/locale.ts';

/** Names of files below `/assets/`, in each of which stands a hash of its content. */
export type BuiltPage = {
  style: string;
  script: string;
  /** What the program imports before it draws, the words of the document's language among it. */
  preloaded: Record<Locale, string[]>;
  /** What puts a shop's own words in. */
  ownWords: string[];
  /** What it will need soon after. */
  loadedAlong: Record<Locale, string[]>;
  titles: Record<Locale, string>;
};

export type BuiltPages<Name extends string = string> = {
  pages: Record<Name, BuiltPage>;
  /** The style of pages without a program. */
  plain: string;
  /** What stands in a page's document itself. `hash`: SHA-256 in Base64, as a policy names it. */
  early: { script: string; hash: string };
  icon: string;
};

export const builtPages: BuiltPages = JSON.parse(readFileSync(join(required('LAMBDA_TASK_ROOT'), 'pages.json'), 'utf8'));
