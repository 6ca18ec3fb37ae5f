import type { NoticeMailWords } from '../../mails.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Two-factor login is on',
    happened: ({ shop, method }) =>
      `From now on, logging in to ${shop} takes your password and a code ${method === 'email' ? 'that we send you by e-mail' : 'from your authenticator app'}. All your other devices have been logged out. Keep your recovery codes in a safe place.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here:',
  },
  two_factor_off: {
    subject: 'Two-factor login is off',
    happened: ({ shop }) => `Your password alone now opens your account at ${shop}. All your other devices have been logged out.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here, and then switch two-factor login on again:',
  },
  shared_key_shown: {
    subject: 'The setup key of your authenticator app was shown',
    happened: ({ shop }) =>
      `The setup key of your authenticator app for ${shop} was shown once more, so that it can be added to another device. Whoever has seen it can make your codes.`,
    notYou: 'Wasn’t it you? Then somebody has your password and a code of yours. Lock them out here, and then set your app up anew:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Five', 10: 'Ten' }[row] ?? 'Twenty'} wrong codes. Was it you?`,
    happened: ({ shop, row }) =>
      `For your account at ${shop}, ${row} wrong codes were entered one after the other. Nobody got in with them. After every fifth wrong code the next one has to wait a little.`,
    notYou:
      'Were you just mistyping? Then there is nothing to do: wait a moment and try again. If it wasn’t you, somebody may know your password. Here you can end it:',
  },
  password_ended: {
    subject: 'Your password no longer works',
    happened: ({ shop, row }) =>
      `For your account at ${shop}, ${row} wrong codes were entered one after the other. Nobody got in with them. To keep it that way, we have ended your password and logged out all your devices.`,
    notYou: 'If you use that password anywhere else, change it there too. Here you get a new one:',
  },
  email_changed: {
    subject: 'Your e-mail address was changed',
    happened: ({ shop, oldEmail, newEmail }) =>
      `The e-mail address of your account at ${shop} was changed from ${oldEmail} to ${newEmail}. Codes and notices now go to the new one. This e-mail goes to both.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here:',
  },
  phone_changed: {
    subject: 'Your phone number was changed',
    happened: ({ shop, newPhone }) => `The phone number of your account at ${shop} is now ${newPhone}.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here:',
  },
  password_changed: {
    subject: 'Your password was changed',
    happened: ({ shop }) => `The password of your account at ${shop} was changed.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here:',
  },
  recovery_codes_replaced: {
    subject: 'You have new recovery codes',
    happened: ({ shop }) => `Your account at ${shop} has ten new recovery codes. The old ones no longer work, so throw them away.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here, and then make new recovery codes:',
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    happened: ({ shop, left }) =>
      `One of the recovery codes of your account at ${shop} was used, to log in or to confirm a change. It won’t work again. ${left === 0 ? 'It was the last one, so make new ones' : `You have ${left} left`}.`,
    notYou: 'Wasn’t it you? Then somebody has your password and your recovery codes. Lock them out here, and then make new recovery codes:',
  },
  session_copied: {
    subject: 'An old copy of your login was used',
    happened: ({ shop, endedOn }) =>
      `You were staying logged in to ${shop}${endedOn ? ` (${endedOn})` : ''}. An old copy of that login has now been used, so we have ended it: whoever had it has to log in again. Your other devices are still logged in.`,
    notYou:
      'This happens when a browser or a computer is restored from a backup. Did you do nothing like that? Then somebody may have copied the login from your device. Lock them out here, and have the device checked:',
  },
  recovered: {
    subject: 'Two-factor login was switched off by a recovery',
    happened: ({ shop }) =>
      `Two-factor login for your account at ${shop} was switched off by the links and codes that we sent by e-mail and SMS. The authenticator app and the recovery codes no longer work, and all your devices have been logged out.`,
    notYou:
      'Wasn’t it you? Then somebody reads your messages. Lock them out here, and change the password of your e-mail account before you set the new one:',
  },
  support_executed: {
    subject: 'Two-factor login was switched off, as requested',
    happened: ({ shop }) =>
      `As announced, two-factor login for your account at ${shop} was switched off after a support request. Your password alone now opens your account. The authenticator app and the recovery codes no longer work, and all your devices have been logged out.`,
    notYou:
      'Didn’t you ask for it? Then somebody may get into your account. Lock them out here, and then switch two-factor login on again:',
  },
  support_rejected: {
    subject: 'Two-factor login stays on',
    happened: ({ shop }) =>
      `Our team has turned down the support request to switch off two-factor login for your account at ${shop}. Nothing has changed.`,
    notYou:
      'Was the request yours, and do you still have no codes? Then you can make another one. If it wasn’t yours, somebody is trying to get into your account. Stop them here:',
  },
  support_superseded: {
    subject: 'Your support request is no longer needed',
    happened: ({ shop }) =>
      `The support request to switch off two-factor login for your account at ${shop} is closed: since our team approved it, somebody has logged in with a code, or changed the account security. Two-factor login stays on.`,
    notYou:
      'Do you still want it switched off? Then please make another request. If it wasn’t yours, somebody is trying to get into your account. Stop them here:',
  },
};
