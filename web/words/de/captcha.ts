import type { CaptchaWords } from '../../captcha/words.ts';

export const captcha: CaptchaWords = {
  captcha: {
    label: 'Ich bin kein Roboter',
    hint: 'Ihr Gerät löst dafür eine kleine Rechenaufgabe. An andere wird nichts gesendet.',
    solving: 'Einen Moment, Ihr Gerät rechnet\u00a0…',
    solved: 'Bestätigt.',
    unreachable: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    refused: 'Wir konnten das nicht bestätigen. Bitte versuchen Sie es noch einmal.',
  },
  failures: {
    captcha_failed: 'Wir konnten nicht bestätigen, dass Sie kein Roboter sind. Bitte versuchen Sie es noch einmal.',
    captcha_missing: 'Bitte bestätigen Sie, dass Sie kein Roboter sind.',
  },
};
