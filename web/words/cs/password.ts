import type { PasswordWords } from '../../password/words.ts';

export const password: PasswordWords = {
  titles: { password: 'Heslo' },
  reset: {
    forgotTitle: 'Zapomněli jste heslo?',
    forgotText: 'Napište nám, kdo jste, a my Vám pošleme e-mail s odkazem na nastavení nového hesla.',
    endedTitle: 'Vaše heslo už neplatí',
    endedText:
      'Buď po něm někdo zadal příliš mnoho nesprávných kódů, nebo jste nám oznámili, že jste něco neudělali Vy. Neplatí proto, aby ho nemohl použít nikdo, kdo ho zná.',
    endedNext: 'Nastavte si přes e-mail nové a budete se moct zase přihlásit.',
    username: 'E-mail nebo uživatelské jméno',
    sendLink: 'Poslat odkaz',
    askedTitle: 'Podívejte se do e-mailu',
    asked: (name) => `Pokud účet ${name} existuje, poslali jsme odkaz na jeho e-\u2060mailovou adresu.`,
    askedSteps: [
      'Otevřete odkaz v e-mailu. Platí 30 minut.',
      'Nic nepřišlo? Může to chvíli trvat. Podívejte se prosím i do složky se spamem.',
      'Když si odkaz necháte poslat vícekrát, platí jen ten nejnovější.',
    ],
    sendAgain: 'Poslat znovu',
    sendAgainIn: (countdown) => `Poslat znovu za ${countdown}`,
    sentAgain: 'Pokud takový účet existuje, platí jen nejnovější odkaz. Po několika e-mailech se na další čeká déle.',
    otherName: 'Použít jiné jméno',
    chooseTitle: 'Nastavte si nové heslo',
    chooseText: 'Zatím se nic nezměnilo. Jakmile si nové heslo nastavíte, všechna Vaše zařízení se odhlásí.',
    set: 'Nastavit heslo',
    setting: 'Ukládáme…',
    overTitles: { link_expired: 'Tento odkaz už neplatí', invalid_token: 'Tento odkaz není úplný' },
    overTexts: {
      link_expired: 'Už byl použit, poslali jsme novější, heslo nebo adresa se od té doby změnily, nebo je starší než 30 minut.',
      invalid_token: 'Kousek z něj chybí. Otevřete ho prosím přímo z e-mailu, nebo si nechte poslat nový.',
    },
    newLink: 'Získat nový odkaz',
    doneTitle: 'Nové heslo je nastavené',
    doneText:
      'Všechna Vaše zařízení jsme odhlásili. Teď se přihlaste novým heslem. Pokud používáte dvoufázové přihlášení, požádáme Vás jako dosud o kód.',
    rememberedAfterAll: 'Zpět k přihlášení',
  },
  failures: {
    name_missing: 'Zadejte prosím svůj e-mail nebo uživatelské jméno.',
    delivery_failed: 'E-mail se nepodařilo odeslat. Zkuste to prosím za chvíli znovu.',
  },
};
