import type { FrameWords } from '../frame.ts';

export const frame: FrameWords = {
  languages: 'Jazyk',
  about: 'přihlášení a zabezpečení Vašeho účtu.',
  toStart: 'Na úvodní stránku',
  toShop: 'Do obchodu',
  links: { support: 'Pomoc', imprint: 'O provozovateli', privacy: 'Ochrana osobních údajů' },
  needsScript: {
    title: 'Tato stránka potřebuje JavaScript',
    text: 'Ve Vašem prohlížeči je vypnutý, nebo mu něco brání v běhu.',
    next: 'Zapněte prosím pro tuto stránku JavaScript, nebo ji otevřete v jiném prohlížeči, a načtěte ji znovu.',
  },
  late: { text: 'Načítání trvá déle než obvykle.', again: 'Načíst stránku znovu' },
  notFound: {
    title: 'Taková stránka tu není',
    text: 'Adresa je možná napsaná s chybou, nebo odkaz už neplatí. S Vaším účtem je všechno v pořádku.',
  },
};
