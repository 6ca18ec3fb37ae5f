/** Who is behind an access token: RFC 9068 §4, with the keys that the installation publishes. */
import { errors, jwtVerify } from 'jose';
import { publishedKeys } from './published-keys.ts';
import { type ServiceOptions, service } from './service.ts';

export type AccessTokensOptions = ServiceOptions & {
  /** The public URL of the installation, which is `iss` of its tokens: `https://login.shop.example`. */
  issuer: string;
  /** The option `audience` of the installation, by default `keycard-<stage>`. It tells customers' tokens from those of clients, so it is not to be left out. */
  audience: string;
  /** Seconds by which this machine's clock may be wrong; 5 if it is left out. */
  clockTolerance?: number | undefined;
};

/** How a login was proved. New ones may come. */
export type Proof = 'password' | 'email' | 'totp' | 'recovery-code' | (string & Record<never, never>);

/** Who is logged in. */
export type Customer = {
  customerId: string;
  /** How they proved it. */
  proof: Proof;
  /** Whether a second factor was part of that. */
  secondFactor: boolean;
  /** The same by RFC 8176. */
  amr: string[];
  /** When they proved it; a renewed session keeps it. */
  authTime: Date;
  /** The end of this access token. */
  expiresAt: Date;
  /** The session that it came from: one that stays logged in, or that of a client. */
  sessionId?: string;
  /** The client through which they logged in on Keycard's pages. */
  clientId?: string;
};

/** `detail`: for developers and logs. */
export type Checked = { ok: true; customer: Customer } | { ok: false; reason: 'missing' | 'expired' | 'invalid'; detail: string };

export type AccessTokens = {
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Who is behind an access token. It says so for its 15 minutes, after a logout too; `GET /v1/session` of the installation knows better.
   *
   * @throws KeycardError `unavailable` when the keys cannot be had
   */
  check(token: string | null | undefined): Promise<Checked>;
};

/** No token of a client has them all, whatever audience somebody asks for. */
const requiredClaims = ['sub', 'exp', 'jti', 'auth_time', 'acr', 'amr'];
const secondFactors: readonly string[] = ['email', 'totp', 'recovery-code'];

/**
 * Checks the access tokens of one installation. Keep it: it holds the keys as long as they may be kept.
 *
 * ```ts
 * const tokens = accessTokens({ issuer: 'https://login.shop.example', audience: 'keycard-prod' });
 * const checked = await tokens.check(token);
 * if (checked.ok) greet(checked.customer.customerId);
 * ```
 */
export function accessTokens({ issuer, audience, clockTolerance = 5, ...options }: AccessTokensOptions): AccessTokens {
  // Without it jose would take any, a client's too.
  if (typeof audience !== 'string' || audience === '') throw new TypeError('audience is missing: by default it is keycard-<stage>');
  const installation = service(issuer, options);
  const keyFor = publishedKeys(installation);
  const { url, now } = installation;

  async function check(token: string | null | undefined): Promise<Checked> {
    if (!token) return { ok: false, reason: 'missing', detail: 'there is no access token' };
    try {
      const { payload } = await jwtVerify(token, keyFor, {
        typ: 'at+jwt',
        algorithms: ['ES256'],
        issuer: url,
        audience,
        requiredClaims,
        clockTolerance,
        currentDate: new Date(now()),
      });
      return { ok: true, customer: customerIn(payload, url) };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { ok: false, reason: 'expired', detail: error.message };
      if (error instanceof errors.JOSEError) return { ok: false, reason: 'invalid', detail: error.message };
      throw error;
    }
  }

  return { issuer: url, now, check };
}

function customerIn(claims: Record<string, unknown>, issuer: string): Customer {
  const { sub, acr, amr, auth_time: authTime, exp, sid, client_id: clientId } = claims as { [claim: string]: unknown; amr: string[] };
  const prefix = `${issuer}/acr/`;
  const proof = String(acr).startsWith(prefix) ? String(acr).slice(prefix.length) : String(acr);
  return {
    customerId: String(sub),
    proof,
    secondFactor: secondFactors.includes(proof),
    amr,
    authTime: new Date(Number(authTime) * 1000),
    expiresAt: new Date(Number(exp) * 1000),
    ...(sid !== undefined && { sessionId: String(sid) }),
    ...(clientId !== undefined && { clientId: String(clientId) }),
  };
}
