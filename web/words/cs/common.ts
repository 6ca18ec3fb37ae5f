import type { CommonWords } from '../common.ts';
import { counted } from './counted.ts';

export const common: CommonWords = {
  toLogin: 'Přihlásit se',
  toShop: 'Pokračovat do obchodu',
  logInAgain: 'Přihlásit se znovu',
  password: 'Heslo',
  showPassword: 'Zobrazit heslo',
  hidePassword: 'Skrýt heslo',
  tryAgain: 'Zkusit znovu',
  sending: 'Odesíláme…',
  checking: 'Ověřujeme…',
  newCodeSent: 'Nový kód je na cestě. Platí jen ten nejnovější.',
  waitUntil: (dayAndTime) => `Počkejte prosím do ${dayAndTime}`,
  waitFor: (countdown) => `Počkejte prosím ${countdown}`,
  attemptsLeft: (attempts) =>
    attempts === 1 ? 'Máte poslední pokus' : `${attempts < 5 ? 'Zbývají' : 'Zbývá'} ${counted(attempts, 'pokus', 'pokusy', 'pokusů')}`,
  validFor: (countdown) => `Platí ještě ${countdown}`,
  failures: {
    code_incomplete: 'Zadejte prosím všech šest číslic.',
    invalid_request: 'Zadaný údaj není platný. Zkontrolujte ho prosím.',
    invalid_code: 'Tento kód není správný.',
    contact_too_new:
      'Vaše e-mailová adresa nebo telefonní číslo se změnily v posledních 24 hodinách. Z bezpečnostních důvodů to půjde až 24 hodin po změně.',
    too_many_attempts: 'Příliš mnoho pokusů.',
    unavailable: 'Teď to bohužel nejde. Zkuste to prosím za chvíli znovu.',
    origin_refused: 'Tato stránka k tomu nemá oprávnění.',
  },
};
