import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Set a new password',
  happened: {
    forgotten: ({ shop }) => `Somebody asked for a new password for your account at ${shop}. If it was you, set it here:`,
    'not me': ({ shop }) =>
      `You let us know that it wasn’t you, by the link in one of our e-mails. So your password at ${shop} no longer works, all your devices are logged out, and whatever recovery or support request was under way is called off. Choose another one here:`,
  },
  goOn: 'Set a new password',
  validity: ({ minutes }) =>
    `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })} and works once. If you got several, only the newest one works.`,
  next: 'Opening it changes nothing yet. Once you have set the new password, all your devices are logged out; two-factor login stays as it is. Share the link with nobody.',
  notYou: {
    forgotten: 'Wasn’t it you? Then there is nothing to do: your password stays as it is.',
    'not me':
      'Didn’t you let us know anything? Then somebody reads your e-mails. First change the password of your e-mail account, and then set the new one here.',
  },
};
