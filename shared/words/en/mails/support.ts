import type { SupportMailWords } from '../../mails.ts';

export const support: SupportMailWords = {
  asked: {
    subject: 'Somebody asks us to switch two-factor login off',
    happened: ({ shop }) =>
      `Somebody has told us that they can no longer get the codes for your account at ${shop}, and asks us to switch two-factor login off. Nothing has changed yet. Our team will now find out who is asking, and you will hear from us before anything is switched off.`,
    wasYou: 'If it was you, you need not do anything: our team will get in touch with you.',
    notYou:
      'Wasn’t it you? Then somebody is trying to get into your account. Stop them here, and change your password wherever else you use it:',
  },
  approved: {
    subject: 'Two-factor login will be switched off',
    happened: ({ shop }) =>
      `Our team approved a request to switch off two-factor login of your account at ${shop}. Unless it is cancelled, this happens at the time below. From then on your password alone opens your account, and all your devices will be logged out.`,
    when: 'Switched off from',
    wasYou: 'If you made the request, you need not do anything.',
    notYou: 'Wasn’t it you? Then somebody is trying to get into your account. Stop them here and contact us:',
    footer: ({ shop }) =>
      `${shop} sent this e-mail automatically because it concerns the security of your account. Until that time you can cancel.`,
  },
};
