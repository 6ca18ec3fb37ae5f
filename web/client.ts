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
type Line<R extends Route> = `${R['method']} ${R['path']} ${R['auth']}`;

/** Method, path and who is meant, of each call that a browser makes. Repeated here so that its bundle carries no schema; the compiler compares them. */
export const calls = {
  login: 'POST /v1/login none',
  verify: 'POST /v1/login/verify none',
  showChallenge: 'POST /v1/login/challenge none',
  resend: 'POST /v1/login/resend none',
  loginByRecoveryCode: 'POST /v1/login/recovery-code none',
  redeemHandover: 'POST /v1/handovers/redeem none',
  refresh: 'POST /v1/session/refresh cookie',
  session: 'GET /v1/session bearer',
  grantAuthorization: 'POST /v1/authorization bearer',
  logout: 'POST /v1/logout cookie',
  security: 'GET /v1/security bearer',
  activity: 'GET /v1/security/activity bearer',
  endOneSession: 'DELETE /v1/security/sessions/{sessionId} bearer',
  enableEmail: 'POST /v1/security/email bearer',
  startTotp: 'POST /v1/security/totp bearer',
  activateTotp: 'POST /v1/security/totp/activate bearer',
  revealTotp: 'POST /v1/security/totp/reveal bearer',
  stepUpCode: 'POST /v1/security/code bearer',
  disable: 'POST /v1/security/disable bearer',
  replaceRecoveryCodes: 'POST /v1/security/recovery-codes bearer',
  changePassword: 'POST /v1/security/password bearer',
  changeContact: 'POST /v1/security/contact bearer',
  confirmContact: 'POST /v1/security/contact/confirm bearer',
  captcha: 'GET /v1/captcha none',
  startRecovery: 'POST /v1/recovery none',
  recoverySms: 'POST /v1/recovery/sms none',
  confirmRecovery: 'POST /v1/recovery/confirm none',
  cancelRecovery: 'POST /v1/recovery/cancel none',
  forgotPassword: 'POST /v1/password/forgot none',
  resetPassword: 'POST /v1/password/reset none',
  supportRequest: 'POST /v1/support-requests none',
} as const satisfies { [Name in keyof Routes]?: Line<Routes[Name]> };

type BrowserCall = keyof typeof calls;

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

export type Keycard = { readonly [Name in Exclude<BrowserCall, 'captcha' | 'endOneSession'>]: Call<Routes[Name]> } & {
  /** `sessionId`: as `security` tells it. */
  endOneSession(which: { sessionId: string }): Promise<Result<Routes['endOneSession']>>;
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
  /** How far `serverTime()` was ahead of this device's clock, for a page that is loaded anew and has times to show before it asks. */
  ahead?: number | undefined;
};

export type Login = Result<Routes['login']>;
export type Challenge = Extract<Login, { status: 'second_factor_required' }>['challenge'];
export type Overview = Extract<Result<Routes['security']>, { ok: true }>;
/** What happened to the account, one entry of it. */
export type Entry = Extract<Result<Routes['activity']>, { ok: true }>['entries'][number];
export type CodeSent = Extract<Result<Routes['stepUpCode']>, { ok: true }>;
/** A shared key as an authenticator app takes it in: text, URI and picture. One that waits for its activation also has an end. */
export type KeyForApp = Extract<Result<Routes['revealTotp']>, { ok: true }> & { expiresAt?: string };

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

const ended: Anything = { ok: false, problem: { code: 'session_required', status: 401, title: 'Somebody else is logged in by now' } };

