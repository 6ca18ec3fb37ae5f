import type { PasswordWords } from '../../password/words.ts';

export const password: PasswordWords = {
  titles: { password: 'Password' },
  reset: {
    forgotTitle: 'Forgotten your password?',
    forgotText: 'Tell us who you are, and we send you an e-mail with a link by which you set a new one.',
    endedTitle: 'Your password no longer works',
    endedText:
      'Either too many wrong codes were entered after it, or you told us that something wasn’t you. So that nobody who knows it can use it, it no longer works.',
    endedNext: 'Set a new one by e-mail, and you can log in again.',
    username: 'E-mail address or username',
    sendLink: 'Send link',
    askedTitle: 'Look into your inbox',
    asked: (name) => `If there is an account with the name ${name}, we have written to its e-mail address.`,
    askedSteps: [
      'Open the link in the e-mail. It is valid for 30 minutes.',
      'Nothing there? It can take a minute. Please look into the spam folder too.',
      'If you ask more than once, only the newest link works.',
    ],
    sendAgain: 'Send again',
    sendAgainIn: (countdown) => `Send again in ${countdown}`,
    sentAgain: 'If there is such an account, the newest link is the one that works. After several e-mails the next one takes longer.',
    otherName: 'Use another name',
    chooseTitle: 'Set a new password',
    chooseText: 'So far nothing has changed. Once your new password is set, all your devices are logged out.',
    set: 'Set password',
    setting: 'Setting it…',
    overTitles: { link_expired: 'This link no longer works', invalid_token: 'This link is not complete' },
    overTexts: {
      link_expired:
        'It was used already, a newer one was sent, your password or address was changed since, or it is older than 30 minutes.',
      invalid_token: 'Part of it got lost on the way. Please open it from the e-mail itself, or have a new one sent.',
    },
    newLink: 'Get a new link',
    doneTitle: 'Your new password is set',
    doneText: 'All devices were logged out. Log in with it now; if you use codes at login, we ask for one as before.',
    rememberedAfterAll: 'Back to the login',
  },
  failures: {
    name_missing: 'Please enter your e-mail address or username.',
    delivery_failed: 'The e-mail could not be sent. Please try again in a moment.',
  },
};
