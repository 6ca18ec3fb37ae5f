import type { PasswordWords } from '../../password/words.ts';

export const password: PasswordWords = {
  titles: { password: 'Heslo' },
  reset: {
    forgotTitle: 'Zapomněli jste heslo?',
    forgotText: 'Zadejte e-mail nebo uživatelské jméno a my Vám pošleme odkaz, přes který si nastavíte nové heslo.',
    endedTitle: 'Vaše heslo už neplatí',
    endedText:
      'Buď po něm někdo zadal příliš mnoho chybných kódů, nebo jste nám oznámili, že jste něco neudělali Vy. Zneplatnili jsme ho, aby se s ním nepřihlásil nikdo cizí.',
    endedNext: 'Nechte si poslat e-mail s odkazem, nastavte si nové heslo a můžete se zase přihlásit.',
    username: 'E-mail nebo uživatelské jméno',
    sendLink: 'Poslat odkaz',
    askedTitle: 'Podívejte se do e-mailu',
    asked: (name) => `Pokud účet ${name} existuje, poslali jsme odkaz na jeho e-\u2060mailovou adresu.`,
    askedSteps: [
      'Otevřete odkaz v e-mailu. Platí 30 minut.',
      'Nic nepřišlo? Může to chvilku trvat. Podívejte se prosím i do spamu.',
      'Pokud si odkaz necháte poslat vícekrát, platí jen ten nejnovější.',
    ],
    sendAgain: 'Poslat znovu',
    sendAgainIn: (countdown) => `Poslat znovu za ${countdown}`,
    sentAgain: 'Pokud takový účet existuje, platí jen nejnovější odkaz. Po několika e-mailech se na další čeká déle.',
    otherName: 'Zadat jiné jméno',
    chooseTitle: 'Nastavte si nové heslo',
    chooseText: 'Zatím se nic nezměnilo. Jakmile si nové heslo nastavíte, odhlásíme Vás na všech zařízeních.',
    set: 'Nastavit heslo',
    setting: 'Ukládáme…',
    overTitles: { link_expired: 'Tento odkaz už neplatí', invalid_token: 'Tento odkaz není úplný' },
    overTexts: {
      link_expired: 'Už byl použit, poslali jsme novější, mezitím se změnilo heslo nebo adresa, nebo uplynulo 30 minut.',
      invalid_token: 'Část odkazu chybí. Otevřete ho prosím přímo z e-mailu, nebo si nechte poslat nový.',
    },
    newLink: 'Požádat o nový odkaz',
    doneTitle: 'Nové heslo je nastavené',
    doneText:
      'Odhlásili jsme Vás na všech zařízeních. Teď se můžete přihlásit novým heslem. Pokud používáte dvoufázové přihlášení, budeme jako dosud chtít i kód.',
    rememberedAfterAll: 'Zpět k přihlášení',
  },
  failures: {
    name_missing: 'Zadejte prosím svůj e-mail nebo uživatelské jméno.',
    delivery_failed: 'E-mail se nepodařilo odeslat. Zkuste to prosím za chvíli znovu.',
  },
};
