/** What the account page says, a file a language. */
export const securityWords = {
  en: () => import('./security.en.ts'),
  de: () => import('./security.de.ts'),
  cs: () => import('./security.cs.ts'),
};
