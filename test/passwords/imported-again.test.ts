/** An import that is run again brings the hashes of then: what customers have done since stands, unless the shop says that its hash is newer. */
import { hashSync } from 'bcryptjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { byAdmin, facts } from '../account/by-admin.ts';
import { signIn } from '../account/signed-in.ts';
import { subjectsTo } from '../authenticator/holder.ts';
import { outcome, type Shopper, Visitor } from '../login/visitor.ts';
import { tokenTo } from '../support/mailed-links.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { linkFor, newPassword, reset } from './forgotten.ts';

const MINUTE = 60;

let stack: TestStack;
beforeAll(async () => {
  stack = await startReadyStack();
});
const { put, show, remove } = byAdmin(() => stack);

const [then, later] = ['what the shop had then', 'what the shop has now'];
const hashes = { [then]: hashSync(then, 4), [later]: hashSync(later, 4) };
const customerOf = (customerId: string, password = then): Shopper => ({ customerId, ...facts(customerId), password });

/** @param ago seconds; when the password was set in the shop, as far as the shop says so */
async function importOf(
  customerId: string,
  { password = then, ago, ...more }: { password?: string; ago?: number; username?: string } = {},
) {
  const passwordChangedAt = ago === undefined ? undefined : new Date(stack.now() - ago * 1000).toISOString();
  const { status, body } = await put(customerId, {
    ...facts(customerId),
    emailVerified: true,
    passwordHash: hashes[password],
    passwordChangedAt,
    ...more,
  });
  expect(status).toBe(200);
  return (body as { password?: string }).password;
}

/** Somebody who was imported, an hour before the present. */
async function imported(customerId: string): Promise<Shopper> {
  expect(await importOf(customerId)).toBe('set');
  stack.advanceClock(60 * MINUTE);
  return customerOf(customerId);
}

const opens = async (customer: Shopper, password: string) => outcome(await new Visitor(stack, { ...customer, password }).logIn());
const [right, wrong, ended] = ['200 authenticated', '401 invalid_credentials', '403 password_reset_required'];

async function endedByOwner(customer: Shopper): Promise<void> {
  // Of the e-mail that tells of a change of theirs.
  await importOf(customer.customerId);
  const token = tokenTo(stack, customer.email, 'notMe');
  stack.advanceClock(1);
  expect(outcome(await stack.browser().post('/v1/recovery/cancel', { token }))).toBe('204');
}

