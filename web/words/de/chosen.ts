import type { ChosenWords } from '../chosen.ts';

export const chosen: ChosenWords = {
  newPassword: 'Neues Passwort',
  passwordHint: (minimum) => `Mindestens ${minimum} Zeichen. Gut geeignet sind mehrere Wörter hintereinander.`,
  failures: {
    too_short: 'Dieses Passwort ist zu kurz.',
    too_long: 'Dieses Passwort ist zu lang. Es darf höchstens 256 Zeichen haben.',
    common: 'Dieses Passwort gehört zu denen, die andere zuerst ausprobieren.',
    username: 'Das ist fast nur Ihr Benutzername oder Ihre E-Mail-Adresse.',
    shop_name: 'Das ist fast nur unser Name.',
    same: 'Das ist Ihr altes Passwort.',
  },
};
