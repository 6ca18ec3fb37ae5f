import type { ChosenWords } from '../chosen.ts';

export const chosen: ChosenWords = {
  newPassword: 'Neues Passwort',
  passwordHint: (minimum) => `Mindestens ${minimum} Zeichen, am besten mehrere Wörter hintereinander.`,
  failures: {
    too_short: 'Dieses Passwort ist zu kurz.',
    too_long: 'Dieses Passwort ist zu lang. Es darf höchstens 256 Zeichen haben.',
    common: 'Dieses Passwort ist zu leicht zu erraten. Bitte wählen Sie ein anderes.',
    username: 'Dieses Passwort besteht fast nur aus Ihrem Benutzernamen oder Ihrer E-Mail-Adresse.',
    shop_name: 'Dieses Passwort besteht fast nur aus unserem Namen.',
    same: 'Das ist Ihr altes Passwort. Bitte wählen Sie ein anderes.',
  },
};