describe('an import that is run again', { timeout: 60_000 }, () => {
  test('leaves the password that was set by a link, says so, ends no session, and changes the rest', async () => {
    const customer = await imported('again-reset');
    expect(outcome(await reset(stack, await linkFor(stack, customer)))).toBe('204');
    stack.advanceClock(MINUTE);
    const session = await signIn(stack, { ...customer, password: newPassword });
    const told = subjectsTo(stack, customer.email).length;
    expect(await importOf('again-reset', { username: 'again-reset-renamed' })).toBe('kept');
    const renamed = { ...customer, username: 'again-reset-renamed' };
    expect(await opens(renamed, then)).toBe(wrong);
    expect(await opens(renamed, newPassword)).toBe(right);
    expect(outcome(await session.session())).toBe('200');
    expect(subjectsTo(stack, customer.email)).toHaveLength(told);
    expect((await auditLog(stack, 'again-reset')).findLast(({ event }) => event === 'customer_changed')).toMatchObject({
      fields: ['username'],
    });
  });

  test('leaves the one that was set in the account', async () => {
    const customer = await imported('again-changed');
    const session = await signIn(stack, customer);
    expect(outcome(await session.post('/v1/security/password', { password: then, newPassword }))).toBe('204');
    expect(await importOf('again-changed')).toBe('kept');
    expect([await opens(customer, then), await opens(customer, newPassword)]).toEqual([wrong, right]);
  });

  test('revives none that was ended', async () => {
    const customer = await imported('again-ended');
    await endedByOwner(customer);
    expect(await opens(customer, then)).toBe(ended);
    expect(await importOf('again-ended')).toBe('kept');
    expect(await opens(customer, then)).toBe(ended);
    // What the shop had before that is not newer either, and what it has had since is.
    stack.advanceClock(MINUTE);
    expect(await importOf('again-ended', { password: later, ago: 2 * MINUTE })).toBe('kept');
    expect(await opens(customer, then)).toBe(ended);
    expect(await importOf('again-ended', { password: later, ago: 1 })).toBe('set');
    expect(await opens(customer, later)).toBe(right);
  });

  test('leaves the one that an administrator has set since', async () => {
    const customer = await imported('again-admin');
    expect((await put('again-admin', { ...facts('again-admin'), password: newPassword })).body).toMatchObject({ password: 'set' });
    expect(await importOf('again-admin')).toBe('kept');
    expect(await opens(customer, newPassword)).toBe(right);
  });

  test('takes the place of another import, as long as nobody has said how old that was', async () => {
    const customer = await imported('again-imported');
    // A login hashes it anew, which sets no other.
    expect(await opens(customer, then)).toBe(right);
    expect(await importOf('again-imported', { password: later })).toBe('set');
    expect([await opens(customer, then), await opens(customer, later)]).toEqual([wrong, right]);
  });

  test('with the time of each password changes each once, whatever is run in whatever order', async () => {
    const customer = customerOf('again-in-order');
    const runs = [
      [then, 0],
      [then, 0],
      [later, 120],
      [then, 0],
      [later, 120],
    ] as const;
    const began = stack.now();
    const told: (string | undefined)[] = [];
    stack.advanceClock(10 * MINUTE);
    for (const [password, at] of runs) told.push(await importOf('again-in-order', { password, ago: (stack.now() - began) / 1000 - at }));
    expect(told).toEqual(['set', 'kept', 'set', 'kept', 'kept']);
    expect(await opens(customer, later)).toBe(right);
    expect(subjectsTo(stack, customer.email)).toEqual(['Your password was changed']);
  });

  test('gives a customer who was deleted and is put in again what it has', async () => {
    const customer = await imported('again-deleted');
    expect(outcome(await reset(stack, await linkFor(stack, customer)))).toBe('204');
    expect((await remove('again-deleted')).status).toBe(204);
    stack.advanceClock(1);
    expect(await importOf('again-deleted')).toBe('set');
    expect(await opens(customer, then)).toBe(right);
  });

  test('at the very moment of a new password lets that one stand', async () => {
    const customer = await imported('again-race');
    const token = await linkFor(stack, customer);
    const [done, became] = await Promise.all([reset(stack, token), importOf('again-race')]);
    // Whoever came first: a link leads nowhere once an import has set another.
    const stands = outcome(done) === '204' ? newPassword : then;
    expect(became).toBe(stands === newPassword ? 'kept' : 'set');
    expect(await opens(customer, stands)).toBe(right);
  });
});

test('a password that is given in the clear was chosen just now: it takes the place of any, an ended one too', async () => {
  const customer = await imported('clear');
  await endedByOwner(customer);
  expect((await put('clear', { ...facts('clear'), emailVerified: true, password: newPassword })).body).toEqual({
    customerId: 'clear',
    created: false,
    password: 'set',
  });
  expect(await opens(customer, newPassword)).toBe(right);
  expect((await put('clear', facts('clear'))).body).toEqual({ customerId: 'clear', created: false });
});

test.each([
  ['with no hash', { passwordChangedAt: '2026-01-01T00:00:00Z' }],
  ['of a password in the clear', { password: newPassword, passwordChangedAt: '2026-01-01T00:00:00Z' }],
  ['that is to come', { passwordHash: hashes[then], passwordChangedAt: '2199-01-01T00:00:00Z' }],
  ['that is a day', { passwordHash: hashes[then], passwordChangedAt: '2026-01-01' }],
  ['that is none', { passwordHash: hashes[then], passwordChangedAt: '2026-13-45T99:99:99Z' }],
  ['in milliseconds', { passwordHash: hashes[then], passwordChangedAt: 1767225600000 }],
])('a time %s is refused, naming the field', async (_, given) => {
  const { status, body } = await put('no-time', { ...facts('no-time'), ...given });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'passwordChangedAt', message: expect.any(String) }] });
  expect((await show('no-time')).status).toBe(404);
});

test('a clock of the shop that is a minute ahead is taken for ours', async () => {
  expect(await importOf('ahead', { ago: -60 })).toBe('set');
  expect(await importOf('ahead', { password: later, ago: -60 })).toBe('kept');
});
