import type { Locale } from '../../shared/words/locale.ts';

/** What the login says to those who have lost their device, or everything. */
type LostKeycardWords = {
  lost: string;
  asking: string;
  sentTitle: string;
  sentTo(address: string): string;
  whatNext: string;
  validFor(countdown: string): string;
  expired: string;
  notArrived: string;
  back: string;
  nothingLeft: string;
};

export const lostKeycardWords: Record<Locale, LostKeycardWords> = {
  en: {
    lost: 'I lost my OTP keycard',
    asking: 'Sending the e-mail…',
    sentTitle: 'Look into your inbox',
    sentTo: (address) => `We have sent an e-mail with a link to ${address}.`,
    whatNext: 'Open the link on any device. There you have a code sent to your phone and switch two-factor login off.',
    validFor: (countdown) => `The link is valid for ${countdown}`,
    expired: 'The link has expired. Go back and have another one sent.',
    notArrived: 'Nothing there? It can take a minute. Please look into the spam folder too.',
    back: 'Back to the code',
    nothingLeft: 'Neither e-mail nor phone any more?',
  },
  de: {
    lost: 'Ich habe meine OTP-Keycard verloren',
    asking: 'E-Mail wird gesendet…',
    sentTitle: 'Sehen Sie in Ihren Posteingang',
    sentTo: (address) => `Wir haben eine E-\u2060Mail mit einem Link an ${address} gesendet.`,
    whatNext:
      'Öffnen Sie den Link auf einem beliebigen Gerät. Dort lassen Sie sich einen Code auf Ihr Telefon senden und schalten die Zwei-Faktor-Anmeldung aus.',
    validFor: (countdown) => `Der Link gilt noch ${countdown}`,
    expired: 'Der Link ist abgelaufen. Gehen Sie zurück und lassen Sie sich einen neuen senden.',
    notArrived: 'Nichts angekommen? Das kann eine Minute dauern. Bitte sehen Sie auch im Spam-Ordner nach.',
    back: 'Zurück zum Code',
    nothingLeft: 'Weder E-Mail noch Telefon mehr?',
  },
  cs: {
    lost: 'Moje OTP karta je ztracená',
    asking: 'Odesílání e-mailu…',
    sentTitle: 'Podívejte se do své schránky',
    sentTo: (address) => `Na adresu ${address} jsme poslali e-mail s odkazem.`,
    whatNext: 'Otevřete odkaz na kterémkoli zařízení. Tam si necháte poslat kód na svůj telefon a vypnete dvoufázové přihlášení.',
    validFor: (countdown) => `Odkaz platí ještě ${countdown}`,
    expired: 'Platnost odkazu vypršela. Vraťte se zpět a nechte si poslat nový.',
    notArrived: 'Nic nepřišlo? Může to chvilku trvat. Podívejte se prosím i do složky se spamem.',
    back: 'Zpět ke kódu',
    nothingLeft: 'Nemáte už ani e-mail, ani telefon?',
  },
};
