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
  challenges: {
    description:
      'For a shop that keeps passwords itself. Its server has checked one and says so; a customer with a second factor gets a challenge as by a login, with the code on its way, and verifying it goes on as ever. Without one (`no_second_factor`) the login is the shop’s to finish. `password_reset_required` holds until an administrator says that the password was changed (`passwordChangedAt`). `locale` is the language of the e-mails with codes of this login, and is not kept.',
    requests: { afterThePassword: { customerId: 'c-1001' }, inGerman: { customerId: 'c-1001', locale: 'de', stayLoggedIn: true } },
    answers: { noSecondFactor: { status: 'no_second_factor' }, codeByEmail: byEmail, authenticatorApp: byApp },
    links: next,
  },
  handOver: {
    description:
      'For a shop that keeps passwords itself, right after it has asked the customer for one. The link is good for a minute, once, and only while the customer and the client are as they were. Whoever has it is that customer in the account page for ten minutes; a change still takes a code where a second factor is on.',
    requests: { security: { customerId: 'c-1001', page: 'security' } },
    answers: { link: { url: 'https://login.shop.example/security#handover=AAAA5u9Yc2opaque', expiresAt: example.inOneMinute } },
  },
  redeemHandover: {
    description:
      'The account page calls it with what stands behind `#handover=`. The access token is for the calls of the account alone (its `aud` is no shop’s, and `GET /v1/session` knows of no login by it); it lasts for ten minutes and cannot be renewed.',
    requests: { fromTheLink: { token: example.link } },
    answers: { authenticated: { ...authenticated, expiresIn: 600 } },
  },
  verify: {
    description:
      'The code of the newest e-mail, or the one that the authenticator app shows. The fifth wrong one locks the login, and from then on not even the right one counts. Do not repeat it by yourself after a lost connection: it may have been counted.',
    requests: { code: { challenge: example.challenge, code: '048213' } },
    answers: { authenticated },
  },
  showChallenge: {
    description: 'For a page that was handed the token of a challenge, or was loaded again. Nothing is sent, and nothing changes.',
    requests: { asItStands: { challenge: example.challenge } },
    answers: { codeByEmail: { ...byEmail, challenge: { ...byEmail.challenge, sent: false } }, authenticatorApp: byApp },
    links: next,
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
      'By `authorization_code` for the login of a customer, who has come back from `/authorize` with the code; by `client_credentials` for a backend that calls in its own name. A client with a secret proves itself by it in the header `Authorization`; a public one says its `client_id`.',
    requests: {
      login: {
        grant_type: 'authorization_code',
        code: 'kR0c3LqgS7x1o6nUe5c7h0yqvY0m1f2d3s4a5p6o7i8',
        redirect_uri: 'https://www.shop.example/login/callback',
        code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      },
      ownName: { grant_type: 'client_credentials', scope: 'challenges' },
    },
    answers: {
      login: { access_token: example.token, token_type: 'Bearer', expires_in: 900, scope: 'openid email', id_token: example.token },
      ownName: { access_token: example.token, token_type: 'Bearer', expires_in: 900, scope: 'challenges' },
    },
  },
  grantAuthorization: {
    description:
      'What the login page calls once the customer is logged in: `request` is what `/authorize` has handed to it in the fragment. Where the login will not do for what the client asked, it is `session_required`, and the customer logs in anew.',
    requests: { fromTheFragment: { request: example.challenge } },
    answers: {
      back: {
        redirectTo:
          'https://www.shop.example/login/callback?code=kR0c3LqgS7x1o6nUe5c7h0yqvY0m1f2d3s4a5p6o7i8&state=af0ifjsldkj&iss=https%3A%2F%2Flogin.shop.example',
      },
    },
  },
  userinfo: {
    scopes: ['openid'],
    description:
      'By the access token of a hosted login, with the scope `openid`. As the customer is now, and only while the session that the client got has not been ended.',
    answers: { withEmail: { sub: 'c-1001', email: 'jana@example.com', email_verified: true } },
  },
  userinfoByPost: {
    scopes: ['openid'],
    description: 'The same as by `GET`.',
    answers: { withEmail: { sub: 'c-1001', email: 'jana@example.com', email_verified: true } },
  },
};
