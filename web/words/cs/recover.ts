import type { RecoverWords } from '../../recover/words.ts';

export const recover: RecoverWords = {
  titles: { recover: 'Ztracené zařízení' },
  recover: {
    noLinkTitle: 'Ztratilo se Vám zařízení?',
    noLinkText: 'Potřebujete odkaz, který Vám pošleme e-mailem. Získáte ho takto:',
    noLinkSteps: [
      'Přihlaste se uživatelským jménem a heslem.',
      'Tam, kde se zadává kód, zvolte „Nemůžu použít ověřovací aplikaci“.',
      'Otevřete odkaz v našem e-mailu. Pokud jste tuto stránku načetli znovu, otevřete ho tam ještě jednou.',
    ],
    smsTitle: 'Potvrďte to telefonem',
    smsText: 'Abychom věděli, že jste to Vy, pošleme v SMS šestimístný kód na telefonní číslo Vašeho účtu.',
    nothingYet: 'Zatím se nic nezměnilo. Dvoufázové přihlášení se vypne, až když zadáte kód.',
    sendSms: 'Poslat SMS',
    sendNewSms: 'Poslat novou SMS',
    sendSmsIn: (countdown) => `Nová SMS za ${countdown}`,
    newCodeTitle: 'Potřebujete nový kód',
    smsUsedUp: 'S tímto odkazem už další SMS poslat nelze. Přihlaste se znovu a nechte si poslat nový e-mail.',
    codeTitle: 'Zadejte kód z SMS',
    sentTo: (phone) => `Na číslo ${phone} jsme poslali šestimístný kód.`,
    code: 'Kód z SMS',
    codeFilledIn: 'Kód z SMS je vyplněný.',
    send: 'Odeslat',
    whatSendDoes: 'Tím se vypne dvoufázové přihlášení a všechna Vaše zařízení se odhlásí.',
    noMoreSms: 'S tímto odkazem už další SMS poslat nelze.',
    doneTitle: 'Dvoufázové přihlášení je vypnuté',
    doneText: 'Nyní se přihlaste svým heslem. Novou OTP kartu si pak můžete nastavit v zabezpečení účtu.',
    doneTold: 'Dali jsme Vám vědět e-mailem i SMS. Vaše stará OTP karta a její záchranné kódy už neplatí.',
    overTitles: {
      recovery_expired: 'Tento odkaz už neplatí',
      invalid_token: 'Tento odkaz není úplný',
      contact_too_new: 'Zatím to nejde',
    },
    overTexts: {
      recovery_expired: 'Už byl použit nebo zrušen, byl poslán novější, nebo je starší než pět minut.',
      invalid_token: 'Část se cestou ztratila. Otevřete ho prosím přímo z e-mailu.',
      contact_too_new:
        'Vaše e-mailová adresa nebo telefonní číslo se změnily před méně než 24 hodinami. Abychom ochránili Váš účet, do té doby je k tomu nelze použít. Pokud jste je nezměnili Vy, napište nám.',
    },
    overWayOn: 'Nový odkaz získáte, když se znovu přihlásíte a zvolíte „Nemůžu použít ověřovací aplikaci“.',
    cancelTitle: 'Nebyli jste to Vy?',
    cancelText: 'Někdo ve Vašem účtu něco udělal nebo se o to pokusil, a nebyli jste to Vy? Pak stiskněte tlačítko:',
    cancelSteps: [
      'Vaše heslo přestane platit a všechna zařízení se odhlásí.',
      'Probíhající obnova nebo žádost se zruší.',
      'Pošleme Vám e-mail s odkazem na nastavení nového hesla.',
    ],
    cancel: 'To nejsem já',
    cancelling: 'Okamžik…',
    cancelHint: 'Zatím se nic nezměnilo.',
    cancelledTitle: 'Podívejte se do schránky a nastavte si nové heslo',
    cancelledText:
      'Vaše staré heslo už neplatí, všechna zařízení jsou odhlášená a vše, co běželo, je zrušené. Jak si nastavit nové, jsme právě napsali na e-mailovou adresu Vašeho účtu. Pokud už není Vaše, napište nám.',
    cancelledElsewhere:
      'Pokud staré heslo používáte i jinde, změňte si ho také tam: někdo ho nejspíš zná. Žádný kód ani odkaz nikomu nesdělujte.',
    noMail: 'Nic nepřišlo? Poslat další',
    cancelOverTitles: { link_expired: 'Tento odkaz je příliš starý', invalid_token: 'Tento odkaz není úplný' },
    cancelOverTexts: {
      link_expired:
        'Platí sedm dní. Pokud jste něco ve svém účtu neudělali Vy, nastavte si teď nové heslo: i tím se všechna zařízení odhlásí.',
      invalid_token: 'Část se cestou ztratila. Otevřete ho prosím přímo z e-mailu, nebo si rovnou nastavte nové heslo.',
    },
    toNewPassword: 'Nastavit nové heslo',
    writeToUs: 'Napište nám',
    nothingLeft: 'Nemáte už ani e-mail, ani telefon?',
  },
  failures: {
    recovery_expired: 'Tento odkaz už neplatí.',
    contact_incomplete:
      'Na telefonní číslo Vašeho účtu nemůžeme posílat SMS. Použijte formulář pro ty, kdo nemají ani e-mail, ani telefon.',
    too_soon: 'Na další SMS je ještě brzy.',
    after_wrong_codes: 'Chybných kódů bylo příliš mnoho.',
    too_many_sms: 'Další SMS teď poslat nelze.',
    delivery_failed: 'SMS se nepodařilo odeslat. Zkuste to prosím za chvíli znovu.',
    no_more_sms: 'Platnost odkazu skončila, a proto novou SMS poslat nelze. Kód, který Vám přišel, ještě platí.',
    code_expired: 'Platnost tohoto kódu vypršela.',
    challenge_locked: 'Chybných kódů bylo příliš mnoho. Tento kód už neplatí.',
  },
};
