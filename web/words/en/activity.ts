import type { SecurityWords } from '../../security/words.ts';

const fields: Record<string, string> = {
  username: 'username',
  email: 'e-mail address',
  phone: 'phone number',
  emailVerified: 'whether your e-mail address is verified',
  phoneVerified: 'whether your phone number is verified',
  locale: 'language',
  password: 'password',
};
const list = new Intl.ListFormat('en');
const by = { password: 'your password', email: 'your password and a code by e-mail', totp: 'your password and your authenticator app' };

/** What happened to an account, to its customer. */
export const events = (codesLeft: SecurityWords['codesLeft']): SecurityWords['events'] => ({
  customer_created: 'Your account was created.',
  customer_changed: ({ fields: changed = [] }) => `We changed your details: ${list.format(changed.map((name) => fields[name] ?? name))}.`,
  challenge_begun: 'The right password was entered at the shop, and we asked for a code.',
  logged_in: ({ acr }) =>
    acr === 'shop'
      ? 'You came here from your account at the shop.'
      : `You logged in with ${acr === 'recovery-code' ? 'your password and a recovery code' : (by[acr ?? 'password'] ?? acr)}.`,
  two_factor_on: ({ method }) => `Two-factor login was switched on: ${method === 'totp' ? 'authenticator app' : 'code by e-mail'}.`,
  two_factor_off: 'Two-factor login was switched off.',
  shared_key_shown: 'The setup key of your authenticator app was shown.',
  codes_guessed: ({ row = 0 }) => `${row} wrong codes in a row were entered. We told you by e-mail.`,
  password_changed: 'Your password was changed.',
  password_reset: 'A new password was set through the link in an e-mail.',
  password_ended: ({ row, addressDisputed }) =>
    row !== undefined
      ? `After ${row} wrong codes in a row your password stopped working.`
      : addressDisputed
        ? 'Somebody at an earlier e-mail address of yours told us “This wasn’t me”, so your password stopped working.'
        : 'You told us “This wasn’t me”, so your password stopped working.',
  code_locked: 'A code stopped working after too many wrong attempts.',
  limit_reached: ({ limits: [limit = ''] = [] }) =>
    /wrong_password/.test(limit)
      ? 'There were so many wrong passwords that the next attempt had to wait.'
      : /wrong_codes|attempts/.test(limit)
        ? 'There were so many wrong codes that the next attempt had to wait.'
        : 'So many messages were requested that the next one had to wait.',
  recovery_codes_replaced: 'You got new recovery codes.',
  recovery_code_used: ({ left = 0 }) => `A recovery code was used: ${codesLeft(left)}.`,
  email_changed: 'Your e-mail address was changed.',
  phone_changed: 'Your phone number was changed.',
  contact_verified: 'Your e-mail address or phone number was verified.',
  email_undeliverable: ({ why }) =>
    why === 'complained' ? 'An e-mail to you was reported as spam.' : 'An e-mail to you couldn’t be delivered.',
  sessions_ended: ({ by: who }) => (who === 'admin' ? 'We logged you out everywhere.' : 'You logged out other devices, or all of them.'),
  session_copied: ({ endedOn = '' }) =>
    `We logged out ${endedOn === '' ? 'a device' : `“${endedOn}”`}, as somebody may have copied its login.`,
  recovery_started: '“I can’t use my authenticator app” was chosen, and recovery began.',
  recovery_refused: 'Recovery was refused.',
  recovery_cancelled: 'Recovery was cancelled.',
  recovered: 'Two-factor login was switched off by recovery.',
  support_requested: 'Somebody sent us a support request to switch off two-factor login.',
  support_refused: 'There were more support requests about your account than we take in a day.',
  support_attached: 'We found that a support request was about your account.',
  support_noted: 'We added a note to a support request about your account.',
  support_first_approved: 'One of two people approved the support request.',
  support_approved: 'We approved the support request.',
  support_announced: 'We told you that the support request was approved.',
  support_reopened: 'We couldn’t tell you about the approval, so we’re looking at the support request again.',
  support_rejected: 'We rejected the support request.',
  support_cancelled: 'You cancelled the support request.',
  support_superseded: 'The support request was closed, as two-factor login has been used or changed since.',
  support_executed: 'Two-factor login was switched off, as the support request asked.',
});
