// A shop's own program, compiled against what is packed.
import { type Challenge, type Keycard, type KeycardOptions, keycard, type Overview, type Problem } from 'keycard/client';
import {
  type AccessTokens,
  accessTokens,
  backend,
  type Customer,
  checkRequest,
  expressGuard,
  honoGuard,
  KeycardError,
  withCustomer,
} from 'keycard/server';

const options: KeycardOptions = { baseUrl: 'https://login.shop.example', locale: () => 'cs' };
const client: Keycard = keycard(options);

export async function logIn(username: string, password: string): Promise<string | Challenge> {
  const answer = await client.login({ username, password, stayLoggedIn: true });
  if (!answer.ok) {
    if (answer.problem.code === 'captcha_required') return String(answer.problem.captcha?.signature);
    // @ts-expect-error a login is never refused so
    if (answer.problem.code === 'recovery_expired') return '';
    return answer.problem.title;
  }
  if (answer.status === 'authenticated') return answer.customerId;
  // @ts-expect-error that was the other answer
  answer.accessToken;
  return answer.challenge;
}

export async function account(): Promise<Overview | Problem> {
  const left = await client.logout();
  if (!left.ok) return left.problem;
  await client.logout({ everywhere: true });
  await client.captcha({ for: 'support' });
  // @ts-expect-error a body that is needed
  await client.verify();
  // @ts-expect-error a field that is none
  await client.verify({ challenge: 'c', code: '123456', password: 'p' });
  const overview = await client.security();
  if (!overview.ok) return overview.problem;
  const method: 'email' | 'totp' | undefined = overview.twoFactor.method;
  console.log(method, overview.sessions[0]?.device, client.serverTime(), await client.accessToken());
  return overview;
}

const tokens: AccessTokens = accessTokens({ issuer: 'https://login.shop.example', audience: 'keycard-prod' });
// @ts-expect-error the audience tells customers from clients
accessTokens({ issuer: 'https://login.shop.example' });
export const guards = [expressGuard(tokens), expressGuard(tokens, { secondFactor: true, maxAge: 300 }), honoGuard(tokens)];
export const GET = withCustomer(tokens, async (request: Request, customer: Customer, { params }: { params: Promise<{ id: string }> }) =>
  Response.json([request.url, customer.customerId, (await params).id]),
);
export async function middleware(request: Request): Promise<Response | undefined> {
  const checked = await checkRequest(tokens, request);
  return checked.ok ? undefined : checked.response;
}

const shop = backend({ baseUrl: 'https://login.shop.example', clientId: 'shop', clientSecret: 's' });
export async function secondStep(customerId: string, code: string): Promise<string> {
  try {
    const started = await shop.startChallenge({ customerId, locale: 'de' });
    if (started.status === 'no_second_factor') return customerId;
    return (await shop.verify(started.challenge, code)).accessToken;
  } catch (error) {
    if (error instanceof KeycardError && error.code === 'invalid_code') return `${error.attemptsLeft} ${error.retryAfter}`;
    throw error;
  }
}
