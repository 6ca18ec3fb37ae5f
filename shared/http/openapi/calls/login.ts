import type { journeys } from '../../routes/map.ts';
import { example, type Link, type SaidOf } from './said.ts';

const authenticated = {
  status: 'authenticated',
  customerId: 'c-1001',
  accessToken: example.token,
  tokenType: 'Bearer',
  expiresIn: 900,
} as const;

const byEmail = {
  status: 'second_factor_required',
  challenge: {
    token: example.challenge,
    method: 'email',
    sentTo: 'j•••@example.com',
    sent: true,
    sentAt: example.now,
    codeExpiresAt: example.inFiveMinutes,
    resendAt: example.inOneMinute,
    attemptsLeft: 5,
    expiresAt: example.inFifteenMinutes,
    canRecover: false,
  },
} as const;

const byApp = {
  status: 'second_factor_required',
  challenge: {
    token: example.challenge,
    method: 'totp',
    sent: false,
    attemptsLeft: 5,
    expiresAt: example.inFifteenMinutes,
    canRecover: true,
  },
} as const;

const challenge = { challenge: '$response.body#/challenge/token' };
const next: Record<string, Link> = {
  verify: { operationId: 'verify', description: 'The token of the challenge goes along with the code', body: challenge },
  resend: { operationId: 'resend', description: 'Another code, from `resendAt` on', body: challenge },
  loginByRecoveryCode: { operationId: 'loginByRecoveryCode', description: 'A recovery code in the place of the code', body: challenge },
  startRecovery: { operationId: 'startRecovery', description: 'The device is lost, where `canRecover` says so', body: challenge },
};

export const login: SaidOf<typeof journeys.login> = {
  login: {
    description:
      'Customers without a second factor are logged in at once. Those with one get a challenge: with the method `email` a code is on its way, or was sent within the last minute and still counts (`sent: false`). Who logs in, and why a login fails, cannot be told from answers or their time.',
    requests: {
      customer: { username: 'jana@example.com', password: example.password, stayLoggedIn: true },
      machine: { username: 'reports@example.com', password: example.password, channel: 'api' },
    },
    answers: { withoutSecondFactor: authenticated, codeByEmail: byEmail, authenticatorApp: byApp },
    links: next,
  },
  verify: {
    description:
      'The code of the newest e-mail, or the one that the authenticator app shows. The fifth wrong one locks the login, and from then on not even the right one counts. Do not repeat it by yourself after a lost connection: it may have been counted.',
    requests: { code: { challenge: example.challenge, code: '048213' } },
    answers: { authenticated },
  },
  resend: {
    description: 'Only of the method `email`, and from `resendAt` on. The challenge goes on under the token of the answer.',
    requests: { again: { challenge: example.challenge } },
    answers: { codeByEmail: byEmail },
    links: next,
  },
  loginByRecoveryCode: {
    description:
      'One of the ten codes that came with switching two-factor login on. Each can be used once; how it is grouped does not matter.',
    requests: { printed: { challenge: example.challenge, recoveryCode: '4k7mz-0qtrp' } },
    answers: { authenticated },
  },
  refresh: {
    description:
      'The cookie is replaced by the next one. For 30 seconds the one before leads to the same next one, so two tabs are one refresh; used later, it ends the session, as it may have been copied.',
    requests: { nothing: {} },
    answers: { authenticated },
  },
  session: {
    description: 'Unlike the token alone, it knows of a session that was ended. For services that cannot wait until a token is over.',
    answers: {
      byEmail: {
        customerId: 'c-1001',
        amr: ['pwd', 'otp'],
        acr: 'https://login.shop.example/acr/email',
        authTime: example.now,
        expiresAt: example.inFifteenMinutes,
      },
    },
  },
  logout: {
    description:
      'Ends the session of the cookie, and that of the access token, whichever comes along; without either it only takes the cookie away. `everywhere` and `others` need the access token.',
    alsoBy: ['bearer'],
    requests: { thisOne: {}, everywhere: { everywhere: true }, others: { others: true } },
  },
  token: {
    description:
      'For a backend of the shop that calls in its own name. It proves itself by its id and secret in the header `Authorization`.',
    requests: { ownName: { grant_type: 'client_credentials', scope: 'challenges' } },
    answers: { token: { access_token: example.token, token_type: 'Bearer', expires_in: 900, scope: 'challenges' } },
  },
};