export function keycard(options: KeycardOptions = {}): Keycard {
  const base = (options.baseUrl ?? '').replace(/\/?$/, options.baseUrl ? '/' : '');
  const send: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const language = () => (typeof options.locale === 'function' ? options.locale() : options.locale);

  /** Held in memory only: what a script can read from storage, a stolen disk or an injected script can read too (OWASP ASVS 5 §7, §14). */
  let held: { token: string; endsAt: number; isLast: boolean } | undefined;
  /** Whom this page is about, since they logged in or came back. */
  let customer: unknown;
  let refreshing: Promise<Anything> | undefined;
  let ahead = options.ahead;

  const serverTime = () => now() + (ahead ?? 0);

  /** The header is never later than the server's clock, so of two close readings the greater one is nearer to the truth. */
  function readClock(date: string | null): void {
    const reading = Date.parse(date ?? '') - now();
    if (Number.isNaN(reading)) return;
    if (ahead === undefined || reading > ahead || reading < ahead - 2 * DATE_STEP_MS) ahead = reading;
  }

  /** `to`: where that is not the call's own path, but one that the path stands for. */
  async function call(name: BrowserCall, body: object | undefined, token?: string, to?: string): Promise<Anything> {
    const [method = '', path = ''] = calls[name].split(' ');
    const locale = language();
    try {
      const response = await send(base + (to ?? path).slice(1), {
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

  /** `isLast`: nothing renews it. A cookie may be there, but it is of another login, and perhaps of another customer. */
  function keep(answer: Anything, isLast = false): Anything {
    if (answer.ok && answer.status === 'authenticated') {
      held = { token: String(answer.accessToken), endsAt: now() + Number(answer.expiresIn) * 1000, isLast };
      customer = answer.customerId;
    }
    return answer;
  }

  /** Tabs that trade the same cookie get the same next one; in turn, each but the first trades the newest, and a logout meets no refresh. */
  function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
    return globalThis.navigator?.locks ? navigator.locks.request('keycard-session', work) : work();
  }

  function refresh(): Promise<Anything> {
    refreshing ??= oneTabAtATime(async () => {
      const answer = await call('refresh', {});
      return held?.isLast ? answer : keep(answer);
    }).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  /** Another tab may have logged somebody else in since, and the cookie is theirs: what this page began for one is not done for another. */
  async function renew(): Promise<Anything> {
    const before = customer;
    const answer = await refresh();
    if (!answer.ok || before === undefined || customer === before) return answer;
    held = undefined;
    customer = before;
    return ended;
  }

  const freshToken = () => (held && (held.isLast || held.endsAt - TOKEN_MARGIN_MS > now()) ? held.token : undefined);

  async function asCustomer(name: BrowserCall, body: object | undefined, to?: string): Promise<Anything> {
    const token = freshToken();
    if (token) {
      const answer = await call(name, body, token, to);
      if (answer.ok || answer.problem.code !== 'session_required' || held?.isLast) return answer;
      held = undefined;
    }
    const renewed = await renew();
    return renewed.ok ? call(name, body, held?.token, to) : renewed;
  }

  const accessToken = async () => freshToken() ?? ((await renew()).ok ? held?.token : undefined);

  /** To end other sessions than this browser's own takes an access token; to end just that one takes the cookie alone. */
  async function logout({ everywhere, others }: SentBodyOf<Routes['logout']> = {}): Promise<Anything> {
    const token = everywhere || others ? await accessToken() : freshToken();
    const answer = await oneTabAtATime(() => call('logout', { everywhere, others }, token));
    if (answer.ok ? !others : answer.problem.code === 'session_required') held = undefined;
    if (answer.ok && !others) customer = undefined;
    return answer;
  }

  /** An answer that brings a session is kept, whichever call it is of. */
  const methodOf = (name: BrowserCall) => (body?: object) =>
    calls[name].endsWith('bearer')
      ? asCustomer(name, body)
      : call(name, body).then((answer) => keep(answer, name === ('redeemHandover' satisfies BrowserCall)));
  const names = Object.keys(calls) as BrowserCall[];

  const methods = {
    ...Object.fromEntries(names.map((name) => [name, methodOf(name)])),
    refresh,
    logout,
    captcha: (asked: { for?: 'support' } = {}) => call('captcha', undefined, undefined, asked.for && `/v1/captcha?for=${asked.for}`),
    endOneSession: ({ sessionId }: { sessionId: string }) =>
      asCustomer('endOneSession', undefined, `/v1/security/sessions/${encodeURIComponent(sessionId)}`),
    serverTime,
    accessToken,
  };
  // The one place where the wire's JSON is taken at its word: the routes say what each call answers.
  return methods as unknown as Keycard;
}
