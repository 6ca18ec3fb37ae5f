import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Někdo chce, abychom vypnuli Vaše dvoufázové přihlášení',
    happened: ({ shop }) =>
      `K Vašemu účtu v obchodě ${shop} přišla žádost o pomoc: kdo ji napsal, už se nedostane ke kódům a chce, abychom dvoufázové přihlášení vypnuli. Zatím se nic nezměnilo. Teď zjišťujeme, kdo o to žádá, a než cokoli vypneme, napíšeme Vám.`,
    wasYou: 'Pokud jste to byli Vy, nemusíte dělat nic: náš tým se Vám ozve.',
    notYou: 'Nebyli jste to Vy? Pak se někdo snaží dostat k Vašemu účtu. Zastavte ho zde:',
  },
  approved: {
    subject: 'Vaše dvoufázové přihlášení bude vypnuto',
    happened: ({ shop }) =>
      `Náš tým schválil žádost o vypnutí dvoufázového přihlášení k Vašemu účtu v obchodě ${shop}. Pokud to nezastavíte, vypneme ho v čase uvedeném níže. Od té chvíle bude k přihlášení stačit jen heslo a na všech zařízeních Vás odhlásíme.`,
    when: 'K vypnutí dojde',
    wasYou: 'Pokud jste žádost poslali Vy, nemusíte dělat nic.',
    notYou: 'Neposlali jste ji Vy? Pak se někdo snaží dostat k Vašemu účtu. Do té doby ho můžete zastavit zde:',
  },
};
