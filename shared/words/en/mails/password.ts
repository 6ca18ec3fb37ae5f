import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Set a new password',
  happened: {
    forgotten: ({ shop }) => `Somebody asked for a new password for your account at ${shop}. If it was you, set it here:`,
    'not me': ({ shop }) =>
      `Through one of our e-mails, you told us that something wasn’t you. So your password at ${shop} no longer works, all your devices are logged out, and any recovery or support request under way is stopped. Choose a new password here:`,
  },
  goOn: 'Set a new password',
  validity: ({ minutes }) =>
    `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })} and works once. If you got several, only the newest one works.`,
  next: 'Opening it changes nothing yet. Setting a new password logs out all your devices; two-factor login stays as it is. Don’t share the link.',
  notYou: {
    forgotten: 'Wasn’t you? Then there’s nothing to do: your password stays as it is.',
    'not me':
      'Didn’t tell us that? Then somebody else can read your e-mails. First change the password of your e-mail account, then set the new one here.',
  },
};
