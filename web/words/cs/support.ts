import type { SupportWords } from '../../support/words.ts';

export const support: SupportWords = {
  titles: { support: 'Žádost o pomoc' },
  support: {
    title: 'Nemáte přístup k\u00a0e-\u2060mailu či telefonu?',
    text: 'Napište nám. Každou žádost osobně posoudíme a odpovíme do jednoho pracovního dne.',
    tryFirst: 'Máte ještě přístup k obojímu? Pak je rychlejší',
    tryFirstLink: 'přihlásit se a zvolit „Nemůžu použít ověřovací aplikaci“.',
    username: 'E-mail nebo uživatelské jméno účtu',
    message: 'Co se stalo?',
    messageHint: 'Co jste ztratili a podle čeho Vás poznáme, třeba zákaznické číslo nebo číslo objednávky.',
    reachMeAt: 'Kam se Vám máme ozvat?',
    reachMeAtHint: 'E-mail nebo telefon, ke kterému teď máte přístup.',
    send: 'Odeslat žádost',
    noSecrets: 'Heslo ani kód sem nikdy nepište. My je po Vás nikdy chtít nebudeme.',
    sentTitle: 'Děkujeme, žádost jsme přijali',
    sentText: 'Co bude dál:',
    sentSteps: [
      'Do jednoho pracovního dne Vám odpovíme.',
      'Pokud žádost schválíme, dáme o tom vědět na všechny kontakty z účtu. Ještě 24 hodin ji pak lze zastavit.',
      'Potom dvoufázové přihlášení vypneme a přihlásíte se jen heslem.',
    ],
  },
  failures: {
    all_fields_missing: 'Vyplňte prosím všechna pole.',
  },
};
