import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Somebody asks us to switch your two-factor login off',
    happened: ({ shop }) =>
      `We have got a support request about your account at ${shop}: whoever wrote it can no longer get codes, and asks us to switch two-factor login off. Nothing has changed yet. Our team now finds out who is asking, and we write to you before anything is switched off.`,
    wasYou: 'If it was you, there is nothing to do: our team will get in touch with you.',
    notYou: 'Wasn’t it you? Then somebody is trying to get into your account. Stop them here:',
  },
  approved: {
    subject: 'Your two-factor login will be switched off',
    happened: ({ shop }) =>
      `Our team has approved the support request to switch off two-factor login for your account at ${shop}. Unless you stop it, that happens at the time below. From then on your password alone opens your account, and all your devices are logged out.`,
    when: 'Switched off from',
    wasYou: 'If you made the request, there is nothing to do.',
    notYou: 'Didn’t you make it? Then somebody is trying to get into your account. Until that time you can stop them here:',
  },
};
