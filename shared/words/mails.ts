/**
 * What e-mails say, in each language a folder. Each part is loaded by the first e-mail that says it, in the one language that it says it
 * in: most calls send none.
 */
import { brand } from '../config/brand.ts';
import type { Locale } from './locale.ts';
import type { Notice } from './notice.ts';
import { withOwnWords } from './own-words.ts';

type Shop = { shop: string };
type Minutes = { minutes: number };

/** What stands around every e-mail. */
export type FrameWords = {
  /** Names of what is known of the moment and the place. */
  facts: { when: string; device: string; place: string; network: string };
  deviceOn: (of: { browser: string; system: string }) => string;
  near: (of: { place: string }) => string;
  /** BCP 47 tag for the form of dates, and for the names of countries. */
  dates: string;
  /** What the links say by which an owner answers to an e-mail. */
  notMe: string;
  newPassword: string;
  support: string;
  /** Leads to where the shop's help is found. */
  help: string;
  footer: { concerns: (of: Shop) => string; noLinks: (of: Shop) => string };
  /** Below it, where the shop has them. */
  links: { support: string; imprint: string; privacy: string };
};

/** What a code is asked for: to finish a login, to confirm a change of security settings, to prove a contact. */
export type CodePurpose = 'login' | 'security' | 'contact';

type CodeWords = {
  /** The code leads: it shows in the list of mails and on a locked phone's notification. */
  subject: (of: { code: string }) => string;
  heading: string;
  happened: (of: Shop) => string;
  notYou: (of: Shop) => string;
};

export type CodeMailWords = Record<CodePurpose, CodeWords> & {
  validity: (of: Minutes) => string;
  keepSecret: (of: Shop) => string;
};

type NoticeWords<N> = {
  subject: string | ((notice: N) => string);
  happened: (of: Shop & N) => string;
  /** Leads to the link below it. */
  notYou: string;
};

export type NoticeMailWords = { [Kind in Notice['kind']]: NoticeWords<Extract<Notice, { kind: Kind }>> };

/** What leads to the link: a forgotten password, or "this wasn't me". */
export type PasswordLinkAfter = 'forgotten' | 'not me';

export type PasswordMailWords = {
  subject: string;
  happened: Record<PasswordLinkAfter, (of: Shop) => string>;
  goOn: string;
  validity: (of: Minutes) => string;
  next: string;
  notYou: Record<PasswordLinkAfter, string>;
};

export type RecoveryMailWords = {
  /** Says what happened, so that whoever did not do it opens the e-mail. */
  subject: string;
  happened: (of: Shop) => string;
  goOn: string;
  validity: (of: Minutes) => string;
  next: string;
  notYou: string;
};

type SupportWords = { subject: string; happened: (of: Shop) => string; wasYou: string; notYou: string };

export type SupportMailWords = {
  /** To the owner of an account, as soon as somebody has filled in the form about it. */
  asked: SupportWords;
  approved: SupportWords & { when: string };
};

type MailWords = {
  frame: FrameWords;
  code: CodeMailWords;
  notices: NoticeMailWords;
  password: PasswordMailWords;
  recovery: RecoveryMailWords;
  support: SupportMailWords;
};

export async function mailWords<Part extends keyof MailWords>(part: Part, locale: Locale): Promise<MailWords[Part]> {
  const file: MailWords = await import(`./${locale}/mails/${part}.ts`);
  return withOwnWords(file[part], brand.words[locale] ?? {}, `mails.${part}`);
}
