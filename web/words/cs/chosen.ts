import type { ChosenWords } from '../chosen.ts';

export const chosen: ChosenWords = {
  newPassword: 'Nové heslo',
  passwordHint: (minimum) => `Alespoň ${minimum} znaků. Dobře poslouží několik slov za sebou.`,
  failures: {
    too_short: 'Toto heslo je příliš krátké.',
    too_long: 'Toto heslo je příliš dlouhé: může mít nejvýš 256 znaků.',
    common: 'Toto heslo patří k těm, která druzí zkoušejí nejdřív.',
    username: 'To je skoro jen Vaše uživatelské jméno nebo e-mailová adresa.',
    shop_name: 'To je skoro jen naše jméno.',
    same: 'To je Vaše staré heslo.',
  },
};
