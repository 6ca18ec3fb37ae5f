import type { CommonWords } from '../common.ts';
import { counted } from './counted.ts';

export const common: CommonWords = {
  toLogin: 'Přihlásit se',
  toShop: 'Pokračovat',
  logInAgain: 'Přihlásit se znovu',
  password: 'Heslo',
  showPassword: 'Zobrazit heslo',
  hidePassword: 'Skrýt heslo',
  tryAgain: 'Zkusit znovu',
  sending: 'Odesílání…',
  checking: 'Ověřování…',
  newCodeSent: 'Nový kód je na cestě. Platí jen ten nejnovější.',
  waitFor: (countdown) => `Počkejte prosím ${countdown}`,
  attemptsLeft: (attempts) =>
    attempts === 1
      ? 'Toto je Váš poslední pokus'
      : `${attempts < 5 ? 'Zbývají' : 'Zbývá'} ${counted(attempts, 'pokus', 'pokusy', 'pokusů')}`,
  validFor: (countdown) => `Platí ještě ${countdown}`,
  failures: {
    code_incomplete: 'Zadejte prosím všech šest číslic.',
    invalid_request: 'Něco z toho, co jste zadali, nemůže být správně. Zkontrolujte to prosím.',
    invalid_code: 'Tento kód není správný.',
    contact_too_new:
      'Vaše e-mailová adresa nebo telefonní číslo se změnily před méně než 24 hodinami. Abychom ochránili Váš účet, půjde to až později.',
    too_many_attempts: 'Příliš mnoho pokusů.',
    unavailable: 'Teď to nefunguje. Zkuste to prosím za chvíli znovu.',
    origin_refused: 'Tato stránka to nesmí.',
  },
};
