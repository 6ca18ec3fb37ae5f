import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Zvolte si nové heslo',
  happened: {
    forgotten: ({ shop }) => `K Vašemu účtu v obchodě ${shop} si někdo vyžádal nové heslo. Pokud jste to byli Vy, zvolte si ho zde:`,
    'not me': ({ shop }) =>
      `Odkazem v jednom z našich e-mailů jste nám dali vědět, že jste to nebyli Vy. Vaše heslo v obchodě ${shop} proto už neplatí, všechna Vaše zařízení jsou odhlášená a probíhající obnova přístupu nebo žádost o pomoc je zastavená. Nové heslo si zvolte zde:`,
  },
  goOn: 'Zvolit nové heslo',
  validity: ({ minutes }) =>
    `Odkaz platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a dá se použít jen jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
  next: 'Otevřením odkazu se ještě nic nezmění. Jakmile si nové heslo zvolíte, odhlásí se všechna Vaše zařízení; dvoufázové přihlášení zůstane, jak je. Odkaz nikomu neříkejte.',
  notYou: {
    forgotten: 'Nebyli jste to Vy? Pak nemusíte dělat nic, Vaše heslo zůstává, jaké je.',
    'not me':
      'Nic jste nám vědět nedali? Pak někdo čte Vaše e-maily. Nejdřív si změňte heslo ke své e-mailové schránce a potom si zvolte nové zde.',
  },
};
