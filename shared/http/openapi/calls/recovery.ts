import type { journeys } from '../../routes/map.ts';
import { example, type SaidOf } from './said.ts';

const altcha = {
  parameters: {
    algorithm: 'PBKDF2/SHA-256',
    nonce: '0f4f1a8f0e2c4a5b9d7c6e3f2a1b0c9d',
    salt: '7a9c3e5f1b2d4c6e8f0a1b3c5d7e9f01',
    cost: 3000,
    keyLength: 32,
    keyPrefix: '3d1f',
    keySignature: '9b1c',
    expiresAt: 1795255800,
    data: { key: 230, work: 1 },
  },
  signature: '5f2b7c0e',
};
const captcha = 'eyJjaGFsbGVuZ2UiOnt9LCJzb2x1dGlvbiI6e319';

export const recovery: SaidOf<typeof journeys.recovery> = {
  captcha: {
    description:
      'Good for 10 minutes, once. Where the shop has Turnstile or hCaptcha, their widget gives the `captcha` that other calls take, and this one is not needed.',
    answers: { altcha },
  },
  startRecovery: {
    description:
      'Only where the challenge says `canRecover`. The link is good for 5 minutes, and its token stands in the fragment of its address. No contact may have been changed in the last 24 hours.',
    requests: { lost: { challenge: example.challenge } },
    answers: { sent: { sentTo: 't•••@example.com', expiresAt: example.inFiveMinutes } },
  },
  recoverySms: {
    description: 'The token is the one of the link. 60 seconds between two SMS, three a recovery, ten in 24 hours.',
    requests: { link: { token: example.link } },
    answers: { sent: { sentTo: '+420 ••• ••• 456', resendAt: example.inOneMinute, codeExpiresAt: example.inTenMinutes } },
  },
  confirmRecovery: {
    description:
      'The CAPTCHA is looked at first, so a robot uses up no attempt. The second factor is off afterwards, its key and recovery codes are destroyed, and every session ends. It logs nobody in.',
    requests: { code: { token: example.link, code: '048213', captcha } },
  },
  cancelRecovery: {
    description: 'The token is that of the link "this wasn’t me", which every e-mail about a change has.',
    requests: { link: { token: example.link } },
  },
  forgotPassword: {
    description: 'The link is good for 30 minutes, the newest one only. Answer and time are the same whoever is meant.',
    requests: { asked: { username: 'jana@example.com' } },
    answers: { taken: {} },
  },
  resetPassword: {
    description: 'The token is the one of the link. Two-factor login stays on: the next login asks for its code.',
    requests: { link: { token: example.link, newPassword: 'seven quiet otters wave' } },
  },
};

export const support: SaidOf<typeof journeys.support> = {
  supportRequest: {
    description:
      'The request joins the queue of the shop’s team. If the account exists, its owner is told at once. At most three requests in 24 hours are taken about one account.',
    requests: {
      lostEverything: {
        username: 'tom@example.com',
        message: 'My phone was stolen, and I have no access to my mailbox any more.',
        reachMeAt: '+420 601 123 456, after 5 pm',
        captcha,
      },
    },
    answers: { taken: {} },
  },
};
