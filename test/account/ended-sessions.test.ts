/** An administrator logs a customer out everywhere. */
import { beforeAll, describe, expect, test } from 'vitest';
import { codeSentTo, outcome, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { auditLog } from './audit-log.ts';
import { byAdmin, pathOf } from './by-admin.ts';
import { signIn } from './signed-in.ts';

const admin = 'arn:aws:iam::000000000000:user/local';
let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { endSessions, remove, show, tagOf } = byAdmin(() => stack);

describe('ending the sessions of a customer', () => {
  test('ends each of them at once, and every login that waits for its code', async () => {
    const customer = await shopperWithFactor(stack, 'everywhere');
    const sessions = [await signIn(stack, customer, { stayLoggedIn: true }), await signIn(stack, customer)];
    stack.advanceClock(60);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    expect(await endSessions('everywhere')).toEqual({ status: 204, body: undefined });

    for (const session of sessions) expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome((await sessions[0]?.refresh()) as never)).toBe('401 session_required');
    expect(outcome(await visitor.verify(challenge, code))).toBe('401 invalid_challenge');
  });

  test('ends the one, too, that has just ended all others', async () => {
    const customer = await shopper(stack, 'others');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    expect(outcome(await session.post('/v1/logout', { others: true }))).toBe('204');
    expect(outcome(await session.session())).toBe('200');
    expect((await endSessions('others')).status).toBe(204);
    expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
  });

  test('leaves password, factor and contacts: the customer logs in again', async () => {
    const customer = await shopperWithFactor(stack, 'stays');
    const [{ body: before }, tag] = [await show('stays'), await tagOf('stays')];
    await endSessions('stays');
    expect((await show('stays')).body).toEqual(before);
    expect(await tagOf('stays')).not.toBe(tag);
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 second_factor_required');
  });

  test('may be repeated, and is in the audit log by who did it', async () => {
    const customer = await shopper(stack, 'repeated');
    expect((await endSessions('repeated')).status).toBe(204);
    stack.advanceClock(1);
    const session = await signIn(stack, customer);
    stack.advanceClock(1);
    expect((await endSessions('repeated')).status).toBe(204);
    expect(outcome(await session.session())).toBe('401 session_required');
    const ended = (await auditLog(stack, 'repeated')).filter(({ event }) => event === 'sessions_ended');
    expect(ended.map(({ by }) => by)).toEqual([{ admin }, { admin }]);
  });

  test('and its owner’s at once ends them all', async () => {
    const customer = await shopper(stack, 'both');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    const [ours] = await Promise.all([endSessions('both'), session.logOut({ everywhere: true })]);
    expect(ours.status).toBe(204);
    expect(outcome(await session.session())).toBe('401 session_required');
  });

  test('of nobody finds nobody', async () => {
    expect(await endSessions('nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    await shopper(stack, 'gone');
    await remove('gone');
    expect((await endSessions('gone')).status).toBe(404);
    expect(await endSessions('two words')).toMatchObject({ status: 400, body: { errors: [{ path: 'customerId' }] } });
    expect(outcome(await stack.browser().post(`${pathOf('gone')}/end-sessions`))).toBe('404 not_found');
  });
});
