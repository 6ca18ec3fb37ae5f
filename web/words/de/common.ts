import type { CommonWords } from '../common.ts';

export const common: CommonWords = {
  toLogin: 'Anmelden',
  toShop: 'Weiter zum Shop',
  logInAgain: 'Erneut anmelden',
  password: 'Passwort',
  showPassword: 'Passwort anzeigen',
  hidePassword: 'Passwort verbergen',
  tryAgain: 'Erneut versuchen',
  sending: 'Wird gesendet…',
  checking: 'Wird geprüft…',
  newCodeSent: 'Ein neuer Code ist unterwegs. Nur der neueste gilt.',
  waitFor: (countdown) => `Bitte warten Sie ${countdown}`,
  attemptsLeft: (attempts) => (attempts === 1 ? 'Das ist Ihr letzter Versuch' : `Noch ${attempts} Versuche`),
  validFor: (countdown) => `Noch ${countdown} gültig`,
  failures: {
    code_incomplete: 'Bitte geben Sie alle sechs Ziffern ein.',
    invalid_request: 'Ihre Eingabe ist so nicht gültig. Bitte prüfen Sie sie.',
    invalid_code: 'Dieser Code ist falsch.',
    contact_too_new:
      'Ihre E-Mail-Adresse oder Telefonnummer wurde vor weniger als 24 Stunden geändert. Zum Schutz Ihres Kontos ist das erst nach Ablauf der 24 Stunden möglich.',
    too_many_attempts: 'Zu viele Versuche.',
    unavailable: 'Das funktioniert im Moment nicht. Bitte versuchen Sie es gleich noch einmal.',
    origin_refused: 'Diese Seite darf das nicht.',
  },
};
