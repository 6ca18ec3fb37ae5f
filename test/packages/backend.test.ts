import { type BackendOptions, backend, KeycardError } from 'keycard/server';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clientsBy, type Fresh } from '../clients/registered.ts';
import { codeSentTo, otherThan, type Shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type Asked, type StandIn, standIn } from './stand-in.ts';

/** How a call was refused. */
const refusal = (call: Promise<unknown>): Promise<KeycardError> =>
  call.then(
    (answer) => expect.unreachable(`was not refused: ${JSON.stringify(answer)}`),
    (error: unknown) => {
      expect(error).toBeInstanceOf(KeycardError);
      return error as KeycardError;
    },
  );

describe('a backend in its own name', () => {
  let service: StandIn;
  let tokensGiven: number;
  const shop = (given: Partial<BackendOptions> = {}) =>
    backend({ baseUrl: `${service.url}/`, clientId: 'shop', clientSecret: 's3cret', now: service.now, ...given });
  const noFactor = { body: { status: 'no_second_factor' } };
  const paths = () => service.asked().map(({ path }) => path);
  const token = (asked: Asked) => asked.headers.authorization;

  beforeEach(async () => {
    service = await standIn();
    tokensGiven = 0;
    service.answer('/token', () => {
      tokensGiven++;
      return { body: { access_token: `token-${tokensGiven}`, token_type: 'Bearer', expires_in: 900, scope: 'challenges' } };
    });
    service.answer('/v1/challenges', noFactor);
  });

  test('asks whether a customer has a second factor, and says who it is and what sends it', async () => {
    const challenge = {
      token: 'sealed',
      method: 'email',
      sent: true,
      attemptsLeft: 5,
      expiresAt: '2026-11-21T12:15:00.000Z',
      canRecover: false,
    };
    service.answer('/v1/challenges', { body: { status: 'second_factor_required', challenge } });
    const started = await shop().startChallenge({ customerId: 'c-1001', locale: 'de', stayLoggedIn: true });
    expect(started).toEqual({ status: 'second_factor_required', challenge });

    const [first, second] = service.asked() as [Asked, Asked];
    expect(first).toMatchObject({ method: 'POST', path: '/token', body: 'grant_type=client_credentials&scope=challenges' });
    expect(first.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('shop:s3cret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'keycard-server',
    });
    expect(second).toMatchObject({ method: 'POST', path: '/v1/challenges' });
    expect(second.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'content-type': 'application/json',
      'user-agent': 'keycard-server',
    });
    expect(JSON.parse(second.body)).toEqual({ customerId: 'c-1001', locale: 'de', stayLoggedIn: true });
  });

  test('asks for a link into the security page', async () => {
    const link = { url: `${service.url}/security#handover=sealed`, expiresAt: '2026-11-21T12:01:00.000Z' };
    service.answer('/v1/handovers', { body: link });
    expect(await shop().handover({ customerId: 'c1', page: 'security' })).toEqual(link);
    expect(JSON.parse(service.asked()[1]?.body ?? '')).toEqual({ customerId: 'c1', page: 'security' });
  });

  test('fetches one token for twenty calls at once, and the next half a minute before its end', async () => {
    const keycard = shop();
    const ask = () => keycard.startChallenge({ customerId: 'c1' });
    await Promise.all(Array.from({ length: 20 }, ask));
    expect([tokensGiven, service.asked().length]).toEqual([1, 21]);
    service.advance(869);
    await ask();
    expect(tokensGiven).toBe(1);
    service.advance(1);
    await ask();
    expect(tokensGiven).toBe(2);
  });

  test('whose token is refused fetches another, once', async () => {
    const keycard = shop();
    await keycard.startChallenge({ customerId: 'c1' });
    service.asked();
    const refused = { status: 401, body: { code: 'client_token_required', status: 401, title: 'A token is needed' } };
    service.answer('/v1/challenges', (asked) => (token(asked) === 'Bearer token-1' ? refused : noFactor));
    expect(await keycard.startChallenge({ customerId: 'c1' })).toEqual({ status: 'no_second_factor' });
    expect(paths()).toEqual(['/v1/challenges', '/token', '/v1/challenges']);

    service.answer('/v1/challenges', refused);
    expect(await refusal(keycard.startChallenge({ customerId: 'c1' }))).toMatchObject({ code: 'client_token_required', status: 401 });
    expect(paths()).toEqual(['/v1/challenges', '/token', '/v1/challenges']);
  });

  test('keeps the new token when the old one is refused once more', async () => {
    const keycard = shop();
    let late = () => {};
    const held = new Promise<void>((resolve) => {
      late = resolve;
    });
    let nth = 0;
    service.answer('/v1/challenges', async (asked) => {
      if (token(asked) !== 'Bearer token-1') return noFactor;
      if (nth++ > 0) await held;
      return { status: 401, body: { code: 'client_token_required', status: 401, title: 'A token is needed' } };
    });
    const [first, second] = [keycard.startChallenge({ customerId: 'c1' }), keycard.startChallenge({ customerId: 'c2' })];
    await Promise.race([first, second]);
    late();
    await Promise.all([first, second]);
    expect(tokensGiven).toBe(2);
  });

  test('that gets no token is told why, and tries again with the next call', async () => {
    service.answer('/token', { status: 503, headers: { 'retry-after': '3' }, body: { error: 'temporarily_unavailable' } });
    const keycard = shop();
    const twice = [keycard.startChallenge({ customerId: 'c1' }), keycard.startChallenge({ customerId: 'c1' })];
    for (const call of twice) expect(await refusal(call)).toMatchObject({ code: 'temporarily_unavailable', status: 503, retryAfter: 3 });
    expect(paths()).toEqual(['/token']);
    await refusal(keycard.startChallenge({ customerId: 'c1' }));
    expect(paths()).toEqual(['/token']);
  });

  test('is told of a problem as the service words it', async () => {
    const errors = [{ path: 'customerId', message: 'must be 1 to 128 of A-Z a-z 0-9 . _ ~ @ : + -' }];
    service.answer('/v1/challenges', { status: 400, body: { code: 'invalid_request', status: 400, title: 'Check your input', errors } });
    const error = await refusal(shop().startChallenge({ customerId: 'ä' }));
    expect(error).toMatchObject({ code: 'invalid_request', status: 400, title: 'Check your input', problem: { errors } });
    expect(error.message).toBe('invalid_request: Check your input');
  });

  test.each([
    ['another than ours', { status: 502, body: '<html>Bad gateway</html>' }, 502],
    ['a success without JSON', { body: 'OK' }, 200],
    ['somewhere else', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 307],
  ])('that is answered %s takes it for a service that is not available', async (_, reply, status) => {
    service.answer('/v1/challenges', reply);
    expect(await refusal(shop().startChallenge({ customerId: 'c1' }))).toMatchObject({ code: 'unavailable', status });
  });

  test('that reaches nobody is told so by status 0', async () => {
    const keycard = backend({ baseUrl: 'http://127.0.0.1:9', clientId: 'shop', clientSecret: 's' });
    expect(await refusal(keycard.startChallenge({ customerId: 'c1' }))).toMatchObject({ code: 'unavailable', status: 0 });
  });

  test('proves itself with a secret of any letters', async () => {
    await shop({ clientId: 'shop~1', clientSecret: 'a:b c%ä+' }).startChallenge({ customerId: 'c1' });
    const sent = Buffer.from((token(service.asked()[0] as Asked) ?? '').slice('Basic '.length), 'base64').toString();
    const parts = sent.split(':').map((part) => new URLSearchParams(`x=${part}`).get('x'));
    expect(parts).toEqual(['shop~1', 'a:b c%ä+']);
  });
});

