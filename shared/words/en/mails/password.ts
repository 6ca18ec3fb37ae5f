import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Set a new password',
  happened: {
    forgotten: ({ shop }) => `Somebody asked for a new password for your account at ${shop}. If it was you, set it here:`,
    'not me': ({ shop }) =>
      `You told us that it wasn’t you, through the link in one of our e-mails. So your password at ${shop} no longer works, all your devices are logged out, and whatever recovery or request was under way is called off. Set a new password here:`,
  },
  goOn: 'Set a new password',
  validity: ({ minutes }) =>
    `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })} and works once. If you received several, only the newest one works.`,
  next: 'Opening it changes nothing yet. Once the new password is set, all your devices are logged out; two-factor login stays as it is. Never share the link.',
  notYou: {
    forgotten: 'Wasn’t it you? Then there is nothing to do: your password stays as it is.',
    'not me': 'Wasn’t it you who told us? Then somebody reads your e-mails: secure your mailbox first, and then set the new password.',
  },
};
