/** What the pages for those who cannot log in say, a file a language. */
export const helpWords = {
  en: () => import('./help.en.ts'),
  de: () => import('./help.de.ts'),
  cs: () => import('./help.cs.ts'),
};
