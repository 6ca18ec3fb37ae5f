import type { Brand } from '../shared/config/brand.ts';

/** What `functions/pages.ts` has written into the document: a block of data is nothing that the policy has to allow. */
export type Settings = Readonly<
  Record<
    | 'shopName'
    | 'homeUrl'
    | 'changePasswordUrl'
    | 'forgotPasswordUrl'
    | 'signUpUrl'
    | 'captcha'
    | 'captchaSiteKey'
    | 'captchaScript'
    | 'passwordMinimum',
    string
  > & {
    /** Has the browser a cookie that somebody may be logged in by? A script cannot see it. */
    stays: boolean;
    /** Whom to ask, who runs the shop, and what becomes of customers' data: URLs, as far as the shop has named them. */
    shopLinks: Brand['links'];
    /** The file of what the shop says in its own way. */
    ownWords?: string;
  }
>;

export const settingsHere = (): Settings => JSON.parse(document.getElementById('settings')?.textContent ?? '{}');
