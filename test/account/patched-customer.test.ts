/** An administrator changes one thing of a customer, and nothing else becomes another (RFC 7396). */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { signedInHolder, smsTo, subjectsTo } from '../authenticator/holder.ts';
import { outcome, password, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { auditLog } from './audit-log.ts';
import { byAdmin, facts } from './by-admin.ts';
import { signIn } from './signed-in.ts';

vi.setConfig({ testTimeout: 60_000 });
let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { put, patch, patchIf, show, remove, tagOf } = byAdmin(() => stack);

const whole = (customerId: string) => ({
  ...facts(customerId),
  emailVerified: true,
  phone: '+420601123456',
  phoneVerified: true,
  locale: 'cs',
});
const said = async (answered: Promise<{ status: number; body: unknown }>) => outcome({ headers: {}, ...(await answered) });
const eventsOf = async (customerId: string) => (await auditLog(stack, customerId)).map(({ event }) => event);

describe('a PATCH', () => {
  test('with another password leaves phone and language; a PUT of the least takes them away', async () => {
    const customer = await shopper(stack, 'reset', { phone: '+420601123456', phoneVerified: true, locale: 'cs' });
    const kept = { phone: '+420601123456', phoneVerified: true, emailVerified: true, locale: 'cs' };
    const answer = await patch('reset', { password: 'an entirely new one' });
    expect(answer).toEqual({ status: 200, body: { customerId: 'reset', password: 'set' } });
    expect((await show('reset')).body).toMatchObject(kept);
    expect(outcome(await new Visitor(stack, { ...customer, password: 'an entirely new one' }).logIn())).toBe('200 authenticated');
    expect(subjectsTo(stack, customer.email)).toHaveLength(1);
    await put('reset', facts('reset'));
    for (const field of ['phone', 'locale']) expect((await show('reset')).body).not.toHaveProperty(field);
  });

  test.each([
    ['the username', { username: 'another name' }, { username: 'another name' }],
    ['the address', { email: 'b@example.com' }, { email: 'b@example.com', emailVerified: false }],
    ['the address, verified', { email: 'b@example.com', emailVerified: true }, { email: 'b@example.com' }],
    ['the number', { phone: '+420 777 654 321' }, { phone: '+420777654321', phoneVerified: false }],
    ['the language', { locale: 'de' }, { locale: 'de' }],
    ['what is verified', { emailVerified: false, phoneVerified: false }, { emailVerified: false, phoneVerified: false }],
  ])('with %s changes that alone', async (name, sent, changed) => {
    const customerId = `one-${name.replaceAll(/\W/g, '-')}`;
    await put(customerId, whole(customerId));
    const { body: before } = await show(customerId);
    expect((await patch(customerId, sent)).status).toBe(200);
    expect((await show(customerId)).body).toEqual({ ...(before as object), ...changed });
    await remove(customerId);
  });

  test('with null takes phone or language away, and tells the old phone', async () => {
    await put('nulls', { ...whole('nulls'), phone: '+420601123457' });
    expect((await patch('nulls', { phone: null, locale: null })).status).toBe(200);
    expect((await show('nulls')).body).toMatchObject({ phoneVerified: false, emailVerified: true });
    for (const field of ['phone', 'locale']) expect((await show('nulls')).body).not.toHaveProperty(field);
    expect(smsTo(stack, '+420601123457')).toHaveLength(1);
  });

  test.each(['username', 'email', 'emailVerified', 'phoneVerified', 'password', 'passwordHash', 'passwordChangedAt'])(
    'with null for %s is refused by its name: that cannot be taken away',
    async (field) => {
      await put('no-nulls', whole('no-nulls'));
      expect(await patch('no-nulls', { [field]: null })).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', errors: [{ path: field }] },
      });
    },
  );

  test('of nothing changes nothing, and writes nothing down', async () => {
    await put('nothing', whole('nothing'));
    const [tag, { body: before }] = [await tagOf('nothing'), await show('nothing')];
    expect(await patch('nothing', {})).toEqual({ status: 200, body: { customerId: 'nothing' } });
    expect(await patch('nothing', { locale: 'cs', phone: '+420 601 123 456' })).toMatchObject({ status: 200 });
    expect((await put('nothing', whole('nothing'))).body).toEqual({ customerId: 'nothing', created: false });
    expect([await tagOf('nothing'), (await show('nothing')).body]).toEqual([tag, before]);
    expect(await eventsOf('nothing')).toEqual(['customer_created']);
  });

  test('of nobody creates nobody', async () => {
    for (const sent of [{}, { locale: 'de' }, facts('nobody')]) expect(await said(patch('nobody', sent))).toBe('404 not_found');
    expect(await said(patchIf('*', 'nobody', facts('nobody')))).toBe('404 not_found');
    expect((await show('nobody')).status).toBe(404);
    await put('gone', facts('gone'));
    await remove('gone');
    expect(await said(patch('gone', { locale: 'de' }))).toBe('404 not_found');
  });

  test('is a merge patch by its type, or JSON; no other', async () => {
    await put('types', facts('types'));
    const as = (type: string, method = 'PATCH') =>
      stack.adminWith({ 'content-type': type }, method, '/v1/admin/customers/types', { ...facts('types'), locale: 'de' });
    expect((await as('application/merge-patch+json')).status).toBe(200);
    expect((await as('Application/Merge-Patch+JSON; charset=utf-8')).status).toBe(200);
    expect((await as('application/json')).status).toBe(200);
    const named = { status: 400, body: { errors: [{ path: 'headers.content-type' }] } };
    for (const type of ['application/json-patch+json', 'text/plain', 'application/jsonx']) expect(await as(type)).toMatchObject(named);
    expect(await as('application/merge-patch+json', 'PUT')).toMatchObject(named);
  });

  test('refuses what a PUT refuses', async () => {
    await put('as-put', facts('as-put'));
    await put('as-put-too', facts('as-put-too'));
    const named = async (sent: unknown) => ((await patch('as-put', sent)).body as { errors: { path: string }[] }).errors.map((e) => e.path);
    expect(await named({ email: 'nobody', phone: '601', locale: 'fr', twoFactor: null })).toEqual([
      'email',
      'phone',
      'locale',
      'twoFactor',
    ]);
    expect(await named({ password, passwordHash: `$2b$10$${'a'.repeat(53)}` })).toEqual(['passwordHash']);
    // By itself it is for customers whose password is elsewhere; what stands here no word makes another.
    await put('as-put', { ...facts('as-put'), password });
    expect(await named({ passwordChangedAt: '2026-05-04T10:20:30Z' })).toEqual(['passwordChangedAt']);
    expect(await said(patch('as-put', { username: 'as-put-too@example.com' }))).toBe('409 username_taken');
    // Judged by the name and address that stand, or that come with it.
    expect(await patch('as-put', { password: 'as-put@example.com' })).toMatchObject({ status: 409, body: { reason: 'username' } });
    const renamed = await patch('as-put', { username: 'a name as long', password: 'a name as long' });
    expect(renamed).toMatchObject({ status: 409, body: { code: 'password_unusable', reason: 'username' } });
    expect((await show('as-put')).body).toMatchObject(facts('as-put'));
  });

  test('keeps factor and sessions, and is in the audit log by what it changed', async () => {
    const customer = await shopperWithFactor(stack, 'keeps');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    await patch('keeps', { locale: 'de' });
    expect(outcome(await session.refresh())).toBe('200 authenticated');
    const changed = (await auditLog(stack, 'keeps')).filter(({ event }) => event === 'customer_changed');
    expect(changed).toMatchObject([{ by: { admin: 'arn:aws:iam::000000000000:user/local' }, fields: ['locale'] }]);
  });
});