describe('a backend at the side of a customer', () => {
  let stack: TestStack;
  let jana: Shopper;
  let credentials: { clientId: string; clientSecret: string };
  const shop = () => backend({ baseUrl: stack.url, ...credentials, now: stack.now });
  beforeAll(async () => {
    stack = await startReadyStack();
    jana = await shopperWithFactor(stack, 'jana');
    const { secret } = (await clientsBy(() => stack).put('shop')).body as { secret: Fresh };
    credentials = { clientId: 'shop', clientSecret: secret.secret };
  });

  test('finishes the login by the code, after a wrong one', async () => {
    const keycard = shop();
    const challenge = await new Visitor(stack, jana).challenge();
    const code = codeSentTo(stack, jana);
    const wrong = await refusal(keycard.verify(challenge.token, otherThan(code), { locale: 'de' }));
    expect(wrong).toMatchObject({ code: 'invalid_code', status: 401, attemptsLeft: 4, title: 'Der Code ist falsch' });
    expect(await refusal(keycard.resend(challenge.token))).toMatchObject({ code: 'too_soon', status: 429, retryAfter: 60 });
    expect(await keycard.verify(challenge.token, code)).toMatchObject({ status: 'authenticated', customerId: 'jana', expiresIn: 900 });
    expect(await refusal(keycard.verifyRecoveryCode(challenge.token, '4k7mz-0qtrp'))).toMatchObject({ code: 'invalid_challenge' });
  });

  test('has a fresh code sent', async () => {
    const challenge = await new Visitor(stack, jana).challenge();
    await stack.advanceClock(60);
    const again = await shop().resend(challenge.token);
    expect(again).toMatchObject({ status: 'second_factor_required', challenge: { method: 'email', sent: true } });
    expect(await shop().verify(again.challenge, codeSentTo(stack, jana))).toMatchObject({ customerId: 'jana' });
  });

  test('whose own check of the password was right is told whether a code is asked for, and lets a customer in by it', async () => {
    const keycard = shop();
    await stack.putCustomer('pavel', {});
    expect(await keycard.startChallenge({ customerId: 'pavel' })).toEqual({ status: 'no_second_factor' });
    await stack.advanceClock(60);
    const started = await keycard.startChallenge({ customerId: 'jana', locale: 'de' });
    if (started.status !== 'second_factor_required') return expect.unreachable(started.status);
    expect(started.challenge).toMatchObject({
      method: 'email',
      sentTo: expect.stringContaining('@example.com'),
      sent: true,
      attemptsLeft: 5,
    });
    expect(await keycard.verify(started.challenge, codeSentTo(stack, jana))).toMatchObject({ customerId: 'jana' });
    expect(await refusal(keycard.startChallenge({ customerId: 'nobody' }))).toMatchObject({ code: 'not_found', status: 404 });
  });

  test('whose secret was replaced is told so, and goes on with the new one', async () => {
    const keycard = shop();
    await keycard.startChallenge({ customerId: 'jana' });
    const clients = clientsBy(() => stack);
    const [first] = ((await clients.show('shop')).body as { secrets: [Fresh] }).secrets;
    const { secret } = (await clients.addSecret('shop')).body as Fresh;
    await clients.endSecret('shop', first.secretId);
    // The token ended with its secret, and by that secret there is no other.
    expect(await refusal(keycard.startChallenge({ customerId: 'jana' }))).toMatchObject({ code: 'invalid_client', status: 401 });
    credentials = { clientId: 'shop', clientSecret: secret };
    expect(await shop().startChallenge({ customerId: 'jana' })).toMatchObject({ status: 'second_factor_required' });
  });

  test('is known by the secret that it was given, and by no other', async () => {
    const codeOf = async (given: object) =>
      (await refusal(backend({ baseUrl: stack.url, ...credentials, ...given }).startChallenge({ customerId: 'nobody' }))).code;
    expect(await codeOf({})).toBe('not_found');
    expect(await codeOf({ clientSecret: 'another' })).toBe('invalid_client');
  });
});
