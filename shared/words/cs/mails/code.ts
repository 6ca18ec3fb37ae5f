import type { CodeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const code: CodeMailWords = {
  login: {
    subject: ({ code }) => `${code} je Váš přihlašovací kód`,
    heading: 'Váš přihlašovací kód',
    happened: ({ shop }) => `Tímto kódem dokončíte přihlášení do obchodu ${shop}:`,
    notYou: ({ shop }) =>
      `Nepřihlašujete se? Pak někdo zná Vaše heslo. Bez tohoto kódu se ale k účtu nedostane, proto ho nikomu neříkejte. Otevřete obchod ${shop} tak, jak jste zvyklí, a změňte si heslo.`,
  },
  security: {
    subject: ({ code }) => `${code} je Váš bezpečnostní kód`,
    heading: 'Váš bezpečnostní kód',
    happened: ({ shop }) => `Tímto kódem potvrdíte změnu v zabezpečení svého účtu v obchodě ${shop}:`,
    notYou: ({ shop }) =>
      `Nic neměníte? Pak je k Vašemu účtu přihlášen někdo jiný. Bez tohoto kódu ale nic nezmění, proto ho nikomu neříkejte. Otevřete obchod ${shop} tak, jak jste zvyklí, všude se odhlaste a změňte si heslo.`,
  },
  contact: {
    subject: ({ code }) => `${code} potvrdí Vaši e-mailovou adresu`,
    heading: 'Potvrďte svou e-mailovou adresu',
    happened: ({ shop }) => `Tato adresa byla zadána u účtu v obchodě ${shop}. Pokud je to Váš účet, zadejte tam tento kód:`,
    notYou: () =>
      'Nic o tom nevíte? Pak se asi někdo spletl při psaní vlastní adresy. Bez kódu se nic nestane, tento e-mail můžete klidně smazat.',
  },
  validity: ({ minutes }) =>
    `Kód platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a dá se použít jen jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
  keepSecret: ({ shop }) => `Nikdo z obchodu ${shop} po Vás tento kód nikdy nebude chtít.`,
};
