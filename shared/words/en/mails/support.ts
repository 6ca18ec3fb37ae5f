import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Request to switch off your two-factor login',
    happened: ({ shop }) =>
      `We’ve received a support request about your account at ${shop}: whoever wrote it can no longer get codes, and asks us to switch two-factor login off. Nothing has changed yet. Our team will check who is asking, and we’ll write to you before anything is switched off.`,
    wasYou: 'If it was you, there’s nothing to do: our team will get in touch with you.',
    notYou: 'Wasn’t you? Then somebody is trying to get into your account. Stop them here:',
  },
  approved: {
    subject: 'Your two-factor login will be switched off',
    happened: ({ shop }) =>
      `Our team has approved the support request to switch off two-factor login for your account at ${shop}. Unless you stop it, this happens at the time below. From then on, your password alone opens your account, and all your devices are logged out.`,
    when: 'Will be switched off',
    wasYou: 'If you made the request, there’s nothing to do.',
    notYou: 'Wasn’t you? Then somebody is trying to get into your account. Until that time, you can stop them here:',
  },
};
