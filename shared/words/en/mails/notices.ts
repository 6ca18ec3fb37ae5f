import type { NoticeMailWords } from '../../mails.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Two-factor login is on',
    happened: ({ shop, method }) =>
      `From the next login to ${shop} on, you need your password and a code ${method === 'email' ? 'that we send you by e-mail' : 'from your authenticator app'}. All your other devices have been logged out. Keep your recovery codes in a safe place.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here and contact us:',
  },
  two_factor_off: {
    subject: 'Two-factor login is off',
    happened: ({ shop }) => `Your password alone now opens your account at ${shop}. All your other devices have been logged out.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here, and then switch two-factor login on again:',
  },
  shared_key_shown: {
    subject: 'The key of your authenticator app was shown',
    happened: ({ shop }) =>
      `The key by which an authenticator app makes codes for your account at ${shop} was shown once more, to add it to a further device. Whoever has seen it can make your codes.`,
    notYou:
      'Wasn’t it you? Then somebody has your password and your codes. Lock them out here, and then set your authenticator app up again:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Five', 10: 'Ten' }[row] ?? 'Twenty'} wrong codes. Was it you?`,
    happened: ({ shop, row }) =>
      `${row} wrong codes in a row were entered for your account at ${shop}, by somebody who has your password or your device. Nobody got in with them. After every fifth the next code has to wait for a while.`,
    notYou:
      'Was it you? Then there is nothing to do: wait a moment and try again. If not, somebody knows your password. Make it useless here, and change it wherever else you use it:',
  },
  password_ended: {
    subject: 'Your password no longer works',
    happened: ({ shop, row }) =>
      `${row} wrong codes in a row were entered for your account at ${shop}, by somebody who has your password or your device. Nobody got in with them. So that it stays that way, we have ended your password and logged out all your devices.`,
    notYou: 'If you use the old one elsewhere, change it there too. Ask for a new password here:',
  },
  email_changed: {
    subject: 'Your e-mail address was changed',
    happened: ({ shop, oldEmail, newEmail }) =>
      `The e-mail address of your account at ${shop} was changed from ${oldEmail} to ${newEmail}. Codes and notices go to the new address from now on. We are telling both addresses.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here and contact us:',
  },
  phone_changed: {
    subject: 'Your phone number was changed',
    happened: ({ shop, newPhone }) => `The phone number of your account at ${shop} is now ${newPhone}.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here and contact us:',
  },
  password_changed: {
    subject: 'Your password was changed',
    happened: ({ shop }) => `The password of your account at ${shop} was changed.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here:',
  },
  recovery_codes_replaced: {
    subject: 'You have new recovery codes',
    happened: ({ shop }) => `Ten new recovery codes were made for your account at ${shop}. The old ones no longer work: throw them away.`,
    notYou: 'Wasn’t it you? Then somebody can get into your account. Lock them out here, and then replace the recovery codes:',
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    happened: ({ shop, left }) =>
      `A recovery code was used for your account at ${shop}, to log in or to confirm a change. It does not work again. ${left === 0 ? 'It was the last one: make new ones' : `Codes left: ${left}`}.`,
    notYou:
      'Wasn’t it you? Then somebody has your password and your recovery codes. Lock them out here, and then replace the recovery codes:',
  },
  session_copied: {
    subject: 'A copy of your login was used',
    happened: ({ shop, endedOn }) =>
      `You were staying logged in to ${shop}${endedOn ? ` on a device (${endedOn})` : ''}. Somebody came with an outdated copy of that login, so we have ended it: whoever uses it, on that device too, has to log in again. Your other devices are still logged in.`,
    notYou:
      'This happens when a browser or a computer is restored from a backup. Was it nothing like that? Then somebody may have copied the login from your device: check the device, and lock them out here:',
  },
  recovered: {
    subject: 'Two-factor login was switched off after a lost device',
    happened: ({ shop }) =>
      `Two-factor login of your account at ${shop} was switched off because the device was reported lost. The old key and the recovery codes no longer work, and all your devices have been logged out.`,
    notYou: 'Wasn’t it you? Then somebody reads your messages. Secure your mailbox and your phone, lock them out here and contact us:',
  },
  support_executed: {
    subject: 'Two-factor login was switched off on request',
    happened: ({ shop }) =>
      `As announced, two-factor login of your account at ${shop} was switched off after our team approved a request. Your password alone now opens your account. The old key and the recovery codes no longer work, and all your devices have been logged out.`,
    notYou: 'Wasn’t it you? Then somebody may get into your account. Lock them out here, switch two-factor login on again and contact us:',
  },
  support_rejected: {
    subject: 'The request to switch two-factor login off was rejected',
    happened: ({ shop }) =>
      `Our team rejected a request to switch off two-factor login of your account at ${shop}. Two-factor login stays on, and nothing has changed.`,
    notYou:
      'Was it you who made the request? Then please contact us. If not, somebody is trying to get into your account. Lock them out here:',
  },
  support_superseded: {
    subject: 'Two-factor login stays on',
    happened: ({ shop }) =>
      `The request to switch off two-factor login of your account at ${shop} has come to an end: since it was approved, the account was logged in to with a code, or its security was changed. Two-factor login is not switched off.`,
    notYou:
      'Do you still need two-factor login switched off? Then please make a new request. Wasn’t it you who made this one? Then somebody is trying to get into your account. Lock them out here:',
  },
};
