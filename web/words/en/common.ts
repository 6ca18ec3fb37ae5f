import type { CommonWords } from '../common.ts';

export const common: CommonWords = {
  toLogin: 'Log in',
  toShop: 'Continue to the shop',
  logInAgain: 'Log in again',
  password: 'Password',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  tryAgain: 'Try again',
  sending: 'Sending…',
  checking: 'Checking…',
  newCodeSent: 'A new code is on its way. Only the newest one works.',
  waitFor: (countdown) => `Please wait ${countdown}`,
  waitUntil: (dayAndTime) => `Please wait until ${dayAndTime}`,
  attemptsLeft: (attempts) => (attempts === 1 ? 'This is your last attempt' : `${attempts} attempts left`),
  validFor: (countdown) => `Valid for ${countdown}`,
  failures: {
    code_incomplete: 'Please enter all six digits.',
    invalid_request: 'Something you entered isn’t valid. Please check it.',
    invalid_code: 'This code is wrong.',
    contact_too_new:
      'Your e-mail address or phone number changed less than 24 hours ago. To protect your account, please wait until the 24 hours are up.',
    too_many_attempts: 'Too many attempts.',
    unavailable: 'That didn’t work. Please try again in a moment.',
    origin_refused: 'This page is not allowed to do that.',
  },
};
