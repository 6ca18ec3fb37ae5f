/** An administrator changes what they have seen, and nothing that has become another since (RFC 9110 §13.1.1). */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { signedInHolder } from '../authenticator/holder.ts';
import { codeSentTo, outcome, password, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { auditLog } from './audit-log.ts';
import { byAdmin, facts } from './by-admin.ts';
import { signIn } from './signed-in.ts';

vi.setConfig({ testTimeout: 60_000 });
let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { put, show, remove, tagOf, putIf, putNew, removeIf } = byAdmin(() => stack);

const said = async (answered: Promise<{ status: number; body: unknown }>) => outcome({ headers: {}, ...(await answered) });

describe('the tag of a customer', () => {
  test('comes with whoever looks them up, and with the answer to a change of one’s own', async () => {
    await put('tagged', facts('tagged'));
    const tag = await tagOf('tagged');
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    const changed = await putIf(tag, 'tagged', { ...facts('tagged'), locale: 'de' });
    expect(outcome(changed)).toBe('200');
    expect(changed.headers.etag).not.toBe(tag);
    expect(changed.headers.etag).toBe(await tagOf('tagged'));
    const again = await putIf(changed.headers.etag ?? '', 'tagged', { ...facts('tagged'), password, email: 'moved@example.com' });
    expect(again.headers.etag).toBe(await tagOf('tagged'));
    const created = await stack.adminWith({}, 'PUT', '/v1/admin/customers/tagged-too', facts('tagged-too'));
    expect(created.headers.etag).toBe(await tagOf('tagged-too'));
  });

  test('stays while the customer logs in, mistypes a password or a code, and stays logged in', async () => {
    const customer = await shopperWithFactor(stack, 'tag-login');
    const tag = await tagOf('tag-login');
    const visitor = new Visitor(stack, customer);
    await visitor.logIn({ password: 'wrong' });
    const challenge = await visitor.challenge({ stayLoggedIn: true });
    await visitor.guessWrong(challenge, 1);
    expect(outcome(await visitor.verify(challenge, codeSentTo(stack, customer)))).toBe('200 authenticated');
    expect(outcome(await visitor.browser.post('/v1/session/refresh'))).toBe('200 authenticated');
    expect(await tagOf('tag-login')).toBe(tag);
  });

  test('moves with a password that the customer sets, and with the factor', async () => {
    const customer = await shopper(stack, 'tag-password');
    const session = await signIn(stack, customer);
    const first = await tagOf('tag-password');
    const set = await session.post('/v1/security/password', { password, newPassword: 'another good password' });
    expect(outcome(set)).toBe('204');
    const second = await tagOf('tag-password');
    expect(second).not.toBe(first);
    await shopperWithFactor(stack, 'tag-factor');
    const on = await tagOf('tag-factor');
    expect((await put('tag-factor', { ...facts('tag-factor'), locale: 'en' })).status).toBe(200);
    expect(await tagOf('tag-factor')).toBe(on);
  });
});

describe('If-Match', () => {
  test('keeps a number that the customer has changed meanwhile: nothing of theirs is put back', async () => {
    const holder = await signedInHolder(stack, 'lost-update');
    const { customerId, username, email } = holder.identity;
    const seen = (await show(customerId)).body as { phone: string };
    const tag = await tagOf(customerId);
    await holder.verifyContact({ phone: '+420777000111' });
    const putBack = { username, email, phone: seen.phone, phoneVerified: true, locale: 'de' };
    expect(await said(putIf(tag, customerId, putBack))).toBe('412 precondition_failed');
    expect((await show(customerId)).body).toMatchObject({ phone: '+420777000111', phoneVerified: true });
  });

  test('of two changes at once with one tag lets one through', async () => {
    await put('at-once', facts('at-once'));
    const tag = await tagOf('at-once');
    const change = (locale: string) => said(putIf(tag, 'at-once', { ...facts('at-once'), locale }));
    const answers = await Promise.all([change('de'), change('cs')]);
    expect(answers.sort()).toEqual(['200', '412 precondition_failed']);
    expect((await auditLog(stack, 'at-once')).map(({ event }) => event)).toEqual(['customer_created', 'customer_changed']);
  });

  test('takes a list, of which weak tags count for nothing, and * for whoever is there', async () => {
    await put('listed', facts('listed'));
    const tag = await tagOf('listed');
    const change = (ifMatch: string, locale: string) => said(putIf(ifMatch, 'listed', { ...facts('listed'), locale }));
    expect(await change(`"another", ${tag}`, 'de')).toBe('200');
    expect(await change('*', 'cs')).toBe('200');
    const present = await tagOf('listed');
    expect(await change(`W/${present}`, 'en')).toBe('412 precondition_failed');
    expect(await change(`"another", W/${present}`, 'en')).toBe('412 precondition_failed');
  });

  test('that names somebody creates nobody', async () => {
    for (const ifMatch of ['*', '"another"']) {
      expect(await said(putIf(ifMatch, 'not-there', facts('not-there')))).toBe('412 precondition_failed');
      expect(await said(removeIf(ifMatch, 'not-there'))).toBe('404 not_found');
    }
    expect((await show('not-there')).status).toBe(404);
  });

  test('lets nobody be removed who has become another', async () => {
    await put('removed', facts('removed'));
    const tag = await tagOf('removed');
    await put('removed', { ...facts('removed'), locale: 'de' });
    expect(await said(removeIf(tag, 'removed'))).toBe('412 precondition_failed');
    expect((await show('removed')).status).toBe(200);
    expect(await said(removeIf(await tagOf('removed'), 'removed'))).toBe('204');
    expect((await show('removed')).status).toBe(404);
  });

  test('of somebody who was removed, and put in again under the same id, is over', async () => {
    await put('again', facts('again'));
    const tag = await tagOf('again');
    await remove('again');
    stack.advanceClock(1);
    await put('again', facts('again'));
    expect(await said(putIf(tag, 'again', { ...facts('again'), locale: 'de' }))).toBe('412 precondition_failed');
  });

  test('that is none is refused by its name, and nothing happens', async () => {
    await put('malformed', facts('malformed'));
    for (const ifMatch of ['abc', '"abc', '*, "abc"', 'w/"abc"']) {
      const named = { status: 400, body: { code: 'invalid_request', errors: [{ path: 'headers.if-match' }] } };
      expect(await putIf(ifMatch, 'malformed', { ...facts('malformed'), locale: 'de' })).toMatchObject(named);
      expect(await removeIf(ifMatch, 'malformed')).toMatchObject(named);
    }
    expect((await show('malformed')).body).not.toHaveProperty('locale');
  });

  test('is answered in the language of the asker', async () => {
    await put('languages', facts('languages'));
    const title = async (language: string) => {
      const headers = { 'if-match': '"x"', 'accept-language': language };
      const changed = { ...facts('languages'), locale: 'de' };
      return ((await stack.adminWith(headers, 'PUT', '/v1/admin/customers/languages', changed)).body as { title: string }).title;
    };
    expect(new Set(await Promise.all(['en', 'de', 'cs'].map(title))).size).toBe(3);
  });
});

describe('If-None-Match: * (§13.1.2)', () => {
  const events = async (id: string) => (await auditLog(stack, id)).map(({ event }) => event);

  test('creates, and changes nobody who is there, not even to what they are', async () => {
    const created = await putNew('fresh', { ...facts('fresh'), password });
    expect([outcome(created), created.body]).toEqual(['200', { customerId: 'fresh', created: true, password: 'set' }]);
    expect(created.headers.etag).toBe(await tagOf('fresh'));
    const before = (await show('fresh')).body;
    for (const body of [facts('fresh'), { ...facts('fresh'), locale: 'de' }, { ...facts('fresh'), password: 'another good password' }]) {
      expect(await said(putNew('fresh', body))).toBe('412 precondition_failed');
    }
    expect([(await show('fresh')).body, await events('fresh')]).toEqual([before, ['customer_created']]);
    expect(outcome(await new Visitor(stack, { customerId: 'fresh', ...facts('fresh'), password }).logIn())).toBe('200 authenticated');
  });

  test('of several at once lets one through', async () => {
    const locales = ['en', 'de', 'cs', 'de'];
    const answers = await Promise.all(locales.map((locale) => putNew('race', { ...facts('race'), locale })));
    expect(answers.map(outcome).sort()).toEqual(['200', ...Array(3).fill('412 precondition_failed')]);
    const winner = locales[answers.findIndex(({ status }) => status === 200)];
    expect([(await show('race')).body, await events('race')]).toEqual([expect.objectContaining({ locale: winner }), ['customer_created']]);
  });

  test('refuses whoever is there before it judges what was sent of them', async () => {
    await put('judged', facts('judged'));
    for (const given of [
      { password: 'short' },
      { username: 'fresh@example.com' },
      { passwordHash: '$2b$19$tooDearToBeTriedByAnybodyAtAll' },
    ]) {
      expect(await said(putNew('judged', { ...facts('judged'), ...given }))).toBe('412 precondition_failed');
    }
    // Of who is not there it is judged as ever.
    expect(await said(putNew('taken-name', { ...facts('taken-name'), username: 'fresh@example.com' }))).toBe('409 username_taken');
  });

  test('creates anew under an id that was deleted, and with If-Match nobody at all', async () => {
    await put('deleted', facts('deleted'));
    await remove('deleted');
    expect(await said(putNew('deleted', facts('deleted'), { 'if-match': '*' }))).toBe('412 precondition_failed');
    expect((await show('deleted')).status).toBe(404);
    expect(await said(putNew('deleted', facts('deleted')))).toBe('200');
    expect(await said(putNew('deleted', facts('deleted'), { 'if-match': '*' }))).toBe('412 precondition_failed');
  });

  test('is done once where DynamoDB’s answer is lost: who asks is told that it was created', async () => {
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', function: 'admin', count: 1 });
    expect((await putNew('lost', facts('lost'))).body).toMatchObject({ created: true });
    expect([stack.plannedFaults(), await events('lost')]).toEqual([[], ['customer_created']]);
  });

  test('asks for nothing else: a tag is refused by the header’s name, and nothing happens', async () => {
    for (const sent of ['"abc"', '*, "abc"', 'W/"abc"', 'x', '']) {
      const answer = await putNew('none', facts('none'), { 'if-none-match': sent });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'headers.if-none-match' }] } });
    }
    expect((await show('none')).status).toBe(404);
  });
});
