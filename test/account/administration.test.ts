import { beforeAll, describe, expect, test } from 'vitest';
import { localCredentials, signedFetch } from '../../local/signed-request.ts';
import { enrolledHolder, subjectsTo } from '../authenticator/holder.ts';
import { outcome, password, shopper } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { cancel, notMeTokenTo, openRequest } from '../support-requests/queue.ts';
import { auditLog } from './audit-log.ts';
import { byAdmin, facts, pathOf } from './by-admin.ts';
import { signIn } from './signed-in.ts';

const admin = 'arn:aws:iam::000000000000:user/local';
let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { put, show, remove } = byAdmin(() => stack);

describe('an admin', () => {
  test('puts a customer in, looks them up and takes them out', async () => {
    const body = { ...facts('whole-life'), password, phone: '+420601123456', emailVerified: true, phoneVerified: true, locale: 'cs' };
    expect(await put('whole-life', body)).toEqual({ status: 200, body: { customerId: 'whole-life', created: true, password: 'set' } });
    expect(await show('whole-life')).toEqual({
      status: 200,
      body: {
        customerId: 'whole-life',
        username: 'whole-life@example.com',
        email: 'whole-life@example.com',
        emailVerified: true,
        phone: '+420601123456',
        phoneVerified: true,
        locale: 'cs',
        hasPassword: true,
        twoFactor: { enabled: false, recoveryCodesLeft: 0 },
        createdAt: new Date(stack.now()).toISOString(),
      },
    });
    expect(await remove('whole-life')).toEqual({ status: 204, body: undefined });
    expect(await show('whole-life')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await remove('whole-life')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('may leave out what is not known: no password is no way in, and no contact counts as verified', async () => {
    await put('bare', facts('bare'));
    expect((await show('bare')).body).toMatchObject({ emailVerified: false, phoneVerified: false, hasPassword: false });
    expect((await show('bare')).body).not.toHaveProperty('phone');
    const tried = await stack.browser().post('/v1/login', { username: 'bare@example.com', password: '' });
    expect(outcome(tried)).toBe('400 invalid_request');
    expect(outcome(await stack.browser().post('/v1/login', { username: 'bare@example.com', password }))).toBe('401 invalid_credentials');
  });

  test('may use ids with the characters of an address or a UUID', async () => {
    for (const customerId of ['jana@example.com', '4f2c9a6e-5a6b-4d53-8a3e-3f2a1b0c9d8e', 'shop:42', 'a+b', '~x_y']) {
      expect((await put(customerId, { username: `user ${customerId}`, email: 'ids@example.com' })).status).toBe(200);
      expect((await show(customerId)).body).toMatchObject({ customerId });
    }
  });

  test('may repeat a put: it changes nothing more', async () => {
    const body = { ...facts('repeated'), emailVerified: true };
    expect((await put('repeated', body)).body).toEqual({ customerId: 'repeated', created: true });
    const before = (await show('repeated')).body;
    expect((await put('repeated', body)).body).toEqual({ customerId: 'repeated', created: false });
    expect((await show('repeated')).body).toEqual(before);
    expect(subjectsTo(stack, 'repeated@example.com')).toEqual([]);
  });

  test('sees how many wrong codes in a row keep a customer waiting, and until when; then that the password has ended', async () => {
    const holder = await enrolledHolder(stack, 'guessed-at');
    const wrongCodes = async () => ((await show('guessed-at')).body as { wrongCodes?: object }).wrongCodes;
    expect(await wrongCodes()).toBeUndefined();
    stack.advanceClock(30);
    await holder.guessWrong(await holder.challenge(), 3);
    expect(await wrongCodes()).toEqual({ inRow: 3 });
    const challenge = await holder.challenge();
    await holder.guessWrong(challenge, 2);
    expect(await wrongCodes()).toEqual({ inRow: 5, nextAt: new Date(stack.now() + 60_000).toISOString() });
    stack.advanceClock(60);
    expect(await wrongCodes()).toEqual({ inRow: 5 });
    expect((await holder.verify(await holder.challenge(), holder.nextCode())).status).toBe(200);
    expect(await wrongCodes()).toBeUndefined();

    expect((await show('guessed-at')).body).not.toHaveProperty('passwordEndedAt');
    await openRequest(stack, holder);
    await cancel(stack, notMeTokenTo(stack, holder.identity.email));
    expect((await show('guessed-at')).body).toMatchObject({ passwordEndedAt: new Date(stack.now()).toISOString() });
  });

  test('is in the audit log with every change', async () => {
    await put('logged', facts('logged'));
    stack.advanceClock(1);
    await put('logged', { ...facts('logged'), locale: 'de' });
    stack.advanceClock(1);
    await remove('logged');
    const entries = await auditLog(stack, 'logged');
    expect(entries.map(({ event }) => event)).toEqual(['customer_created', 'customer_changed', 'customer_deleted']);
    for (const { by } of entries) expect(by).toEqual({ admin });
  });
});

describe('an admin call', () => {
  test('without an AWS signature reaches no function', async () => {
    stack.clearCalls();
    for (const method of ['PUT', 'GET', 'DELETE']) {
      const body = method === 'PUT' ? JSON.stringify(facts('unsigned')) : undefined;
      expect(outcome(await stack.browser().send(method, pathOf('unsigned'), body))).toBe('404 not_found');
    }
    expect(stack.calls()).toEqual([]);
    expect((await show('unsigned')).status).toBe(404);
  });

  test('with a wrong, outdated or foreign signature reaches none either', async () => {
    stack.clearCalls();
    const wrongSecret = { ...localCredentials, secretAccessKey: 'guessed' };
    const hour = 60 * 60 * 1000;
    const answers = [
      await signedFetch(stack.url, 'PUT', pathOf('unsigned'), facts('unsigned'), wrongSecret),
      await signedFetch(stack.url, 'PUT', pathOf('unsigned'), facts('unsigned'), localCredentials, Date.now() - 24 * hour),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'session_required' });
    }
    expect(stack.calls()).toEqual([]);
  });

  test('with a customer’s session instead of a signature is refused', async () => {
    const session = await signIn(stack, await shopper(stack, 'not-an-admin'), { stayLoggedIn: true });
    for (const method of ['GET', 'DELETE']) {
      const answer = await session.browser.send(method, pathOf('not-an-admin'), undefined, { bearer: session.accessToken });
      expect([401, 404]).toContain(answer.status);
    }
    expect((await show('not-an-admin')).status).toBe(200);
  });

  test.each([
    ['no username', { username: undefined }, 'username'],
    ['an empty username', { username: '  ' }, 'username'],
    ['a list for a username', { username: ['a@example.com'] }, 'username'],
    ['no e-mail address', { email: undefined }, 'email'],
    ['an e-mail address without a domain', { email: 'jana' }, 'email'],
    ['two e-mail addresses', { email: 'a@example.com, b@example.com' }, 'email'],
    ['an e-mail address with a line break', { email: 'a@example.com\r\nBcc: b@example.com' }, 'email'],
    ['a phone number that is not E.164', { phone: '601 123 456' }, 'phone'],
    ['a phone number in other digits', { phone: '+٤٢٠٦٠١١٢٣٤٥٦' }, 'phone'],
    ['a word for yes', { emailVerified: 'yes' }, 'emailVerified'],
    ['a language that Keycard does not speak', { locale: 'fr' }, 'locale'],
    ['a number for a password', { password: 12345678 }, 'password'],
    ['a password hash of no known scheme', { passwordHash: '5f4dcc3b5aa765d61d8327deb882cf99' }, 'passwordHash'],
    ['a password hash that no login can afford', { passwordHash: `$2b$31$${'a'.repeat(53)}` }, 'passwordHash'],
    ['password and hash together', { password, passwordHash: `$2b$10$${'a'.repeat(53)}` }, 'passwordHash'],
    ['a field that the call does not have', { isAdmin: true }, 'isAdmin'],
    ['the factor, which is the customer’s own', { twoFactor: { enabled: false } }, 'twoFactor'],
  ])('with %s is refused, naming the field', async (_, change, path) => {
    const { status, body } = await put('faulty', { ...facts('faulty'), ...change });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path, message: expect.any(String) }] });
    expect((await show('faulty')).status).toBe(404);
  });

  test('names every fault at once, and never repeats what was sent', async () => {
    const { body } = await put('faulty', { username: 7, email: 'hunter2', password: ['hunter2'], locale: 'hunter2' });
    expect((body as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
      'email',
      'locale',
      'password',
      'username',
    ]);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  test('with an id that cannot be one is refused, naming it', async () => {
    for (const customerId of ['two words', 'x'.repeat(129), 'a#b', 'a/b', '%']) {
      expect(await show(customerId)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'customerId' }] } });
    }
  });
});
