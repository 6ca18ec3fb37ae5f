import type { RecoveryMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const recovery: RecoveryMailWords = {
  subject: 'Vaše OTP karta byla nahlášena jako ztracená',
  happened: ({ shop }) =>
    `Někdo, kdo má Vaše heslo, se přihlašoval na ${shop} a uvedl, že zařízení s Vaší OTP kartou je ztracené. Pokud jste to byli Vy, pokračujte k vypnutí dvoufázového přihlášení zde:`,
  goOn: 'Pokračovat v obnově přístupu',
  validity: ({ minutes }) =>
    `Odkaz platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })}. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
  next: 'Jeho otevřením se ještě nic nezmění. Na stránce si necháte poslat kód v SMS na svůj telefon; dvoufázové přihlášení se vypne, až když ho zadáte. Odkaz ani kód nikomu nesdělujte.',
  notYou: 'Nebyli jste to Vy? Pak někdo zná Vaše heslo. Zastavte ho zde a změňte si heslo všude jinde, kde ho používáte:',
};
