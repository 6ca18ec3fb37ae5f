import type { CaptchaWords } from '../../captcha/words.ts';

export const captcha: CaptchaWords = {
  captcha: {
    label: 'Nejsem robot',
    hint: 'Vaše zařízení něco krátce spočítá. Nikomu dalšímu se nic neposílá.',
    solving: 'Okamžik, prosím, Vaše zařízení počítá…',
    solved: 'Ověřeno.',
    unreachable: 'To se nepodařilo. Zkuste to prosím znovu.',
    refused: 'To se nepodařilo ověřit. Zkuste to prosím ještě jednou.',
  },
  failures: {
    captcha_failed: 'Nepodařilo se ověřit, že nejste robot. Zkuste to prosím znovu.',
    captcha_missing: 'Potvrďte prosím, že nejste robot.',
  },
};
