import type { PasswordWords } from '../../password/words.ts';

export const password: PasswordWords = {
  titles: { password: 'Password' },
  reset: {
    forgotTitle: 'Forgotten your password?',
    forgotText: 'Tell us who you are, and we’ll send you an e-mail with a link to set a new one.',
    endedTitle: 'Your password no longer works',
    endedText:
      'Either too many wrong codes were entered after it, or you told us that something wasn’t you. It no longer works, so nobody who knows it can use it.',
    endedNext: 'Set a new one by e-mail, and you can log in again.',
    username: 'E-mail address or username',
    sendLink: 'Send link',
    askedTitle: 'Check your e-mails',
    asked: (name) => `If there is an account for ${name}, we have sent a link to its e-mail address.`,
    askedSteps: [
      'Open the link in the e-mail. It works for 30 minutes.',
      'Nothing there? It can take a minute. Please check your spam folder too.',
      'If you ask more than once, only the newest link works.',
    ],
    sendAgain: 'Send again',
    sendAgainIn: (countdown) => `Send again in ${countdown}`,
    sentAgain: 'If there is such an account, the newest link is the one that works. After several e-mails the next one takes longer.',
    otherName: 'Use another name',
    chooseTitle: 'Set a new password',
    chooseText: 'Nothing has changed so far. Once you have set a new password, all your devices are logged out.',
    set: 'Set password',
    setting: 'Saving…',
    overTitles: { link_expired: 'This link no longer works', invalid_token: 'This link is not complete' },
    overTexts: {
      link_expired:
        'It was used already, a newer one was sent, your password or address was changed since, or it is older than 30 minutes.',
      invalid_token: 'Part of it got lost on the way. Please open it from the e-mail itself, or have a new one sent.',
    },
    newLink: 'Get a new link',
    doneTitle: 'Your new password is set',
    doneText:
      'All your devices have been logged out. You can log in with your new password now; if you use two-factor login, we ask for a code as before.',
    rememberedAfterAll: 'Back to login',
  },
  failures: {
    name_missing: 'Please enter your e-mail address or username.',
    delivery_failed: 'The e-mail could not be sent. Please try again in a moment.',
  },
};
