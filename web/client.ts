/**
 * The typed client: one method for each call that a browser makes. Types come from the routes, so a change of the contract that this
 * client does not follow fails to compile; nothing of the schemas reaches the browser.
 *
 * ```ts
 * const client = keycard({ baseUrl: 'https://login.example.com/' });
 * const answer = await client.login({ username, password });
 * if (!answer.ok) show(answer.problem.code);
 * else if (answer.status === 'second_factor_required') askForTheCode(answer.challenge);
 * ```
 */
import { now } from '../shared/config/clock.ts';
import type { ProblemExtras } from '../shared/http/problems.ts';
import type { routes } from '../shared/http/routes/map.ts';
import type { AnswerOf, ProblemOf, Route, SentBodyOf } from '../shared/http/routes/route.ts';

type Routes = typeof routes;
type BrowserCall =
  | 'login'
  | 'verify'
  | 'resend'
  | 'loginByRecoveryCode'
  | 'refresh'
  | 'session'
  | 'logout'
  | 'security'
  | 'activity'
  | 'enableEmail'
  | 'startTotp'
  | 'activateTotp'
  | 'revealTotp'
  | 'stepUpCode'
  | 'disable'
  | 'replaceRecoveryCodes'
  | 'changePassword'
  | 'changeContact'
  | 'confirmContact'
  | 'captcha'
  | 'startRecovery'
  | 'recoverySms'
  | 'confirmRecovery'
  | 'cancelRecovery'
  | 'forgotPassword'
  | 'resetPassword'
  | 'supportRequest';

/** What a call of the route can refuse with. `unavailable` with status 0 stands for a service that could not be reached at all. */
export type CodeOf<R extends Route> = ProblemOf<R>;
export type Problem<Code extends string = CodeOf<Routes[BrowserCall]>> = ProblemExtras & { code: Code; status: number; title: string };

type Answered<R extends Route> = { ok: true } & (AnswerOf<R> extends undefined ? unknown : AnswerOf<R>);
export type Result<R extends Route> = Answered<R> | { ok: false; problem: Problem<CodeOf<R>> };

type Call<R extends Route> =
  SentBodyOf<R> extends undefined
    ? () => Promise<Result<R>>
    : Record<never, never> extends SentBodyOf<R>
      ? (body?: SentBodyOf<R>) => Promise<Result<R>>
      : (body: SentBodyOf<R>) => Promise<Result<R>>;

export type Keycard = { readonly [Name in Exclude<BrowserCall, 'captcha'>]: Call<Routes[Name]> } & {
  /** `for`: what its solution goes along with, where that is a support request; they take more work the more of them come. */
  captcha(asked?: { for?: 'support' }): Promise<Result<Routes['captcha']>>;
  /** An access token for calls to other services, refreshed if need be; undefined when nobody is logged in. */
  accessToken(): Promise<string | undefined>;
  /** The server's clock in milliseconds since 1970: the times in answers are meant against it, not against the device's own clock. */
  serverTime(): number;
};

export type KeycardOptions = {
  /** Where the service is, such as `https://login.example.com/`; by default beside the page. */
  baseUrl?: string;
  fetch?: typeof fetch;
  /** Language of titles and e-mails: `en`, `de`, `cs`. A function is asked at each call. */
  locale?: string | (() => string);
};

export type Login = Result<Routes['login']>;
export type Challenge = Extract<Login, { status: 'second_factor_required' }>['challenge'];
export type Overview = Extract<Result<Routes['security']>, { ok: true }>;
export type CodeSent = Extract<Result<Routes['stepUpCode']>, { ok: true }>;
/** A shared key as an authenticator app takes it in: text, URI and picture. One that waits for its activation also has an end. */
export type KeyForApp = Extract<Result<Routes['revealTotp']>, { ok: true }> & { expiresAt?: string };

