/** A password that a shop keeps, and that has ended here: it is good again once the shop says that it is another. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { byAdmin, facts } from '../account/by-admin.ts';
import { subjectsTo } from '../authenticator/holder.ts';
import { outcome, password } from '../login/visitor.ts';
import { tokenTo } from '../support/mailed-links.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { cancel } from '../support-requests/queue.ts';
import { beginAtShop, type ShopServer, shopServer } from './shop-server.ts';

let stack: TestStack;
let server: ShopServer;

beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(async () => {
  server = await shopServer(stack);
});

const { put, patch, show } = byAdmin(() => stack);
const begin = async (customerId: string) => outcome(await beginAtShop(stack, server, { customerId }));
const [good, ended] = ['200 no_second_factor', '403 password_reset_required'];

/** Somebody without a password here, whose owner has just said "this wasn't me", by the e-mail that told of another phone. */
async function withEndedPassword(customerId: string): Promise<{ endedAt: number; email: string }> {
  const { email } = facts(customerId);
  await put(customerId, { ...facts(customerId), emailVerified: true });
  await patch(customerId, { phone: '+420601123456' });
  const token = tokenTo(stack, email, 'notMe');
  stack.advanceClock(60);
  expect(outcome(await cancel(stack, token))).toBe('204');
  const endedAt = stack.now();
  stack.advanceClock(60);
  expect(await begin(customerId)).toBe(ended);
  return { endedAt, email };
}

const at = (time: number) => ({ passwordChangedAt: new Date(time).toISOString() });

describe('a password that has ended', () => {
  test('stays so, whatever else the shop changes, and is good again by a word of later', async () => {
    const { endedAt, email } = await withEndedPassword('elsewhere');
    for (const change of [{ locale: 'de' }, { phone: null }]) expect((await patch('elsewhere', change)).status).toBe(200);
    expect(await begin('elsewhere')).toBe(ended);
    for (const early of [endedAt - 1, endedAt]) {
      expect(await patch('elsewhere', at(early))).toEqual({ status: 200, body: { customerId: 'elsewhere', password: 'kept' } });
      expect(await begin('elsewhere')).toBe(ended);
    }
    expect(await patch('elsewhere', at(endedAt + 1))).toEqual({ status: 200, body: { customerId: 'elsewhere', password: 'set' } });
    expect(await begin('elsewhere')).toBe(good);
    expect(subjectsTo(stack, email).at(-1)).toBe('Ihr Passwort wurde geändert');
    expect((await auditLog(stack, 'elsewhere')).at(-1)).toMatchObject({ event: 'customer_changed', fields: ['password'] });
    expect((await show('elsewhere')).body).toMatchObject({ hasPassword: false });
  });

  test('is not made good by the same word once it has ended again', async () => {
    const { endedAt } = await withEndedPassword('again');
    const word = at(endedAt + 30_000);
    expect((await patch('again', word)).body).toMatchObject({ password: 'set' });
    const told = subjectsTo(stack, 'again@example.com').length;
    const entries = (await auditLog(stack, 'again')).length;
    // Whose answer was lost, or that comes twice at once, is no second change.
    const repeated = await Promise.all([patch('again', word), patch('again', word)]);
    for (const { body } of repeated) expect(body).toEqual({ customerId: 'again', password: 'kept' });
    expect([subjectsTo(stack, 'again@example.com').length, (await auditLog(stack, 'again')).length]).toEqual([told, entries]);
    await withEndedPassword('again');
    expect((await patch('again', word)).body).toMatchObject({ password: 'kept' });
    expect(await begin('again')).toBe(ended);
  });

  test('is made good by nothing that is still to come, nor by what is no time', async () => {
    await withEndedPassword('to-come');
    for (const given of [
      at(stack.now() + 61_000),
      at(stack.now() + 3_600_000),
      { passwordChangedAt: 'yesterday' },
      { passwordChangedAt: null },
    ]) {
      expect(await patch('to-come', given)).toMatchObject({ status: 400, body: { errors: [{ path: 'passwordChangedAt' }] } });
      expect(await begin('to-come')).toBe(ended);
    }
    // A shop's clock may be a little ahead.
    expect((await patch('to-come', at(stack.now() + 60_000))).body).toMatchObject({ password: 'set' });
    expect(await begin('to-come')).toBe(good);
  });

  test('and that Keycard has is made good by no word: it is the one that was stolen', async () => {
    const { endedAt } = await withEndedPassword('here');
    await put('here', { ...facts('here'), password });
    expect(await begin('here')).toBe(good);
    expect(await patch('here', at(endedAt + 1))).toMatchObject({ status: 400, body: { errors: [{ path: 'passwordChangedAt' }] } });
    expect((await patch('nobody', at(endedAt))).status).toBe(404);
    expect(await put('here', { ...facts('here'), ...at(endedAt) })).toMatchObject({ status: 400 });
  });

  test('of two words at once is changed by one, and told once', async () => {
    const { endedAt, email } = await withEndedPassword('twice');
    const told = subjectsTo(stack, email).length;
    const answers = await Promise.all([1, 2, 3].map(() => patch('twice', at(endedAt + 1))));
    expect(answers.map(({ body }) => (body as { password: string }).password).sort()).toEqual(['kept', 'kept', 'set']);
    expect(subjectsTo(stack, email)).toHaveLength(told + 1);
  });
});
