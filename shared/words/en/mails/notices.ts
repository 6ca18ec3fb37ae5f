import type { NoticeMailWords } from '../../mails.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Two-factor login is on',
    happened: ({ shop, method }) =>
      `From now on, you log in to ${shop} with your password and a code ${method === 'email' ? 'that we send you by e-mail' : 'from your authenticator app'}. All your other devices have been logged out. Keep your recovery codes in a safe place.`,
    notYou: 'Wasn’t you? Then somebody else can get into your account. Lock them out here:',
  },
  two_factor_off: {
    subject: 'Two-factor login is off',
    happened: ({ shop }) => `Your password alone now opens your account at ${shop}. All your other devices have been logged out.`,
    notYou: 'Wasn’t you? Then somebody else can get into your account. Lock them out here, then switch two-factor login on again:',
  },
  shared_key_shown: {
    subject: 'The setup key of your authenticator app was shown',
    happened: ({ shop }) =>
      `The setup key of your authenticator app for ${shop} was shown again, so that it can be added to another device. Anyone who has seen it can get your codes.`,
    notYou: 'Wasn’t you? Then somebody else has your password and got hold of a code. Lock them out here, then set up your app again:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Five', 10: 'Ten' }[row] ?? 'Twenty'} wrong codes. Was it you?`,
    happened: ({ shop, row }) =>
      `${row} wrong codes in a row were entered for your account at ${shop}. Nobody got in with them. After every fifth wrong code, there’s a short wait before the next one.`,
    notYou:
      'Just mistyped? Then there’s nothing to do: wait a moment and try again. If it wasn’t you, somebody else may know your password. Lock them out here:',
  },
  password_ended: {
    subject: 'Your password no longer works',
    happened: ({ shop, row }) =>
      `${row} wrong codes in a row were entered for your account at ${shop}. Nobody got in with them. To keep it that way, we’ve ended your password and logged out all your devices.`,
    notYou: 'If you use that password anywhere else, change it there too. You can set a new one here:',
  },
  email_changed: {
    subject: 'Your e-mail address was changed',
    happened: ({ shop, oldEmail, newEmail }) =>
      `The e-mail address of your account at ${shop} was changed from ${oldEmail} to ${newEmail}. Codes and notices now go to the new one. This e-mail goes to both.`,
    notYou: 'Wasn’t you? Then somebody else can get into your account. Lock them out here:',
  },
  phone_changed: {
    subject: 'Your phone number was changed',
    happened: ({ shop, newPhone }) => `The phone number of your account at ${shop} is now ${newPhone}.`,
    notYou: 'Wasn’t you? Then somebody else can get into your account. Lock them out here:',
  },
  password_changed: {
    subject: 'Your password was changed',
    happened: ({ shop }) => `The password of your account at ${shop} was changed.`,
    notYou: 'Wasn’t you? Then somebody else can get into your account. Lock them out here:',
  },
  recovery_codes_replaced: {
    subject: 'You have new recovery codes',
    happened: ({ shop }) => `Your account at ${shop} has ten new recovery codes. The old ones no longer work, so throw them away.`,
    notYou: 'Wasn’t you? Then somebody else can get into your account. Lock them out here, then get new recovery codes:',
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    happened: ({ shop, left }) =>
      `One of the recovery codes of your account at ${shop} was used, to log in or to confirm a change. It won’t work again. ${left === 0 ? 'It was your last one, so please get new ones' : `You have ${left} left`}.`,
    notYou: 'Wasn’t you? Then somebody else has your password and your recovery codes. Lock them out here, then get new recovery codes:',
  },
  session_copied: {
    subject: 'An old copy of your login was used',
    happened: ({ shop, endedOn }) =>
      `You had stayed logged in to ${shop}${endedOn ? ` (${endedOn})` : ''}. An old copy of that login has now been used, so we’ve ended it: whoever has it must log in again. Your other devices are still logged in.`,
    notYou:
      'This happens when a browser or a computer is restored from a backup. If you did nothing like that, somebody may have copied the login from your device. Lock them out here, and have the device checked:',
  },
  recovered: {
    subject: 'Two-factor login was switched off by recovery',
    happened: ({ shop }) =>
      `Two-factor login for your account at ${shop} was switched off with the link and the code that we sent by e-mail and SMS. The authenticator app and the recovery codes no longer work, and all your devices have been logged out.`,
    notYou:
      'Wasn’t you? Then somebody else can read your messages. Lock them out here, and change the password of your e-mail account before you set the new one:',
  },
  support_executed: {
    subject: 'Two-factor login was switched off, as requested',
    happened: ({ shop }) =>
      `As announced, two-factor login for your account at ${shop} was switched off after a support request. Your password alone now opens your account. The authenticator app and the recovery codes no longer work, and all your devices have been logged out.`,
    notYou: 'Didn’t ask for it? Then somebody else can get into your account. Lock them out here, then switch two-factor login on again:',
  },
  support_rejected: {
    subject: 'Two-factor login stays on',
    happened: ({ shop }) =>
      `Our team has turned down the support request to switch off two-factor login for your account at ${shop}. Nothing has changed.`,
    notYou:
      'If the request was yours and you still can’t get codes, you can make another one. If it wasn’t yours, somebody is trying to get into your account. Stop them here:',
  },
  support_superseded: {
    subject: 'Your support request is no longer needed',
    happened: ({ shop }) =>
      `The support request to switch off two-factor login for your account at ${shop} is closed: since our team approved it, a code was used to log in, or the account security was changed. Two-factor login stays on.`,
    notYou:
      'If you still want it switched off, please make another request. If it wasn’t yours, somebody is trying to get into your account. Stop them here:',
  },
};
