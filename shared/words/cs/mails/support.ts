import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Někdo nás žádá o vypnutí Vašeho dvoufázového přihlášení',
    happened: ({ shop }) =>
      `Někdo nám napsal, že už nemůže získat kódy k Vašemu účtu na ${shop}, a žádá, abychom dvoufázové přihlášení vypnuli. Zatím se nic nezměnilo. Náš tým teď zjišťuje, kdo se ptá, a než se cokoli vypne, ještě se Vám ozveme.`,
    wasYou: 'Pokud jste to byli Vy, nemusíte nic dělat: náš tým se Vám ozve.',
    notYou: 'Nebyli jste to Vy? Pak se někdo snaží dostat k Vašemu účtu. Zastavte ho zde a změňte si heslo všude jinde, kde ho používáte:',
  },
  approved: {
    subject: 'Dvoufázové přihlášení bude vypnuto',
    happened: ({ shop }) =>
      `Náš tým schválil žádost o vypnutí dvoufázového přihlášení k Vašemu účtu na ${shop}. Pokud nebude zrušena, stane se tak v níže uvedenou dobu. Pak bude k účtu stačit samotné heslo a všechna Vaše zařízení budou odhlášena.`,
    when: 'Vypnuto od',
    wasYou: 'Pokud jste žádost podali Vy, nemusíte nic dělat.',
    notYou: 'Nebyli jste to Vy? Pak se někdo snaží dostat k Vašemu účtu. Zastavte ho zde a ozvěte se nám:',
    footer: ({ shop }) =>
      `Tento e-mail odeslala automaticky služba ${shop}, protože se týká bezpečnosti Vašeho účtu. Do uvedené doby lze žádost zrušit.`,
  },
};
