import type { CommonWords } from '../common.ts';

export const common: CommonWords = {
  toLogin: 'Anmelden',
  toShop: 'Weiter zum Shop',
  logInAgain: 'Erneut anmelden',
  password: 'Passwort',
  showPassword: 'Passwort anzeigen',
  hidePassword: 'Passwort verbergen',
  tryAgain: 'Erneut versuchen',
  sending: 'Wird gesendet\u00a0…',
  checking: 'Wird geprüft\u00a0…',
  newCodeSent: 'Ein neuer Code ist unterwegs. Nur der neueste gilt.',
  waitFor: (countdown) => `Bitte warten Sie noch ${countdown}`,
  waitUntil: (dayAndTime) => `Bitte warten Sie bis ${dayAndTime} Uhr`,
  attemptsLeft: (attempts) => (attempts === 1 ? 'Das ist Ihr letzter Versuch' : `Noch ${attempts} Versuche`),
  validFor: (countdown) => `Noch ${countdown} gültig`,
  failures: {
    code_incomplete: 'Bitte geben Sie alle sechs Ziffern ein.',
    invalid_request: 'Etwas an Ihrer Eingabe stimmt nicht. Bitte prüfen Sie sie.',
    invalid_code: 'Dieser Code ist falsch.',
    contact_too_new:
      'Ihre E-Mail-Adresse oder Telefonnummer wurde gerade erst geändert. Zum Schutz Ihres Kontos geht das erst 24 Stunden nach der Änderung.',
    too_many_attempts: 'Zu viele Versuche.',
    unavailable: 'Das geht im Moment nicht. Bitte versuchen Sie es gleich noch einmal.',
    origin_refused: 'Das ist auf dieser Seite nicht erlaubt.',
  },
};