/** Repeated here so that the browser's bundle carries no schema; checked against the routes by the compiler. */
const calls = {
  login: { method: 'POST', path: '/v1/login', auth: 'none' },
  verify: { method: 'POST', path: '/v1/login/verify', auth: 'none' },
  resend: { method: 'POST', path: '/v1/login/resend', auth: 'none' },
  loginByRecoveryCode: { method: 'POST', path: '/v1/login/recovery-code', auth: 'none' },
  refresh: { method: 'POST', path: '/v1/session/refresh', auth: 'cookie' },
  session: { method: 'GET', path: '/v1/session', auth: 'bearer' },
  logout: { method: 'POST', path: '/v1/logout', auth: 'cookie' },
  security: { method: 'GET', path: '/v1/security', auth: 'bearer' },
  activity: { method: 'GET', path: '/v1/security/activity', auth: 'bearer' },
  enableEmail: { method: 'POST', path: '/v1/security/email', auth: 'bearer' },
  startTotp: { method: 'POST', path: '/v1/security/totp', auth: 'bearer' },
  activateTotp: { method: 'POST', path: '/v1/security/totp/activate', auth: 'bearer' },
  revealTotp: { method: 'POST', path: '/v1/security/totp/reveal', auth: 'bearer' },
  stepUpCode: { method: 'POST', path: '/v1/security/code', auth: 'bearer' },
  disable: { method: 'POST', path: '/v1/security/disable', auth: 'bearer' },
  replaceRecoveryCodes: { method: 'POST', path: '/v1/security/recovery-codes', auth: 'bearer' },
  changePassword: { method: 'POST', path: '/v1/security/password', auth: 'bearer' },
  changeContact: { method: 'POST', path: '/v1/security/contact', auth: 'bearer' },
  confirmContact: { method: 'POST', path: '/v1/security/contact/confirm', auth: 'bearer' },
  captcha: { method: 'GET', path: '/v1/captcha', auth: 'none' },
  startRecovery: { method: 'POST', path: '/v1/recovery', auth: 'none' },
  recoverySms: { method: 'POST', path: '/v1/recovery/sms', auth: 'none' },
  confirmRecovery: { method: 'POST', path: '/v1/recovery/confirm', auth: 'none' },
  cancelRecovery: { method: 'POST', path: '/v1/recovery/cancel', auth: 'none' },
  forgotPassword: { method: 'POST', path: '/v1/password/forgot', auth: 'none' },
  resetPassword: { method: 'POST', path: '/v1/password/reset', auth: 'none' },
  supportRequest: { method: 'POST', path: '/v1/support-requests', auth: 'none' },
} as const satisfies { [Name in BrowserCall]: Pick<Routes[Name], 'method' | 'path' | 'auth'> };

/** Longer than the slowest cold start, shorter than anybody's patience; API Gateway itself gives up after 29 s. */
const TIMEOUT_MS = 20_000;
/** A token this close to its end is not worth sending. */
const TOKEN_MARGIN_MS = 10_000;
/** The `Date` header counts whole seconds (RFC 9110 §5.6.7). */
const DATE_STEP_MS = 1000;

type Anything = { ok: true; [field: string]: unknown } | { ok: false; problem: Problem };

const unreachable = (status: number): Anything => ({
  ok: false,
  problem: { code: 'unavailable', status, title: 'The service is not available at the moment' },
});

