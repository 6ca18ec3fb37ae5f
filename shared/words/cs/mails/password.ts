import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Nastavte si nové heslo',
  happened: {
    forgotten: ({ shop }) => `Někdo požádal o nové heslo k Vašemu účtu na ${shop}. Pokud jste to byli Vy, nastavte si ho zde:`,
    'not me': ({ shop }) =>
      `Přes odkaz v jednom z našich e-mailů jste nám dali vědět, že jste to nebyli Vy. Vaše heslo na ${shop} proto už neplatí, všechna Vaše zařízení jsou odhlášená a probíhající obnova přístupu nebo žádost je zastavená. Nové heslo si nastavte zde:`,
  },
  goOn: 'Nastavit nové heslo',
  validity: ({ minutes }) =>
    `Odkaz platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a lze ho použít jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
  next: 'Jeho otevřením se ještě nic nezmění. Jakmile si nové heslo nastavíte, odhlásí se všechna Vaše zařízení; dvoufázové přihlášení zůstane, jak je. Odkaz nikomu nesdělujte.',
  notYou: {
    forgotten: 'Nebyli jste to Vy? Pak nemusíte dělat nic: Vaše heslo zůstává, jaké je.',
    'not me': 'Nedali jste nám to vědět Vy? Pak někdo čte Vaše e-maily: nejdřív zabezpečte svou schránku a pak si nastavte nové heslo.',
  },
};
