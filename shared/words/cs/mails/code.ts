import type { CodeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const code: CodeMailWords = {
  login: {
    subject: ({ code }) => `${code} je Váš přihlašovací kód`,
    heading: 'Váš přihlašovací kód',
    happened: ({ shop }) => `Vaše heslo bylo právě použito k přihlášení na ${shop}. Přihlášení dokončíte tímto kódem:`,
    notYou: ({ shop }) =>
      `Nejste to Vy? Pak někdo zná Vaše heslo. Bez tohoto kódu se dovnitř nedostane: nikomu ho nesdělujte, otevřete ${shop} tak jako obvykle a změňte si heslo.`,
  },
  security: {
    subject: ({ code }) => `${code} je Váš bezpečnostní kód`,
    heading: 'Váš bezpečnostní kód',
    happened: ({ shop }) => `Chystáte se změnit nastavení zabezpečení svého účtu na ${shop}. Změnu potvrdíte tímto kódem:`,
    notYou: ({ shop }) =>
      `Nejste to Vy? Pak je někdo přihlášen k Vašemu účtu. Bez tohoto kódu nic nezmění: nikomu ho nesdělujte, otevřete ${shop} tak jako obvykle, všude se odhlaste a změňte si heslo.`,
  },
  contact: {
    subject: ({ code }) => `${code} je Váš potvrzovací kód`,
    heading: 'Potvrďte svou e-mailovou adresu',
    happened: ({ shop }) => `Tato adresa byla zadána u účtu na ${shop}. Tímto kódem potvrdíte, že je Vaše:`,
    notYou: () =>
      'Nezadali jste ji Vy? Pak se asi někdo spletl ve vlastní adrese. Bez tohoto kódu se nic nestane a tento e-mail můžete smazat.',
  },
  validity: ({ minutes }) =>
    `Kód platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a lze ho použít jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
  keepSecret: ({ shop }) => `Nikdo ze společnosti ${shop} se Vás na tento kód nikdy nebude ptát.`,
};