export function keycard(options: KeycardOptions = {}): Keycard {
  const base = (options.baseUrl ?? '').replace(/\/?$/, options.baseUrl ? '/' : '');
  const send: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const language = () => (typeof options.locale === 'function' ? options.locale() : options.locale);

  /** Held in memory only: what a script can read from storage, a stolen disk or an injected script can read too (OWASP ASVS 5 §7, §14). */
  let held: { token: string; endsAt: number } | undefined;
  let refreshing: Promise<Anything> | undefined;
  let ahead: number | undefined;

  const serverTime = () => now() + (ahead ?? 0);

  /** The header is never later than the server's clock, so of two close readings the greater one is nearer to the truth. */
  function readClock(date: string | null): void {
    const reading = Date.parse(date ?? '') - now();
    if (Number.isNaN(reading)) return;
    if (ahead === undefined || reading > ahead || reading < ahead - 2 * DATE_STEP_MS) ahead = reading;
  }

  async function call(name: BrowserCall, body: object | undefined, token?: string, query = ''): Promise<Anything> {
    const { method, path } = calls[name];
    const locale = language();
    try {
      const response = await send(base + path.slice(1) + query, {
        method,
        headers: {
          accept: 'application/json, application/problem+json',
          ...(method === 'POST' && { 'content-type': 'application/json' }),
          ...(locale && { 'accept-language': locale }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
        credentials: 'include',
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      readClock(response.headers.get('date'));
      if (response.status === 204) return { ok: true };
      const answer: unknown = await response.json();
      if (typeof answer !== 'object' || answer === null) return unreachable(response.status);
      if (response.ok) return { ...answer, ok: true };
      if (!('code' in answer && typeof answer.code === 'string')) return unreachable(response.status);
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      return { ok: false, problem: { ...(seconds >= 0 && { retryAfter: seconds }), ...answer, status: response.status } as Problem };
    } catch {
      return unreachable(0);
    }
  }

  function keep(answer: Anything): Anything {
    if (answer.ok && answer.status === 'authenticated') {
      held = { token: String(answer.accessToken), endsAt: now() + Number(answer.expiresIn) * 1000 };
    }
    return answer;
  }

  /** Tabs that trade the same cookie get the same next one; in turn, each but the first trades the newest, and a logout meets no refresh. */
  function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
    return globalThis.navigator?.locks ? navigator.locks.request('keycard-session', work) : work();
  }

  function refresh(): Promise<Anything> {
    refreshing ??= oneTabAtATime(async () => keep(await call('refresh', {}))).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  const freshToken = () => (held && held.endsAt - TOKEN_MARGIN_MS > now() ? held.token : undefined);

  async function asCustomer(name: BrowserCall, body: object | undefined): Promise<Anything> {
    const token = freshToken();
    if (token) {
      const answer = await call(name, body, token);
      if (answer.ok || answer.problem.code !== 'session_required') return answer;
      held = undefined;
    }
    const renewed = await refresh();
    return renewed.ok ? call(name, body, held?.token) : renewed;
  }

  const accessToken = async () => freshToken() ?? ((await refresh()).ok ? held?.token : undefined);

  /** To end other sessions than this browser's own takes an access token; to end just that one takes the cookie alone. */
  async function logout({ everywhere, others }: SentBodyOf<Routes['logout']> = {}): Promise<Anything> {
    const token = everywhere || others ? await accessToken() : freshToken();
    const answer = await oneTabAtATime(() => call('logout', { everywhere, others }, token));
    if (answer.ok ? !others : answer.problem.code === 'session_required') held = undefined;
    return answer;
  }

  const methods = {
    login: async (body: object) => keep(await call('login', body)),
    verify: async (body: object) => keep(await call('verify', body)),
    resend: (body: object) => call('resend', body),
    loginByRecoveryCode: async (body: object) => keep(await call('loginByRecoveryCode', body)),
    refresh,
    session: () => asCustomer('session', undefined),
    logout,
    security: () => asCustomer('security', undefined),
    activity: () => asCustomer('activity', undefined),
    enableEmail: (body: object) => asCustomer('enableEmail', body),
    startTotp: (body?: object) => asCustomer('startTotp', body),
    activateTotp: (body: object) => asCustomer('activateTotp', body),
    revealTotp: (body: object) => asCustomer('revealTotp', body),
    stepUpCode: () => asCustomer('stepUpCode', {}),
    disable: (body: object) => asCustomer('disable', body),
    replaceRecoveryCodes: (body: object) => asCustomer('replaceRecoveryCodes', body),
    changePassword: (body: object) => asCustomer('changePassword', body),
    changeContact: (body: object) => asCustomer('changeContact', body),
    confirmContact: (body: object) => asCustomer('confirmContact', body),
    captcha: (asked: { for?: 'support' } = {}) => call('captcha', undefined, undefined, asked.for && `?for=${asked.for}`),
    startRecovery: (body: object) => call('startRecovery', body),
    recoverySms: (body: object) => call('recoverySms', body),
    confirmRecovery: (body: object) => call('confirmRecovery', body),
    cancelRecovery: (body: object) => call('cancelRecovery', body),
    forgotPassword: (body: object) => call('forgotPassword', body),
    resetPassword: (body: object) => call('resetPassword', body),
    supportRequest: (body: object) => call('supportRequest', body),
    serverTime,
    accessToken,
  };
  // The one place where the wire's JSON is taken at its word: the routes say what each call answers.
  return methods as unknown as Keycard;
}
