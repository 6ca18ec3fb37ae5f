import type { CaptchaWords } from '../../captcha/words.ts';

export const captcha: CaptchaWords = {
  captcha: {
    label: 'Nejsem robot',
    hint: 'Vaše zařízení provede malý výpočet. Nikomu jinému se nic neposílá.',
    solving: 'Okamžik, Vaše zařízení počítá…',
    solved: 'Potvrzeno.',
    unreachable: 'Nepodařilo se to. Zkuste to prosím znovu.',
    refused: 'Nepodařilo se to potvrdit. Zkuste to prosím ještě jednou.',
  },
  failures: {
    captcha_failed: 'Nepodařilo se ověřit, že nejste robot. Zkuste to prosím znovu.',
    captcha_missing: 'Potvrďte prosím, že nejste robot.',
  },
};
