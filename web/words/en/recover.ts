import type { RecoverWords } from '../../recover/words.ts';

export const recover: RecoverWords = {
  titles: { recover: 'Lost device' },
  recover: {
    noLinkTitle: 'Lost your device?',
    noLinkText: 'You need a link that we send to you by e-mail. This is how you get one:',
    noLinkSteps: [
      'Log in with your username and password.',
      'Where the code is asked for, choose “I lost my OTP keycard”.',
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
    overWayOn: 'To get a new link, log in again and choose “I lost my OTP keycard”.',
    cancelTitle: 'Wasn’t it you?',
    cancelText:
      'Somebody asked to switch off two-factor login of your account. You can stop that here: the link and its code are dead at once.',
    cancel: 'This wasn’t me: cancel',
    cancelling: 'Cancelling…',
    cancelHint: 'Nothing else changes, and two-factor login stays on.',
    cancelledTitle: 'Cancelled',
    cancelledText: 'Two-factor login stays on. Nobody can go on with what was asked for.',
    changePassword:
      'Now change your password, here and wherever else you use it: whoever asked for this probably knows it. Never pass on a code or a link.',
    toChangePassword: 'Change my password',
    nothingToCancelTitle: 'There is nothing to cancel any more',
    nothingToCancelText:
      'It was replaced by a newer one, or it is over. If you have received another e-mail, use the link in the newest one.',
    ifSwitchedOff: 'Did we tell you that two-factor login is off, and it was not you? Then change your password at once and write to us.',
    writeToUs: 'Write to us',
    nothingLeft: 'Neither e-mail nor phone any more?',
  },
  failures: {
    invalid_token: 'This link is not complete.',
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
