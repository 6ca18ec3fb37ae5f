import type { RecoveryMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const recovery: RecoveryMailWords = {
  subject: 'Your OTP keycard was reported lost',
  happened: ({ shop }) =>
    `Somebody who has your password was about to log in to ${shop} and said that the device with your OTP keycard is lost. If it was you, go on here to switch two-factor login off:`,
  goOn: 'Go on with the recovery',
  validity: ({ minutes }) =>
    `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })}. If you received several, only the newest one works.`,
  next: 'Opening it changes nothing yet. On the page you have a code sent to your phone by SMS; two-factor login goes off only once you have entered it. Never share the link or the code.',
  notYou: 'Wasn’t it you? Then somebody knows your password. Stop them here, and change your password wherever else you use it:',
};
