/** What e-mails are made of. */
import type { Brand } from '../config/brand.ts';

export type Fact = { name: string; value: string };

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; code: string }
  | { kind: 'facts'; facts: readonly Fact[] }
  /** `main`: the way on for whoever asked for the e-mail; `plain`: that of the others. */
  | { kind: 'link'; label: string; url: string; look: 'main' | 'plain' }
  /** A sentence that ends in where the shop's help is found. */
  | { kind: 'contact'; text: string; label: string; url: string }
  /** What somebody else wrote, line by line, set apart from our own words. */
  | { kind: 'quote'; name: string; lines: readonly string[] };

/** Below the last sentence: a name, and where it leads. */
export type FooterLink = { label: string; url: string };

/** What an e-mail says, with everything around it: its HTML and its text are written from this. */
export type Framed = {
  locale: string;
  shopName: string;
  brand: Brand;
  subject: string;
  heading: string;
  /** What lists of e-mails show beside the subject. */
  preview: string;
  blocks: readonly Block[];
  footer: string;
  footerLinks: readonly FooterLink[];
};
