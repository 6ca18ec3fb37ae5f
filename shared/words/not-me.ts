import type { Locale } from './locale.ts';

/** What the links say by which an owner answers to an e-mail. */
type NotMeWords = { notMe: string; newPassword: string; support: string };

export const notMeWords: Record<Locale, NotMeWords> = {
  en: { notMe: 'This wasn’t me', newPassword: 'Set a new password', support: 'Write to us' },
  de: { notMe: 'Das war ich nicht', newPassword: 'Neues Passwort festlegen', support: 'Schreiben Sie uns' },
  cs: { notMe: 'To nejsem já', newPassword: 'Nastavit nové heslo', support: 'Napište nám' },
};
