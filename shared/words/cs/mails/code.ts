import type { CodeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const code: CodeMailWords = {
  login: {
    subject: ({ code }) => `${code} je Váš přihlašovací kód`,
    heading: 'Váš přihlašovací kód',
    happened: ({ shop }) => `Tímto kódem dokončíte přihlášení do obchodu ${shop}:`,
    notYou: ({ shop }) =>
      `Nepřihlašujete se Vy? Pak někdo zná Vaše heslo. Bez tohoto kódu se k účtu nedostane, proto ho nikomu neříkejte. Otevřete obchod ${shop}, jak jste zvyklí, a změňte si heslo.`,
  },
  security: {
    subject: ({ code }) => `${code} je Váš bezpečnostní kód`,
    heading: 'Váš bezpečnostní kód',
    happened: ({ shop }) => `Tímto kódem potvrdíte změnu v zabezpečení svého účtu v obchodě ${shop}:`,
    notYou: ({ shop }) =>
      `Nic neměníte? Pak je k Vašemu účtu přihlášen někdo jiný. Bez tohoto kódu nic nezmění, proto ho nikomu neříkejte. Otevřete obchod ${shop}, jak jste zvyklí, odhlaste se všude a změňte si heslo.`,
  },
  contact: {
    subject: ({ code }) => `${code} je kód k ověření Vaší e-mailové adresy`,
    heading: 'Ověřte svou e-mailovou adresu',
    happened: ({ shop }) =>
      `Tuto adresu někdo zadal u účtu v obchodě ${shop}. Pokud je to Váš účet, zadejte tam tento kód a tím adresu ověříte:`,
    notYou: () =>
      'Nic o tom nevíte? Pak se nejspíš někdo spletl při psaní vlastní adresy. Bez kódu se nic nestane, tento e-mail můžete smazat.',
  },
  validity: ({ minutes }) =>
    `Kód platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a dá se použít jen jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
  keepSecret: ({ shop }) => `Nikdo z obchodu ${shop} ho po Vás nikdy nebude chtít.`,
};
