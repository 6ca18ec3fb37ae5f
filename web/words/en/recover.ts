import type { RecoverWords } from '../../recover/words.ts';

export const recover: RecoverWords = {
  titles: { recover: 'Lost device' },
  recover: {
    noLinkTitle: 'Lost your device?',
    noLinkText: 'You need a link that we send to you by e-mail. This is how you get one:',
    noLinkSteps: [
      'Log in with your username and password.',
      'Where the code is asked for, choose “I can’t use my authenticator app”.',
      'Open the link in our e-mail. If you have loaded this page anew, open it there once more.',
    ],
    smsTitle: 'Confirm with your phone',
    smsText: 'To make sure that it is you, we send a six-digit code by SMS to the phone number of your account.',
    nothingYet: 'So far nothing has changed. Two-factor login goes off only once you have entered the code.',
    sendSms: 'Send SMS',
    sendNewSms: 'Send a new SMS',
    sendSmsIn: (countdown) => `New SMS in ${countdown}`,
    newCodeTitle: 'You need a new code',
    smsUsedUp: 'No further SMS can be sent with this link. Log in again and have another e-mail sent.',
    codeTitle: 'Enter the code from the SMS',
    sentTo: (phone) => `We have sent a six-digit code to ${phone}.`,
    code: 'Code from the SMS',
    codeFilledIn: 'The code from the SMS has been filled in.',
    send: 'Send',
    whatSendDoes: 'This switches two-factor login off and logs all your devices out.',
    noMoreSms: 'No further SMS can be sent with this link.',
    doneTitle: 'Two-factor login is off',
    doneText: 'Log in with your password now. Afterwards you can set up a new OTP keycard in your account security.',
    doneTold: 'We have told you by e-mail and SMS. Your old OTP keycard and its recovery codes no longer work.',
    overTitles: {
      recovery_expired: 'This link no longer works',
      invalid_token: 'This link is not complete',
      contact_too_new: 'Not yet possible',
    },
    overTexts: {
      recovery_expired: 'It was used already, it was cancelled, a newer one was sent, or it is older than five minutes.',
      invalid_token: 'Part of it got lost on the way. Please open it from the e-mail itself.',
      contact_too_new:
        'Your e-mail address or phone number was changed less than 24 hours ago. To protect your account they cannot be used for this before then. If it was not you who changed them, write to us.',
    },
    overWayOn: 'To get a new link, log in again and choose “I can’t use my authenticator app”.',
    cancelTitle: 'Wasn’t it you?',
    cancelText: 'Somebody did something in your account, or tried to, and it was not you? Then press the button:',
    cancelSteps: [
      'Your password stops working, and all devices are logged out.',
      'Whatever recovery or request is under way is called off.',
      'We send you an e-mail with a link to set a new password.',
    ],
    cancel: 'This wasn’t me',
    cancelling: 'One moment…',
    cancelHint: 'So far nothing has changed.',
    cancelledTitle: 'Look into your inbox and set a new password',
    cancelledText:
      'Your old password no longer works, all devices are logged out, and whatever was under way is called off. How to set a new one we have just written to the e-\u2060mail address of your account. If that address is no longer yours, write to us.',
    cancelledElsewhere:
      'If you use the old password elsewhere, change it there too: somebody probably knows it. Never pass on a code or a link.',
    noMail: 'No e-mail? Ask for another',
    cancelOverTitles: { link_expired: 'This link is too old', invalid_token: 'This link is not complete' },
    cancelOverTexts: {
      link_expired:
        'It works for seven days. If something in your account was not you, set a new password now: that logs all devices out as well.',
      invalid_token: 'Part of it got lost on the way. Please open it from the e-mail itself, or set a new password right away.',
    },
    toNewPassword: 'Set a new password',
    writeToUs: 'Write to us',
    nothingLeft: 'Neither e-mail nor phone any more?',
  },
  failures: {
    recovery_expired: 'This link no longer works.',
    contact_incomplete:
      'We cannot send SMS to the phone number of your account. Use the form for those who have neither e-mail nor phone left.',
    too_soon: 'It is too soon for another SMS.',
    after_wrong_codes: 'There were too many wrong codes.',
    too_many_sms: 'No more SMS can be sent at the moment.',
    delivery_failed: 'The SMS could not be sent. Please try again in a moment.',
    no_more_sms: 'The link has ended, so no new SMS can be sent. The code you have received still works.',
    code_expired: 'This code has expired.',
    challenge_locked: 'There were too many wrong codes. This code no longer works.',
  },
};
