import type { ChosenWords } from '../chosen.ts';

export const chosen: ChosenWords = {
  newPassword: 'Nové heslo',
  passwordHint: (minimum) => `Nejméně ${minimum} znaků. Hodí se třeba několik slov za sebou.`,
  failures: {
    too_short: 'Toto heslo je příliš krátké.',
    too_long: 'Toto heslo je příliš dlouhé. Může mít nejvýš 256 znaků.',
    common: 'Toto heslo patří k těm, která se zkoušejí jako první.',
    username: 'Toto heslo se příliš podobá Vašemu uživatelskému jménu nebo e-mailové adrese.',
    shop_name: 'Toto heslo se příliš podobá našemu názvu.',
    same: 'To je Vaše dosavadní heslo.',
  },
};
