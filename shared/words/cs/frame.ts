import type { FrameWords } from '../frame.ts';

export const frame: FrameWords = {
  languages: 'Jazyk',
  about: 'přihlášení a zabezpečení Vašeho účtu.',
  toStart: 'Na úvodní stránku',
  toShop: 'Do obchodu',
  links: { support: 'Pomoc', imprint: 'O provozovateli', privacy: 'Ochrana osobních údajů' },
  needsScript: {
    title: 'Tato stránka potřebuje JavaScript',
    text: 'Ve Vašem prohlížeči je vypnutý, nebo ho něco blokuje.',
    next: 'Povolte prosím pro tuto stránku JavaScript a načtěte ji znovu, nebo ji otevřete v jiném prohlížeči.',
  },
  late: { text: 'Načítání trvá déle než obvykle.', again: 'Načíst stránku znovu' },
  notFound: {
    title: 'Tato stránka neexistuje',
    text: 'V adrese je možná překlep, nebo je odkaz už starý. Váš účet je v pořádku.',
  },
};
