import type { RecoveryMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const recovery: RecoveryMailWords = {
  subject: 'Switch off two-factor login?',
  happened: ({ shop }) =>
    `Your password was entered at ${shop}, and then “I can’t use my authenticator app” was chosen. If it was you, you can switch two-factor login off here:`,
  goOn: 'Continue recovery',
  validity: ({ minutes }) =>
    `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })}. If you got several, only the newest one works.`,
  next: 'Opening it changes nothing yet. On the page, we’ll send a code to your phone by SMS, and two-factor login is only switched off once you enter it. Don’t share the link or the code.',
  notYou:
    'Wasn’t you? Then somebody else knows your password. Stop them here. Your password will stop working, and we’ll e-mail you a link to set a new one:',
};
