import type { AccountFrame as BeforeLogin } from '../account/frame.ts';
import type { SecurityWords } from './words.ts';

/** What the account page's views are drawn with: its words are there as soon as its part of the program is (`account/security-part.ts`). */
export type AccountFrame = BeforeLogin & { say: SecurityWords };
