import type { ChosenWords } from '../chosen.ts';

export const chosen: ChosenWords = {
  newPassword: 'Nové heslo',
  passwordHint: (minimum) => `Alespoň ${minimum} znaků. Dobře poslouží několik slov za sebou.`,
  failures: {
    too_short: 'Toto heslo je příliš krátké.',
    too_long: 'Toto heslo je příliš dlouhé. Může mít nejvýš 256 znaků.',
    common: 'Toto heslo patří k těm, která ostatní zkoušejí nejdřív.',
    username: 'To je téměř jen Vaše uživatelské jméno nebo e-mailová adresa.',
    shop_name: 'To je téměř jen náš název.',
    same: 'To je Vaše staré heslo.',
  },
};
