/** What the account's pages say, a file a language. */
export const accountWords = {
  en: () => import('../words/account.en.ts'),
  de: () => import('../words/account.de.ts'),
  cs: () => import('../words/account.cs.ts'),
};
