/** What a shop's backend asks of Keycard, in its own name and for a customer who is at its own form. */
import { type ClientToken, clientToken } from './client-token.ts';
import { errorIn, KeycardError } from './keycard-error.ts';
import { type Service, type ServiceOptions, service } from './service.ts';

export type BackendOptions = ServiceOptions & {
  /** The public URL of the installation: `https://login.shop.example`. */
  baseUrl: string;
  /** As an administrator registered the shop's backend, with the grant `client_credentials`. */
  clientId: string;
  clientSecret: string;
};

/** Times are RFC 3339, UTC. */
export type Challenge = {
  /** Goes back with every step of this login. Opaque, and as good as the password was: keep it in the session, not in a URL. */
  token: string;
  method: 'email' | 'totp';
  /** The masked address that the code was sent to. */
  sentTo?: string;
  /** Whether this very call sent a code. */
  sent: boolean;
  sentAt?: string;
  codeExpiresAt?: string;
  /** When the next code can be sent. */
  resendAt?: string;
  attemptsLeft: number;
  /** The end of this login. */
  expiresAt: string;
  /** Whether a lost device can be reported here. */
  canRecover: boolean;
};

export type Started = { status: 'no_second_factor' } | { status: 'second_factor_required'; challenge: Challenge };

export type LoggedIn = {
  status: 'authenticated';
  customerId: string;
  accessToken: string;
  tokenType: 'Bearer';
  /** seconds */
  expiresIn: number;
};

export type Locale = 'en' | 'de' | 'cs';

/** Every call throws a `KeycardError` when it is refused. */
export type Backend = {
  /**
   * After your own check of the password: is a second factor asked for? If so, a code is on its way, or the customer's app has it. An error
   * is never a no: whoever can keep Keycard from answering would do without the code.
   */
  startChallenge(asked: {
    customerId: string;
    /** Of the e-mail with the code, where the customer has none of their own. */
    locale?: Locale | undefined;
    stayLoggedIn?: boolean | undefined;
  }): Promise<Started>;
  /**
   * Compare `customerId` of the answer with whose password it was. Never repeat it by yourself after a lost answer: it may have been counted.
   */
  verify(challenge: Challenge | string, code: string, said?: Said): Promise<LoggedIn>;
  /** One of the recovery codes in the place of a code. */
  verifyRecoveryCode(challenge: Challenge | string, recoveryCode: string, said?: Said): Promise<LoggedIn>;
  /** A fresh code; the older one counts no more. */
  resend(challenge: Challenge | string, said?: Said): Promise<{ status: 'second_factor_required'; challenge: Challenge }>;
  /** A link that leads a customer whom you have just asked for their password into a page of Keycard: for 60 seconds, once. */
  handover(asked: { customerId: string; page: 'security' }): Promise<{ url: string; expiresAt: string }>;
};

/** `locale`: the language of what a refusal says. */
export type Said = { locale?: Locale | undefined };

/**
 * The calls of a shop's backend. Keep it: it holds its access token until shortly before its end.
 *
 * ```ts
 * const keycard = backend({ baseUrl: 'https://login.shop.example', clientId: 'shop', clientSecret });
 * const started = await keycard.startChallenge({ customerId: 'c-1001', locale: 'de' });
 * if (started.status === 'no_second_factor') logIn();
 * else askForTheCode(started.challenge);
 * ```
 */
export function backend({ baseUrl, clientId, clientSecret, ...options }: BackendOptions): Backend {
  const installation = service(baseUrl, options);
  const own = clientToken(installation, { clientId, clientSecret, scope: 'challenges' });
  const tokenOf = (challenge: Challenge | string) => (typeof challenge === 'string' ? challenge : challenge.token);
  const forCustomer = <Answer>(path: string, body: object, { locale }: Said = {}) => call<Answer>(installation, path, body, { locale });
  return {
    startChallenge: (asked) => inOwnName(installation, own, '/v1/challenges', asked),
    verify: (challenge, code, said) => forCustomer('/v1/login/verify', { challenge: tokenOf(challenge), code }, said),
    verifyRecoveryCode: (challenge, recoveryCode, said) =>
      forCustomer('/v1/login/recovery-code', { challenge: tokenOf(challenge), recoveryCode }, said),
    resend: (challenge, said) => forCustomer('/v1/login/resend', { challenge: tokenOf(challenge) }, said),
    handover: (asked) => inOwnName(installation, own, '/v1/handovers', asked),
  };
}

/** A token whose secret was replaced meanwhile is refused: once more, with another. */
async function inOwnName<Answer>(installation: Service, own: ClientToken, path: string, body: object): Promise<Answer> {
  const token = await own.token();
  try {
    return await call(installation, path, body, { token });
  } catch (error) {
    if (!(error instanceof KeycardError && error.status === 401)) throw error;
    own.forget(token);
    return call(installation, path, body, { token: await own.token() });
  }
}

type Sent = { token?: string; locale?: Locale | undefined };

async function call<Answer>(installation: Service, path: string, body: object, { token, locale }: Sent): Promise<Answer> {
  const response = await installation.send(path, {
    method: 'POST',
    headers: {
      accept: 'application/json, application/problem+json',
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(locale && { 'accept-language': locale }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await errorIn(response);
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    throw new KeycardError({ code: 'unavailable', status: response.status, title: 'Keycard answered what is not its own' }, { cause });
  }
}
