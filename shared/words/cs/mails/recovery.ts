import type { RecoveryMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const recovery: RecoveryMailWords = {
  subject: 'Chcete vypnout dvoufázové přihlášení?',
  happened: ({ shop }) =>
    `V obchodě ${shop} někdo zadal Vaše heslo a pak zvolil „Nemůžu použít ověřovací aplikaci“. Pokud jste to byli Vy, můžete dvoufázové přihlášení vypnout zde:`,
  goOn: 'Pokračovat v obnově přístupu',
  validity: ({ minutes }) =>
    `Odkaz platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })}. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
  next: 'Otevřením odkazu se ještě nic nezmění. Na stránce si necháte poslat kód v SMS a dvoufázové přihlášení se vypne, až když ho zadáte. Odkaz ani kód nikomu nedávejte.',
  notYou:
    'Nebyli jste to Vy? Pak někdo zná Vaše heslo. Zastavte ho zde. Vaše heslo přestane platit a pošleme Vám e-mail, přes který si nastavíte nové:',
};
