import type { CaptchaWords } from '../../captcha/words.ts';

export const captcha: CaptchaWords = {
  captcha: {
    label: 'I am not a robot',
    hint: 'Your device does a small calculation. Nothing is sent to anyone else.',
    solving: 'One moment, your device is calculating…',
    solved: 'Confirmed.',
    unreachable: 'That didn’t work. Please try again.',
    refused: 'We couldn’t confirm that. Please try again.',
  },
  failures: {
    captcha_failed: 'We couldn’t confirm that you’re not a robot. Please try again.',
    captcha_missing: 'Please confirm that you’re not a robot.',
  },
};
