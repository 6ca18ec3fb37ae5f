import type { PasswordWords } from '../../password/words.ts';

export const password: PasswordWords = {
  titles: { password: 'Heslo' },
  reset: {
    forgotTitle: 'Zapomenuté heslo?',
    forgotText: 'Řekněte nám, kdo jste, a pošleme Vám e-mail s odkazem, přes který si nastavíte nové.',
    endedTitle: 'Vaše heslo už neplatí',
    endedText:
      'Buď po něm někdo zadal příliš mnoho chybných kódů, nebo jste nám řekli, že jste něco neudělali Vy. Aby ho nemohl použít nikdo, kdo ho zná, už neplatí.',
    endedNext: 'Nastavte si e-mailem nové a můžete se zase přihlásit.',
    username: 'E-mail nebo uživatelské jméno',
    sendLink: 'Poslat odkaz',
    askedTitle: 'Podívejte se do své schránky',
    asked: (name) => `Pokud účet se jménem ${name} existuje, napsali jsme na jeho e-\u2060mailovou adresu.`,
    askedSteps: [
      'Otevřete odkaz v e-mailu. Platí 30 minut.',
      'Nic nepřišlo? Může to chvilku trvat. Podívejte se prosím i do složky se spamem.',
      'Když si odkaz necháte poslat vícekrát, platí jen ten nejnovější.',
    ],
    sendAgain: 'Poslat znovu',
    sendAgainIn: (countdown) => `Poslat znovu za ${countdown}`,
    sentAgain: 'Pokud takový účet existuje, platí nejnovější odkaz. Po několika e-mailech se na další čeká déle.',
    otherName: 'Použít jiné jméno',
    chooseTitle: 'Nastavte si nové heslo',
    chooseText: 'Zatím se nic nezměnilo. Jakmile si nové heslo nastavíte, všechna Vaše zařízení se odhlásí.',
    set: 'Nastavit heslo',
    setting: 'Nastavování…',
    overTitles: { link_expired: 'Tento odkaz už neplatí', invalid_token: 'Tento odkaz není úplný' },
    overTexts: {
      link_expired: 'Už byl použit, byl poslán novější, heslo nebo adresa se od té doby změnily, nebo je starší než 30 minut.',
      invalid_token: 'Část se cestou ztratila. Otevřete ho prosím přímo z e-mailu, nebo si nechte poslat nový.',
    },
    newLink: 'Získat nový odkaz',
    doneTitle: 'Nové heslo je nastavené',
    doneText: 'Všechna zařízení jsme odhlásili. Teď se jím přihlaste. Pokud používáte kódy při přihlášení, zeptáme se na kód jako dosud.',
    rememberedAfterAll: 'Zpět k přihlášení',
  },
  failures: {
    name_missing: 'Zadejte prosím svůj e-mail nebo uživatelské jméno.',
    delivery_failed: 'E-mail se nepodařilo odeslat. Zkuste to prosím za chvíli znovu.',
  },
};
