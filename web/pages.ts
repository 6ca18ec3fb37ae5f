/**
 * The pages, and the program that each is part of. The account's pages are one program, because the access token lives in its memory
 * only. Who cannot log in needs another one. A line more, and the compiler names what else a page has to have.
 */
export const pages = {
  home: 'account',
  login: 'account',
  security: 'account',
  password: 'help',
  recover: 'help',
  support: 'help',
} as const satisfies Record<string, 'account' | 'help'>;

/** What a page shows only later, but as a rule: it is loaded along, behind what the program needs to begin. `%`: the language. */
export const loadedAlong: Partial<Record<PageName, readonly string[]>> = {
  security: ['web/security/part.ts', 'web/words/security.%.ts'],
};

export type PageName = keyof typeof pages;
export type Program = (typeof pages)[PageName];
export type PageOf<P extends Program> = { [Name in PageName]: (typeof pages)[Name] extends P ? Name : never }[PageName];

export const pageNames = Object.keys(pages) as PageName[];
