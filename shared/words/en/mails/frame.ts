import type { FrameWords } from '../../mails.ts';

export const frame: FrameWords = {
  when: 'When',
  device: 'Device',
  network: 'Network',
  dates: 'en-GB',
  footer: {
    concerns: ({ shop }) => `${shop} sent this e-mail automatically because it concerns the security of your account.`,
    noLinks: ({ shop }) => `${shop} sent this e-mail automatically. It contains no links.`,
  },
  links: { notMe: 'This wasn’t me', newPassword: 'Set a new password', support: 'Write to us' },
};
