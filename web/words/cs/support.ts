import type { SupportWords } from '../../support/words.ts';

export const support: SupportWords = {
  titles: { support: 'Žádost o pomoc' },
  support: {
    title: 'Ani e-mail, ani telefon?',
    text: 'Napište nám. Náš tým každou žádost ověří ručně a odpoví do jednoho pracovního dne.',
    tryFirst: 'Máte přece jen obojí? Pak bude rychlejší',
    tryFirstLink: 'přihlásit se a zvolit „Nemůžu použít ověřovací aplikaci“.',
    username: 'E-mail nebo uživatelské jméno účtu',
    message: 'Co se stalo?',
    messageHint: 'Co se Vám ztratilo a podle čeho Vás poznáme, třeba číslo zákazníka nebo objednávky.',
    reachMeAt: 'Jak Vás můžeme zastihnout?',
    reachMeAtHint: 'E-mailová adresa nebo telefonní číslo, které teď můžete používat.',
    send: 'Odeslat žádost',
    noSecrets: 'Nikdy sem nepište heslo ani kód. Náš tým po Vás žádný chtít nebude.',
    sentTitle: 'Děkujeme, Vaši žádost máme',
    sentText: 'Co bude dál:',
    sentSteps: [
      'Náš tým odpoví do jednoho pracovního dne.',
      'Pokud souhlasí, oznámíme to na všechny kontakty účtu. Ještě 24 hodin poté to lze zrušit.',
      'Pak se dvoufázové přihlášení vypne a přihlásíte se svým heslem.',
    ],
  },
  failures: {
    all_fields_missing: 'Vyplňte prosím všechna pole.',
  },
};
