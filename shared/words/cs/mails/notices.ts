import type { NoticeMailWords } from '../../mails.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Dvoufázové přihlášení je zapnuté',
    happened: ({ shop, method }) =>
      `Od příštího přihlášení na ${shop} budete potřebovat heslo a kód${method === 'email' ? ', který Vám pošleme e-mailem' : ' z ověřovací aplikace'}. Všechna ostatní zařízení byla odhlášena. Záchranné kódy si uložte na bezpečné místo.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Odřízněte ho zde a ozvěte se nám:',
  },
  two_factor_off: {
    subject: 'Dvoufázové přihlášení je vypnuté',
    happened: ({ shop }) => `K Vašemu účtu na ${shop} teď stačí samotné heslo. Všechna ostatní zařízení byla odhlášena.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Odřízněte ho zde a pak dvoufázové přihlášení znovu zapněte:',
  },
  shared_key_shown: {
    subject: 'Klíč Vaší ověřovací aplikace byl zobrazen',
    happened: ({ shop }) =>
      `Klíč, ze kterého ověřovací aplikace vytváří kódy k Vašemu účtu na ${shop}, byl znovu zobrazen, aby šel přidat do dalšího zařízení. Kdo ho viděl, umí vytvářet Vaše kódy.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo Vaše heslo i Vaše kódy. Odřízněte ho zde a pak nastavte ověřovací aplikaci znovu:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Pět', 10: 'Deset' }[row] ?? 'Dvacet'} chybných kódů. Byli jste to Vy?`,
    happened: ({ shop, row }) =>
      `K Vašemu účtu na ${shop} bylo za sebou zadáno ${row} chybných kódů, a to někým, kdo má Vaše heslo nebo zařízení. Dovnitř se s nimi nikdo nedostal. Po každém pátém musí další kód chvíli počkat.`,
    notYou:
      'Byli jste to Vy? Pak nemusíte nic dělat: chvíli počkejte a zkuste to znovu. Pokud ne, někdo zná Vaše heslo. Zneplatněte ho zde a změňte si ho i všude jinde, kde ho používáte:',
  },
  password_ended: {
    subject: 'Vaše heslo už neplatí',
    happened: ({ shop, row }) =>
      `K Vašemu účtu na ${shop} bylo zadáno ${row} chybných kódů za sebou, a to někým, kdo má Vaše heslo nebo zařízení. Nikdo se s nimi nepřihlásil. Aby to tak zůstalo, ukončili jsme platnost Vašeho hesla a odhlásili všechna Vaše zařízení.`,
    notYou: 'Pokud staré heslo používáte i jinde, změňte ho i tam. O nové si řekněte zde:',
  },
  email_changed: {
    subject: 'Vaše e-mailová adresa byla změněna',
    happened: ({ shop, oldEmail, newEmail }) =>
      `E-mailová adresa Vašeho účtu na ${shop} byla změněna z ${oldEmail} na ${newEmail}. Kódy a oznámení budou odteď chodit na novou adresu. Píšeme na obě adresy.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Odřízněte ho zde a ozvěte se nám:',
  },
  phone_changed: {
    subject: 'Vaše telefonní číslo bylo změněno',
    happened: ({ shop, newPhone }) => `Telefonní číslo Vašeho účtu na ${shop} je teď ${newPhone}.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Odřízněte ho zde a ozvěte se nám:',
  },
  password_changed: {
    subject: 'Vaše heslo bylo změněno',
    happened: ({ shop }) => `Heslo k Vašemu účtu na ${shop} bylo změněno.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Odřízněte ho zde:',
  },
  recovery_codes_replaced: {
    subject: 'Máte nové záchranné kódy',
    happened: ({ shop }) => `K Vašemu účtu na ${shop} bylo vytvořeno deset nových záchranných kódů. Staré už neplatí, vyhoďte je.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Odřízněte ho zde a pak si vytvořte nové záchranné kódy:',
  },
  recovery_code_used: {
    subject: 'Byl použit záchranný kód',
    happened: ({ shop, left }) =>
      `U Vašeho účtu na ${shop} byl použit záchranný kód, k přihlášení nebo k potvrzení změny. Podruhé už platit nebude. ${left === 0 ? 'Byl poslední: vytvořte si nové' : `Zbývá kódů: ${left}`}.`,
    notYou: 'Nebyli jste to Vy? Pak má někdo Vaše heslo i Vaše záchranné kódy. Odřízněte ho zde a pak si vytvořte nové záchranné kódy:',
  },
  session_copied: {
    subject: 'Byla použita kopie Vašeho přihlášení',
    happened: ({ shop, endedOn }) =>
      `Na ${shop} jste byli trvale přihlášeni${endedOn ? ` na zařízení ${endedOn}` : ''}. Někdo teď použil starou kopii tohoto přihlášení, proto jsme ho ukončili: i na tomto zařízení je potřeba přihlásit se znovu. Vaše ostatní zařízení zůstávají přihlášená.`,
    notYou:
      'Stává se to, když se prohlížeč nebo počítač obnoví ze zálohy. Nic takového jste nedělali? Pak Vám někdo mohl přihlášení ze zařízení zkopírovat: zkontrolujte ho a cizí přístup odřízněte zde:',
  },
  recovered: {
    subject: 'Dvoufázové přihlášení bylo po ztrátě zařízení vypnuto',
    happened: ({ shop }) =>
      `Dvoufázové přihlášení k Vašemu účtu na ${shop} bylo vypnuto, protože zařízení bylo nahlášeno jako ztracené. Starý klíč ani záchranné kódy už neplatí a všechna zařízení byla odhlášena.`,
    notYou: 'Nebyli jste to Vy? Pak někdo čte Vaše zprávy. Zabezpečte svou schránku i telefon, cizí přístup odřízněte zde a ozvěte se nám:',
  },
  support_executed: {
    subject: 'Dvoufázové přihlášení bylo na žádost vypnuto',
    happened: ({ shop }) =>
      `Jak jsme oznámili, dvoufázové přihlášení k Vašemu účtu na ${shop} bylo vypnuto poté, co náš tým schválil žádost. K účtu teď stačí samotné heslo. Starý klíč ani záchranné kódy už neplatí a všechna zařízení byla odhlášena.`,
    notYou:
      'Nežádali jste o to Vy? Pak se do Vašeho účtu může dostat někdo jiný. Odřízněte ho zde, znovu zapněte dvoufázové přihlášení a ozvěte se nám:',
  },
  support_rejected: {
    subject: 'Žádost o vypnutí dvoufázového přihlášení byla zamítnuta',
    happened: ({ shop }) =>
      `Náš tým zamítl žádost o vypnutí dvoufázového přihlášení k Vašemu účtu na ${shop}. Dvoufázové přihlášení zůstává zapnuté a nic se nezměnilo.`,
    notYou: 'Podali jste žádost Vy? Pak se nám prosím ozvěte. Pokud ne, někdo se snaží dostat k Vašemu účtu. Odřízněte ho zde:',
  },
  support_superseded: {
    subject: 'Dvoufázové přihlášení zůstává zapnuté',
    happened: ({ shop }) =>
      `Žádost o vypnutí dvoufázového přihlášení k Vašemu účtu na ${shop} pozbyla platnosti: od jejího schválení se k účtu někdo přihlásil kódem nebo se změnilo jeho zabezpečení. Nic se vypínat nebude.`,
    notYou:
      'Potřebujete dvoufázové přihlášení přesto vypnout? Podejte prosím novou žádost. Nepodali jste tuto Vy? Pak se někdo snaží dostat k Vašemu účtu. Odřízněte ho zde:',
  },
};
