import type { ChosenWords } from '../chosen.ts';

export const chosen: ChosenWords = {
  newPassword: 'Neues Passwort',
  passwordHint: (minimum) => `Mindestens ${minimum} Zeichen. Ein paar Wörter hintereinander sind gut.`,
  failures: {
    too_short: 'Dieses Passwort ist zu kurz.',
    too_long: 'Dieses Passwort ist zu lang: Mehr als 256 Zeichen gehen nicht.',
    common: 'Dieses Passwort gehört zu denen, die andere zuerst ausprobieren.',
    username: 'Das ist kaum mehr als Ihr Benutzername oder Ihre E-Mail-Adresse.',
    shop_name: 'Das ist kaum mehr als unser Name.',
    same: 'Das ist Ihr altes Passwort.',
  },
};
