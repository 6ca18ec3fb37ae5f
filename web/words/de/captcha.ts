import type { CaptchaWords } from '../../captcha/words.ts';

export const captcha: CaptchaWords = {
  captcha: {
    label: 'Ich bin kein Roboter',
    hint: 'Ihr Gerät löst eine kleine Rechenaufgabe. Es werden keine Daten an andere gesendet.',
    solving: 'Einen Moment, Ihr Gerät rechnet…',
    solved: 'Bestätigt.',
    unreachable: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    refused: 'Das konnten wir nicht bestätigen. Bitte versuchen Sie es noch einmal.',
  },
  failures: {
    captcha_failed: 'Wir konnten nicht feststellen, dass Sie kein Roboter sind. Bitte versuchen Sie es noch einmal.',
    captcha_missing: 'Bitte bestätigen Sie, dass Sie kein Roboter sind.',
  },
};
