import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Někdo nás žádá, abychom vypnuli Vaše dvoufázové přihlášení',
    happened: ({ shop }) =>
      `K Vašemu účtu v obchodě ${shop} jsme dostali žádost o pomoc: kdo ji napsal, už nemůže získat kódy a žádá nás, abychom dvoufázové přihlášení vypnuli. Zatím se nic nezměnilo. Náš tým teď zjišťuje, kdo o to žádá, a než se cokoli vypne, ještě Vám napíšeme.`,
    wasYou: 'Pokud jste to byli Vy, nemusíte dělat nic, náš tým se Vám ozve.',
    notYou: 'Nebyli jste to Vy? Pak se někdo snaží dostat k Vašemu účtu. Zastavíte ho zde:',
  },
  approved: {
    subject: 'Vaše dvoufázové přihlášení bude vypnuto',
    happened: ({ shop }) =>
      `Náš tým schválil žádost o vypnutí dvoufázového přihlášení k Vašemu účtu v obchodě ${shop}. Pokud to nezastavíte, vypne se v níže uvedenou dobu. Od té chvíle bude k účtu stačit samotné heslo a všechna Vaše zařízení se odhlásí.`,
    when: 'Vypne se',
    wasYou: 'Pokud jste žádost podali Vy, nemusíte dělat nic.',
    notYou: 'Nepodali jste ji? Pak se někdo snaží dostat k Vašemu účtu. Do té doby ho můžete zastavit zde:',
  },
};
