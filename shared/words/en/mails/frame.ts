import type { FrameWords } from '../../mails.ts';

export const frame: FrameWords = {
  facts: { when: 'When', device: 'Device', place: 'Place', network: 'Network' },
  deviceOn: ({ browser, system }) => `${browser} on ${system}`,
  near: ({ place }) => `near ${place}`,
  dates: 'en-GB',
  notMe: 'This wasn’t me',
  newPassword: 'Set a new password',
  support: 'Write to us',
  help: 'Need help? Contact us:',
  footer: {
    concerns: ({ shop }) => `${shop} sent this e-mail automatically, because it is about the security of your account.`,
    noLinks: ({ shop }) => `${shop} sent this e-mail automatically. It contains no links.`,
  },
  links: { support: 'Help', imprint: 'Legal notice', privacy: 'Privacy' },
};
