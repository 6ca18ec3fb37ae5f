import type { PasswordWords } from '../../password/words.ts';

export const password: PasswordWords = {
  titles: { password: 'Password' },
  reset: {
    forgotTitle: 'Forgotten your password?',
    forgotText: 'We’ll e-mail you a link to set a new one.',
    endedTitle: 'Your password no longer works',
    endedText:
      'Too many wrong codes were entered after it, or you told us that something wasn’t you. So that nobody else can use it, we’ve ended it.',
    endedNext: 'We’ll e-mail you a link to set a new one.',
    username: 'E-mail address or username',
    sendLink: 'Send link',
    askedTitle: 'Check your inbox',
    asked: (name) => `If there’s an account for ${name}, we’ve sent a link to its e-mail address.`,
    askedSteps: [
      'Open the link in the e-mail. It works for 30 minutes.',
      'Nothing there yet? It can take a minute. Please check your spam folder too.',
      'If you ask more than once, only the newest link works.',
    ],
    sendAgain: 'Send again',
    sendAgainIn: (countdown) => `Send again in ${countdown}`,
    sentAgain: 'If there’s such an account, only the newest link works. After several e-mails, the next one takes longer.',
    otherName: 'Use another account',
    chooseTitle: 'Set a new password',
    chooseText: 'Nothing has changed yet. Setting a new password logs out all your devices.',
    set: 'Set password',
    setting: 'Saving…',
    overTitles: { link_expired: 'This link no longer works', invalid_token: 'This link is not complete' },
    overTexts: {
      link_expired:
        'It was already used, a newer one was sent, your password or e-mail address has changed, or it’s more than 30 minutes old.',
      invalid_token: 'Part of it is missing. Please open it from the e-mail itself, or get a new one.',
    },
    newLink: 'Get a new link',
    doneTitle: 'Your new password is set',
    doneText:
      'All your devices have been logged out. You can now log in with your new password. If you use two-factor login, we’ll ask for a code as before.',
    rememberedAfterAll: 'Back to login',
  },
  failures: {
    name_missing: 'Please enter your e-mail address or username.',
    delivery_failed: 'We couldn’t send the e-mail. Please try again in a moment.',
  },
};
