import type { NoticeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Dvoufázové přihlášení je zapnuté',
    happened: ({ shop, method }) =>
      `K přihlášení do obchodu ${shop} teď potřebujete heslo a kód${method === 'email' ? ', který Vám pošleme e-mailem' : ' z ověřovací aplikace'}. Na všech ostatních zařízeních jsme Vás odhlásili. Záložní kódy si uložte na bezpečné místo.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Zablokujte mu přístup zde:',
  },
  two_factor_off: {
    subject: 'Dvoufázové přihlášení je vypnuté',
    happened: ({ shop }) => `K přihlášení do obchodu ${shop} teď stačí jen heslo. Na všech ostatních zařízeních jsme Vás odhlásili.`,
    notYou:
      'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Zablokujte mu přístup zde a potom dvoufázové přihlášení znovu zapněte:',
  },
  shared_key_shown: {
    subject: 'Klíč pro nastavení ověřovací aplikace byl zobrazen',
    happened: ({ shop }) =>
      `Klíč pro nastavení Vaší ověřovací aplikace k obchodu ${shop} byl znovu zobrazen, aby se dal přidat do dalšího zařízení. Kdo ho viděl, může generovat Vaše kódy.`,
    notYou:
      'Nebyli jste to Vy? Pak má někdo Vaše heslo i některý z Vašich kódů. Zablokujte mu přístup zde a potom si aplikaci nastavte znovu:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Pět', 10: 'Deset' }[row] ?? 'Dvacet'} chybných kódů. Byli jste to Vy?`,
    happened: ({ shop, row }) =>
      `U Vašeho účtu v obchodě ${shop} někdo zadal ${row} chybných kódů za sebou. Nikdo se s nimi nepřihlásil. Po každém pátém chybném kódu je potřeba s dalším chvíli počkat.`,
    notYou:
      'Jen jste se spletli? Pak nemusíte dělat nic: chvíli počkejte a zkuste to znovu. Pokud jste to nebyli Vy, možná někdo zná Vaše heslo. Zneplatnit ho můžete zde:',
  },
  password_ended: {
    subject: 'Vaše heslo už neplatí',
    happened: ({ shop, row }) =>
      `U Vašeho účtu v obchodě ${shop} někdo zadal ${row} chybných kódů za sebou. Nikdo se s nimi nepřihlásil. Aby to tak zůstalo, zneplatnili jsme Vaše heslo a odhlásili Vás na všech zařízeních.`,
    notYou: 'Pokud stejné heslo používáte i jinde, změňte si ho i tam. Nové heslo si nastavte zde:',
  },
  email_changed: {
    subject: 'Vaše e-mailová adresa byla změněna',
    happened: ({ shop, oldEmail, newEmail }) =>
      `E-mailová adresa Vašeho účtu v obchodě ${shop} se změnila z ${oldEmail} na ${newEmail}. Kódy a oznámení teď posíláme na novou. Tento e-mail jde na obě.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Zablokujte mu přístup zde:',
  },
  phone_changed: {
    subject: 'Vaše telefonní číslo bylo změněno',
    happened: ({ shop, newPhone }) => `Telefonní číslo Vašeho účtu v obchodě ${shop} je teď ${newPhone}.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Zablokujte mu přístup zde:',
  },
  password_changed: {
    subject: 'Vaše heslo bylo změněno',
    happened: ({ shop }) => `Heslo k Vašemu účtu v obchodě ${shop} bylo změněno.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Zablokujte mu přístup zde:',
  },
  recovery_codes_replaced: {
    subject: 'Máte nové záložní kódy',
    happened: ({ shop }) => `K účtu v obchodě ${shop} máte deset nových záložních kódů. Staré už neplatí, můžete je vyhodit.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Zablokujte mu přístup zde a potom si vytvořte nové záložní kódy:',
  },
  recovery_code_used: {
    subject: 'Byl použit záložní kód',
    happened: ({ shop, left }) =>
      `Jeden ze záložních kódů k Vašemu účtu v obchodě ${shop} byl použit k přihlášení nebo k potvrzení změny. Podruhé už platit nebude. ${left === 0 ? 'Byl poslední, vytvořte si prosím nové' : remaining(left)}.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo Vaše heslo i záložní kódy. Zablokujte mu přístup zde a potom si vytvořte nové záložní kódy:',
  },
  session_copied: {
    subject: 'Byla použita stará kopie Vašeho přihlášení',
    happened: ({ shop, endedOn }) =>
      `V obchodě ${shop} jste zůstali přihlášeni${endedOn ? ` (${endedOn})` : ''}. Teď někdo použil starou kopii tohoto přihlášení, a proto jsme ho ukončili: kdo ho používal, musí se přihlásit znovu. Na ostatních zařízeních zůstáváte přihlášeni.`,
    notYou:
      'Stává se to, když se prohlížeč nebo počítač obnoví ze zálohy. Nic takového jste nedělali? Pak možná někdo přihlášení z Vašeho zařízení zkopíroval. Zablokujte mu přístup zde a zařízení nechte zkontrolovat:',
  },
  recovered: {
    subject: 'Dvoufázové přihlášení bylo vypnuto při obnově přístupu',
    happened: ({ shop }) =>
      `Dvoufázové přihlášení k Vašemu účtu v obchodě ${shop} bylo vypnuto pomocí odkazu z našeho e-mailu a kódu z SMS. Ověřovací aplikace ani záložní kódy už neplatí a na všech zařízeních jsme Vás odhlásili.`,
    notYou:
      'Nebyli jste to Vy? Pak někdo čte Vaše zprávy. Zablokujte mu přístup zde, a než si nastavíte nové heslo, změňte si heslo ke své e-mailové schránce:',
  },
  support_executed: {
    subject: 'Dvoufázové přihlášení jsme na žádost vypnuli',
    happened: ({ shop }) =>
      `Jak jsme oznámili, na základě žádosti o pomoc jsme vypnuli dvoufázové přihlášení k Vašemu účtu v obchodě ${shop}. K přihlášení teď stačí jen heslo. Ověřovací aplikace ani záložní kódy už neplatí a na všech zařízeních jsme Vás odhlásili.`,
    notYou:
      'Nežádali jste o to Vy? Pak se někdo může dostat k Vašemu účtu. Zablokujte mu přístup zde a potom dvoufázové přihlášení znovu zapněte:',
  },
  support_rejected: {
    subject: 'Dvoufázové přihlášení zůstává zapnuté',
    happened: ({ shop }) => `Náš tým zamítl žádost o vypnutí dvoufázového přihlášení k Vašemu účtu v obchodě ${shop}. Nic se nezměnilo.`,
    notYou:
      'Žádali jste Vy a kódy pořád nemáte? Pak můžete poslat novou žádost. Pokud jste ji neposlali Vy, někdo se snaží dostat k Vašemu účtu. Zastavte ho zde:',
  },
  support_superseded: {
    subject: 'Vaše žádost o pomoc už není potřeba',
    happened: ({ shop }) =>
      `Žádost o vypnutí dvoufázového přihlášení k Vašemu účtu v obchodě ${shop} jsme uzavřeli: od jejího schválení se někdo přihlásil kódem nebo změnil zabezpečení účtu. Dvoufázové přihlášení zůstává zapnuté.`,
    notYou:
      'Chcete ho přesto vypnout? Pak prosím pošlete novou žádost. Pokud jste ji neposlali Vy, někdo se snaží dostat k Vašemu účtu. Zastavte ho zde:',
  },
};

function remaining(left: number): string {
  return `Zbýv${left < 5 && left > 1 ? 'ají' : 'á'} Vám ${plural('cs', left, { one: 'kód', few: 'kódy', other: 'kódů' })}`;
}