describe('a PATCH and somebody else', () => {
  test('at once with one tag: one goes through', async () => {
    await put('two', facts('two'));
    const tag = await tagOf('two');
    const answers = await Promise.all(['de', 'cs'].map((locale) => said(patchIf(tag, 'two', { locale }))));
    expect(answers.sort()).toEqual(['200', '412 precondition_failed']);
  });

  test('at once with the customer’s own new number: none of the two is lost, with a tag or without', async () => {
    for (const [nth, phone] of ['+420777000001', '+420777000002'].entries()) {
      const holder = await signedInHolder(stack, `race-${nth}`);
      const { customerId } = holder.identity;
      expect(outcome(await holder.changeContact({ phone }))).toBe('200');
      const tag = await tagOf(customerId);
      const code = stack.lastCode(phone);
      const locale = { locale: 'de' };
      const [confirmed, done] = await Promise.all([
        holder.confirmContact(code),
        nth === 0 ? patch(customerId, locale) : patchIf(tag, customerId, locale),
      ]);
      expect(confirmed.status).toBe(204);
      expect((await show(customerId)).body).toMatchObject({ phone, phoneVerified: true, ...(done.status === 200 && locale) });
      expect(nth === 0 ? [200] : [200, 412]).toContain(done.status);
    }
  });
});

describe('where the answer to a PATCH was lost', () => {
  beforeEach(() => stack.clearFaults());

  test('the same again with the tag of before is done already', async () => {
    await put('lost', facts('lost'));
    const tag = await tagOf('lost');
    const again = () => said(patchIf(tag, 'lost', { locale: 'de' }));
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 40 });
    expect(await again()).toBe('503 unavailable');
    stack.clearFaults();
    expect((await show('lost')).body).toMatchObject({ locale: 'de' });
    expect(await again()).toBe('200');
    expect(await eventsOf('lost')).toEqual(['customer_created', 'customer_changed']);
    expect(await said(patchIf(tag, 'lost', { locale: 'cs' }))).toBe('412 precondition_failed');
  });
});
