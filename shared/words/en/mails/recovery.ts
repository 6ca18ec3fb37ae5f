import type { RecoveryMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const recovery: RecoveryMailWords = {
  subject: 'Do you want to switch two-factor login off?',
  happened: ({ shop }) =>
    `At ${shop}, somebody typed your password and then chose “I can’t use my authenticator app”. If it was you, you can switch two-factor login off here:`,
  goOn: 'Go on with the recovery',
  validity: ({ minutes }) =>
    `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })}. If you got several, only the newest one works.`,
  next: 'Opening it changes nothing yet. On the page you have a code sent to your phone by SMS, and two-factor login goes off only once you have entered it. Share neither the link nor the code.',
  notYou:
    'Wasn’t it you? Then somebody knows your password. Stop them here. Your password will no longer work, and you get an e-mail for a new one:',
};
