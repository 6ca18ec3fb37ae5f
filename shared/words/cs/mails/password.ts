import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Nastavte si nové heslo',
  happened: {
    forgotten: ({ shop }) => `K Vašemu účtu v obchodě ${shop} si někdo vyžádal nové heslo. Pokud jste to byli Vy, nastavte si ho zde:`,
    'not me': ({ shop }) =>
      `Přes odkaz v jednom z našich e-mailů jste nám oznámili, že jste to nebyli Vy. Vaše heslo v obchodě ${shop} proto už neplatí, odhlásili jsme Vás na všech zařízeních a zastavili probíhající obnovu přístupu nebo žádost o pomoc. Nové heslo si nastavte zde:`,
  },
  goOn: 'Nastavit nové heslo',
  validity: ({ minutes }) =>
    `Odkaz platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a dá se použít jen jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
  next: 'Otevřením odkazu se ještě nic nezmění. Jakmile si nové heslo nastavíte, odhlásíme Vás na všech zařízeních. Dvoufázové přihlášení zůstane, jak je. Odkaz nikomu nedávejte.',
  notYou: {
    forgotten: 'Nebyli jste to Vy? Pak nemusíte dělat nic: Vaše heslo platí dál.',
    'not me':
      'Nic jste nám neoznámili? Pak někdo čte Vaše e-maily. Nejdřív si změňte heslo ke své e-mailové schránce a teprve potom si nastavte nové zde.',
  },
};
