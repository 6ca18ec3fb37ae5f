/** What the frame around every page says, by the function that writes it and by the program that takes it over. */
export type FrameWords = {
  readonly languages: string;
  /** What all the pages are for, behind the shop's name: who looks at a link of theirs may read it. */
  readonly about: string;
  readonly toStart: string;
  readonly toShop: string;
  readonly links: Readonly<Record<'support' | 'imprint' | 'privacy', string>>;
  /** To those whose browser runs no program. */
  readonly needsScript: Readonly<Record<'title' | 'text' | 'next', string>>;
  /** To those whose browser has not run it yet, long after it should have. */
  readonly late: Readonly<Record<'text' | 'again', string>>;
  readonly notFound: Readonly<Record<'title' | 'text', string>>;
};
