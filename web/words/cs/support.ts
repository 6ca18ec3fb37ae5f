import type { SupportWords } from '../../support/words.ts';

export const support: SupportWords = {
  titles: { support: 'Žádost o pomoc' },
  support: {
    title: 'Nedostanete se k e-\u2060mailu nebo telefonu?',
    text: 'Napište nám. Náš tým každou žádost ověří a odpoví do jednoho pracovního dne.',
    tryFirst: 'Máte přístup k obojímu? Pak bude rychlejší',
    tryFirstLink: 'přihlásit se a zvolit „Nemůžu použít ověřovací aplikaci“.',
    username: 'E-mail nebo uživatelské jméno účtu',
    message: 'Co se stalo?',
    messageHint: 'Co jste ztratili a podle čeho Vás poznáme, například číslo zákazníka nebo objednávky.',
    reachMeAt: 'Jak Vás můžeme kontaktovat?',
    reachMeAtHint: 'E-mailová adresa nebo telefonní číslo, ke kterým máte teď přístup.',
    send: 'Odeslat žádost',
    noSecrets: 'Nikdy sem nepište heslo ani kód. Náš tým se Vás na ně nikdy nezeptá.',
    sentTitle: 'Děkujeme, žádost jsme přijali',
    sentText: 'Co bude dál:',
    sentSteps: [
      'Náš tým odpoví do jednoho pracovního dne.',
      'Pokud žádost schválí, oznámíme to na všechny kontakty účtu. Dalších 24 hodin ji pak lze zastavit.',
      'Potom se dvoufázové přihlášení vypne a přihlásíte se svým heslem.',
    ],
  },
  failures: {
    all_fields_missing: 'Vyplňte prosím všechna políčka.',
  },
};
