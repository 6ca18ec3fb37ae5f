import type { RecoverWords } from '../../recover/words.ts';

export const recover: RecoverWords = {
  titles: { recover: 'Lost device' },
  recover: {
    noLinkTitle: 'Lost your device?',
    noLinkText: 'You need a link that we send you by e-mail. Here is how to get it:',
    noLinkSteps: [
      'Log in with your username and password.',
      'When you are asked for the code, choose “I can’t use my authenticator app”.',
      'Open the link in our e-mail.',
    ],
    smsTitle: 'Confirm with your phone',
    smsText: 'To make sure it’s you, we send a six-digit code by SMS to the phone number of your account.',
    nothingYet: 'Nothing has changed so far. Two-factor login is only switched off once you have entered the code.',
    sendSms: 'Send SMS',
    sendNewSms: 'Send a new SMS',
    sendSmsIn: (countdown) => `New SMS in ${countdown}`,
    newCodeTitle: 'You need a new code',
    smsUsedUp: 'No more SMS can be sent with this link. Log in again to get another e-mail.',
    codeTitle: 'Enter the code from the SMS',
    sentTo: (phone) => `We have sent a six-digit code to ${phone}.`,
    code: 'Code from the SMS',
    codeFilledIn: 'The code from the SMS has been filled in.',
    send: 'Send',
    whatSendDoes: 'This switches two-factor login off and logs out all your devices.',
    noMoreSms: 'No more SMS can be sent with this link.',
    doneTitle: 'Two-factor login is off',
    doneText: 'You can log in with your password now. After that, you can set up an authenticator app again in your account security.',
    doneTold: 'We have told you so by e-mail and SMS. Codes from your old app and your recovery codes no longer work.',
    overTitles: {
      recovery_expired: 'This link no longer works',
      invalid_token: 'This link is not complete',
      contact_too_new: 'Not yet possible',
    },
    overTexts: {
      recovery_expired: 'It has been used or cancelled, a newer one was sent, or it is older than five minutes.',
      invalid_token: 'Part of it is missing. Please open it in the e-mail itself.',
      contact_too_new:
        'Your e-mail address or phone number was changed less than 24 hours ago. To protect your account, it can’t be used for this until 24 hours have passed. If you didn’t change it, write to us.',
    },
    overWayOn: 'To get a new link, log in again and choose “I can’t use my authenticator app”.',
    cancelTitle: 'Something you didn’t do?',
    cancelText:
      'Has someone done something in your account, or tried to, and it wasn’t you? Then press the button below. This is what it does:',
    cancelSteps: [
      'Your password stops working, and all your devices are logged out.',
      'Any recovery or support request under way is stopped.',
      'We send you an e-mail with a link to set a new password.',
    ],
    cancel: 'This wasn’t me',
    cancelling: 'One moment…',
    cancelHint: 'Nothing has changed so far.',
    cancelledTitle: 'Check your e-mails and set a new password',
    cancelledText:
      'Your old password no longer works, all your devices are logged out, and anything under way is stopped. We have just sent a link for a new password to the e-\u2060mail address of your account. If that address is no longer yours, write to us.',
    cancelledElsewhere:
      'If you use the old password anywhere else, change it there too: someone probably knows it. Never pass on a code or a link.',
    noMail: 'No e-mail? Ask for another one',
    cancelOverTitles: { link_expired: 'This link is too old', invalid_token: 'This link is not complete' },
    cancelOverTexts: {
      link_expired:
        'It works for seven days. If something in your account wasn’t you, set a new password now: that logs out all your devices too.',
      invalid_token: 'Part of it is missing. Please open it in the e-mail itself, or set a new password right away.',
    },
    toNewPassword: 'Set a new password',
    writeToUs: 'Write to us',
    nothingLeft: 'No access to your e-mails or your phone?',
  },
  failures: {
    recovery_expired: 'This link no longer works.',
    contact_incomplete: 'We can’t send SMS to the phone number of your account. Please write to us instead.',
    too_soon: 'It is too soon for another SMS.',
    after_wrong_codes: 'Too many wrong codes were entered.',
    too_many_sms: 'No more SMS can be sent at the moment.',
    delivery_failed: 'The SMS could not be sent. Please try again in a moment.',
    no_more_sms: 'The link has expired, so no new SMS can be sent. The code you have received still works.',
    code_expired: 'This code has expired.',
    challenge_locked: 'Too many wrong codes were entered. This code no longer works.',
  },
};
