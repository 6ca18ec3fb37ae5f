import type { journeys } from '../../routes/map.ts';
import { example, type SaidOf } from './said.ts';

const key = {
  sharedKey: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  otpauthUri: 'otpauth://totp/Shop:jana%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Shop',
  qrSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 41 41"></svg>',
};
const sent = { sentTo: 'j•••@example.com', resendAt: example.inOneMinute, codeExpiresAt: example.inFiveMinutes };
const recoveryCodes = [...example.recoveryCodes];
const { password } = example;

export const security: SaidOf<typeof journeys.security> = {
  security: {
    description:
      'What an account page shows. Addresses are masked, so it tells whoever found an open browser little more than they can see. Of the sessions it tells this one, and those that stay logged in.',
    answers: {
      byEmail: {
        username: 'jana@example.com',
        login: { at: example.now, by: 'email' },
        twoFactor: {
          available: true,
          methods: ['email', 'totp'],
          enabled: true,
          method: 'email',
          since: example.now,
          recoveryCodesLeft: 10,
        },
        contact: { email: 'j•••@example.com', emailVerified: true, phone: '+420 ••• ••• 456', phoneVerified: true },
        sessions: [
          {
            id: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
            current: true,
            staysLoggedIn: true,
            device: 'Firefox, Windows',
            network: '203.0.113.0/24',
            near: { country: 'CZ', city: 'Brno' },
            startedAt: example.now,
            lastUsedAt: example.now,
            expiresAt: example.inAMonth,
          },
        ],
        provedUntil: example.inTenMinutes,
      },
      switchedOff: {
        username: 'jana',
        login: { at: example.now, by: 'password' },
        twoFactor: { available: false, methods: [], enabled: false, recoveryCodesLeft: 0 },
        contact: { emailVerified: false, phoneVerified: false },
        sessions: [
          {
            id: '0f4c8a6e-6f0b-4a55-9d43-9f1a2c7c1b11',
            current: true,
            staysLoggedIn: false,
            device: '',
            network: '203.0.113.0/24',
            startedAt: example.now,
            lastUsedAt: example.now,
            expiresAt: example.inFifteenMinutes,
          },
        ],
      },
    },
    links: {
      endOneSession: {
        operationId: 'endOneSession',
        description: 'Ends a session by its `id`',
        parameters: { sessionId: '$response.body#/sessions/0/id' },
      },
    },
  },
  endOneSession: {
    description:
      'What came of it ends too: its access tokens within Keycard, and what clients have of it. Ended is ended: asked for again the answer is the same. The id of somebody else’s session is `not_found`; to end this one is to log out, and clears the cookie.',
  },
  enableEmail: {
    description:
      'Needs a verified e-mail address, and the password; of who has an app, a code of it too. From the next login on a code is asked for. The recovery codes are shown this once, and every other session ends.',
    requests: { password: { password }, insteadOfAnApp: { password, code: '048213' } },
    answers: { on: { method: 'email', recoveryCodes } },
  },
  stepUpCode: {
    description: 'For the changes that ask for password and code. Whoever has an app needs none sent.',
    requests: { nothing: {} },
    answers: { sent },
  },
  disable: {
    description: 'Exactly one of `code` and `recoveryCode` goes along. Key and recovery codes are destroyed, and every other session ends.',
    requests: { byCode: { password, code: '048213' }, byRecoveryCode: { password, recoveryCode: '4k7mz-0qtrp' } },
  },
  startTotp: {
    description:
      'Needs a verified e-mail address and a verified phone number. The key waits 15 minutes for its activation; another start makes it worthless. Whoever has a second factor confirms with password and code.',
    requests: { first: {}, insteadOfEmail: { password, code: '048213' } },
    answers: { waiting: { ...key, expiresAt: example.inFifteenMinutes } },
  },
  activateTotp: {
    description: 'Password and the code that the app shows now. Whatever fails throws the waiting key away: then start again.',
    requests: { code: { password, code: '048213' } },
    answers: { on: { method: 'totp', recoveryCodes } },
  },
  revealTotp: {
    description: 'For a second device. The customer is told by e-mail.',
    requests: { code: { password, code: '048213' } },
    answers: { key },
  },
  replaceRecoveryCodes: {
    description: 'The older ones are worthless from then on.',
    requests: { code: { password, code: '048213' } },
    answers: { fresh: { recoveryCodes } },
  },
  changePassword: {
    description:
      'With a code where a second factor is on. What can be chosen follows NIST SP 800-63B-4: long enough, and not among the common ones.',
    requests: {
      without: { password, newPassword: 'seven quiet otters wave' },
      withFactor: { password, newPassword: 'seven quiet otters wave', code: '048213' },
    },
  },
  changeContact: {
    description:
      'Exactly one of `email`, `phone` and `verify`: another contact, or the one that the account has, which only `sentTo` tells, masked. The contact is the customer’s once its code is confirmed; until then nothing has changed. Of a session that has proved itself in the last 10 minutes (`provedUntil`) some changes need no password and code.',
    requests: {
      onFile: { verify: 'email' },
      phone: { phone: '+420 601 123 456' },
      email: { password, code: '048213', email: 'jana.new@example.com' },
    },
    answers: { sent: { ...sent, sentTo: '+420 ••• ••• 456' } },
    links: { confirmContact: { operationId: 'confirmContact', description: 'The code that was sent goes there' } },
  },
  confirmContact: {
    description: 'The code that was sent to the contact. The older address or number is told.',
    requests: { code: { code: '048213' } },
  },
};

export const activity: SaidOf<typeof journeys.activity> = {
  activity: {
    description:
      'What happened to the account: logins, changes, locks, limits. What an administrator wrote, and which of them it was, is left out.',
    answers: {
      loggedIn: {
        entries: [
          {
            event: 'logged_in',
            at: example.now,
            by: 'customer',
            network: '203.0.113.0/24',
            near: { country: 'CZ', city: 'Brno' },
            device: 'Firefox, Windows',
            requestId: '5cbb3d0e-9a70-4a35-8a57-bb7ab1dd1f3f',
            acr: 'email',
            stayLoggedIn: true,
          },
        ],
      },
    },
  },
  customerAudit: {
    description:
      'For who gives a customer what is kept of them. As long as an answer has a `cursor`, older entries follow; a page may have fewer than there is room for. Nothing of somebody who had the id or the username before is told, and nothing of a customer who is gone.',
    answers: {
      first: {
        entries: [
          { event: 'logged_out', at: example.now, by: 'customer', network: '203.0.113.0/24', device: 'Firefox, Windows' },
          { event: 'customer_changed', at: example.now, by: 'admin', fields: ['phone'] },
        ],
        sessions: [
          { startedAt: example.now, expiresAt: example.inAMonth, device: 'Firefox, Windows', network: '203.0.113.0/24', acr: 'totp' },
        ],
        cursor: 'aGVsbG8x.QVVESVQjMjAyNi0xMS0yNA',
      },
    },
  },
};
