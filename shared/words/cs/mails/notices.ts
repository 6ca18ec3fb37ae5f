import type { NoticeMailWords } from '../../mails.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Dvoufázové přihlášení je zapnuté',
    happened: ({ shop, method }) =>
      `Od teď budete k přihlášení do obchodu ${shop} potřebovat heslo a kód ${method === 'email' ? 'e-mailem' : 'z ověřovací aplikace'}. Všechna Vaše ostatní zařízení jsou odhlášená. Záložní kódy si bezpečně uložte.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Přístup mu zavřete zde:',
  },
  two_factor_off: {
    subject: 'Dvoufázové přihlášení je vypnuté',
    happened: ({ shop }) => `K Vašemu účtu v obchodě ${shop} teď stačí samotné heslo. Všechna Vaše ostatní zařízení jsou odhlášená.`,
    notYou:
      'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Zavřete mu přístup zde a potom dvoufázové přihlášení znovu zapněte:',
  },
  shared_key_shown: {
    subject: 'Klíč pro nastavení ověřovací aplikace byl zobrazen',
    happened: ({ shop }) =>
      `Klíč pro nastavení Vaší ověřovací aplikace pro obchod ${shop} byl znovu zobrazen, aby se dala přidat na další zařízení. Kdo ho viděl, může vytvářet Vaše kódy.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo Vaše heslo a některý z Vašich kódů. Zavřete mu přístup zde a potom aplikaci nastavte znovu:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Pět', 10: 'Deset' }[row] ?? 'Dvacet'} chybných kódů. Byli jste to Vy?`,
    happened: ({ shop, row }) =>
      `U Vašeho účtu v obchodě ${shop} bylo za sebou zadáno ${row} chybných kódů. Nikdo se s nimi nepřihlásil. Po každém pátém chybném kódu se na další musí chvíli počkat.`,
    notYou:
      'Jen jste se spletli? Pak nemusíte dělat nic: chvíli počkejte a zkuste to znovu. Pokud jste to nebyli Vy, možná někdo zná Vaše heslo. Zneplatníte ho zde:',
  },
  password_ended: {
    subject: 'Vaše heslo už neplatí',
    happened: ({ shop, row }) =>
      `U Vašeho účtu v obchodě ${shop} bylo za sebou zadáno ${row} chybných kódů. Nikdo se s nimi nepřihlásil. Aby to tak zůstalo, Vaše heslo jsme zneplatnili a všechna Vaše zařízení odhlásili.`,
    notYou: 'Pokud stejné heslo používáte i jinde, změňte si ho i tam. O nové si řekněte zde:',
  },
  email_changed: {
    subject: 'Vaše e-mailová adresa byla změněna',
    happened: ({ shop, oldEmail, newEmail }) =>
      `E-mailová adresa Vašeho účtu v obchodě ${shop} se změnila z ${oldEmail} na ${newEmail}. Kódy a oznámení teď chodí na novou. Tento e-mail posíláme na obě.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Přístup mu zavřete zde:',
  },
  phone_changed: {
    subject: 'Vaše telefonní číslo bylo změněno',
    happened: ({ shop, newPhone }) => `U Vašeho účtu v obchodě ${shop} je teď telefonní číslo ${newPhone}.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Přístup mu zavřete zde:',
  },
  password_changed: {
    subject: 'Vaše heslo bylo změněno',
    happened: ({ shop }) => `Heslo k Vašemu účtu v obchodě ${shop} bylo změněno.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Přístup mu zavřete zde:',
  },
  recovery_codes_replaced: {
    subject: 'Máte nové záložní kódy',
    happened: ({ shop }) => `K Vašemu účtu v obchodě ${shop} máte deset nových záložních kódů. Ty staré už neplatí, můžete je vyhodit.`,
    notYou: 'Nebyli jste to Vy? Pak se někdo může dostat k Vašemu účtu. Zavřete mu přístup zde a potom si vytvořte nové záložní kódy:',
  },
  recovery_code_used: {
    subject: 'Byl použit záložní kód',
    happened: ({ shop, left }) =>
      `Jeden ze záložních kódů k Vašemu účtu v obchodě ${shop} byl použit, k přihlášení nebo k potvrzení změny. Podruhé už platit nebude. ${left === 0 ? 'Byl poslední, vytvořte si prosím nové' : `Počet kódů, které Vám zbývají: ${left}`}.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo Vaše heslo i záložní kódy. Zavřete mu přístup zde a potom si vytvořte nové:',
  },
  session_copied: {
    subject: 'Byla použita stará kopie Vašeho přihlášení',
    happened: ({ shop, endedOn }) =>
      `V obchodě ${shop} jste zůstávali přihlášeni${endedOn ? ` (${endedOn})` : ''}. Teď někdo použil starou kopii tohoto přihlášení, a proto jsme ho ukončili: kdo ho měl, musí se přihlásit znovu. Vaše ostatní zařízení zůstávají přihlášená.`,
    notYou:
      'Stává se to, když se prohlížeč nebo počítač obnoví ze zálohy. Nic takového jste nedělali? Pak možná někdo přihlášení z Vašeho zařízení zkopíroval. Zavřete mu přístup zde a zařízení nechte zkontrolovat:',
  },
  recovered: {
    subject: 'Dvoufázové přihlášení bylo vypnuto obnovou přístupu',
    happened: ({ shop }) =>
      `Dvoufázové přihlášení k Vašemu účtu v obchodě ${shop} bylo vypnuto odkazem a kódem, které jsme poslali e-mailem a v SMS. Ověřovací aplikace ani záložní kódy už neplatí a všechna Vaše zařízení jsou odhlášená.`,
    notYou:
      'Nebyli jste to Vy? Pak někdo čte Vaše zprávy. Zavřete mu přístup zde, a než si zvolíte nové heslo, změňte si heslo ke své e-mailové schránce:',
  },
  support_executed: {
    subject: 'Dvoufázové přihlášení bylo na žádost vypnuto',
    happened: ({ shop }) =>
      `Jak jsme oznámili, dvoufázové přihlášení k Vašemu účtu v obchodě ${shop} jsme na žádost vypnuli. K účtu teď stačí samotné heslo. Ověřovací aplikace ani záložní kódy už neplatí a všechna Vaše zařízení jsou odhlášená.`,
    notYou:
      'Nežádali jste o to? Pak se k Vašemu účtu možná dostane někdo jiný. Zavřete mu přístup zde a potom dvoufázové přihlášení znovu zapněte:',
  },
  support_rejected: {
    subject: 'Dvoufázové přihlášení zůstává zapnuté',
    happened: ({ shop }) =>
      `Náš tým nevyhověl žádosti o vypnutí dvoufázového přihlášení k Vašemu účtu v obchodě ${shop}. Nic se nezměnilo.`,
    notYou:
      'Žádali jste Vy a kódy pořád nemáte? Pak můžete podat novou žádost. Pokud ne, někdo se snaží dostat k Vašemu účtu. Zastavíte ho zde:',
  },
  support_superseded: {
    subject: 'Vaše žádost už není potřeba',
    happened: ({ shop }) =>
      `Žádost o vypnutí dvoufázového přihlášení k Vašemu účtu v obchodě ${shop} je uzavřená: od chvíle, kdy ji náš tým schválil, se k účtu někdo přihlásil kódem nebo změnil jeho zabezpečení. Dvoufázové přihlášení zůstává zapnuté.`,
    notYou:
      'Chcete ho přesto vypnout? Pak prosím podejte novou žádost. Pokud jste ji nepodali Vy, někdo se snaží dostat k Vašemu účtu. Zastavíte ho zde:',
  },
};
