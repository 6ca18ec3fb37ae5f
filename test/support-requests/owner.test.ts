import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, outcome, password, signedInHolder, subjectsTo } from '../authenticator/holder.ts';
import { tokenIn } from '../support/mailed-links.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { approve, cancel, fillIn, listed, notMeTokenTo, openRequest, page, statusOf } from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(() => stack.clearFaults());

describe('the account', () => {
  const foundFor = async (username: string) => {
    await stack.advanceClock(1);
    expect(outcome(await fillIn(stack, { username }))).toBe('202');
    return (await listed(stack)).findLast((request) => request.username === username)?.customerId;
  };

  test('is found by its username and by its e-mail address, however they are typed', async () => {
    await stack.putCustomer('customer-77', { username: 'petr77', email: 'Petr.Novak@example.com', password });
    expect(await foundFor('PETR77')).toBe('customer-77');
    expect(await foundFor('petr.novak@EXAMPLE.com')).toBe('customer-77');
    expect(await foundFor('petr.novak@example.org')).toBeUndefined();
  });

  test('is found by its present address alone: changed by the shop, changed by the customer, or deleted', async () => {
    const moved = await signedInHolder(stack, 'moved', { email: 'before@example.com' });
    const { username, phone } = moved.identity;
    await stack.putCustomer('moved', { username, phone, email: 'between@example.com', password });
    expect([await foundFor('before@example.com'), await foundFor('between@example.com')]).toEqual([undefined, 'moved']);
    await moved.signIn();
    await moved.changeContact({ email: 'after@example.com' });
    expect((await moved.confirmContact(stack.lastCode('after@example.com'))).status).toBe(204);
    expect([await foundFor('between@example.com'), await foundFor('after@example.com')]).toEqual([undefined, 'moved']);
    expect((await stack.admin('DELETE', '/v1/admin/customers/moved')).status).toBe(204);
    expect(await foundFor('after@example.com')).toBeUndefined();
    const items = (await stack.scanTable()) as Record<string, { S?: string }>[];
    const addresses = items.filter(({ pk, sk }) => pk?.S?.startsWith('EMAIL#') && sk?.S === 'CUSTOMER#moved');
    expect(addresses).toEqual([]);
  });

  test('is nobody where an address belongs to several, and a username goes before an address', async () => {
    const email = 'shared@example.com';
    await stack.putCustomer('one-of-two', { username: 'one-of-two', email, password });
    await stack.putCustomer('other-of-two', { username: 'other-of-two', email, password });
    expect(await foundFor(email)).toBeUndefined();
    expect((await page(stack, { username: email })).requests).toHaveLength(1);
    await stack.putCustomer('named-so', { username: email, email: 'named-so@example.com', password });
    expect(await foundFor(email)).toBe('named-so');
  });
});

describe('the owner', () => {
  test('is told at once that somebody asked, with a link that ends the request; opening its page does nothing', async () => {
    const { identity } = await enrolledHolder(stack, 'owner', { locale: 'de' });
    await fillIn(stack, { username: identity.username });
    const mail = stack.outbox().findLast(({ to }) => to === identity.email);
    expect(mail?.subject).toBe('Jemand bittet uns, Ihre Zwei-Faktor-Anmeldung auszuschalten');
    expect(mail?.text).toContain(`Das war ich nicht:\n${stack.url}/recover#n=`);
    // Nothing that a stranger typed reaches them by us.
    expect(mail?.text).not.toContain('mailbox');
    const [request] = (await page(stack, { username: identity.username })).requests;
    const token = tokenIn(mail?.text, 'notMe');
    expect((await stack.browser().get('/recover')).status).toBe(200);
    expect(await statusOf(stack, request?.id ?? '')).toBe('open');

    expect(outcome(await cancel(stack, token))).toBe('204');
    expect(await statusOf(stack, request?.id ?? '')).toBe('cancelled');
    expect(subjectsTo(stack, identity.email).at(-1)).toBe('Legen Sie ein neues Passwort fest');
    expect(outcome(await cancel(stack, token))).toBe('204');
    expect((await approve(stack, request?.id ?? '')).body).toMatchObject({ code: 'already_decided' });
    expect((await auditLog(stack, 'owner')).filter(({ event }) => event === 'support_cancelled')).toHaveLength(1);
  });

  test('ends all that is asked about them by any of the links, and none of anybody else', async () => {
    const [{ identity }, other] = [await enrolledHolder(stack, 'thrice'), await enrolledHolder(stack, 'bystander')];
    const elses = await openRequest(stack, other);
    for (let nth = 1; nth <= 3; nth++) await fillIn(stack, { username: identity.username });
    expect(outcome(await cancel(stack, notMeTokenTo(stack, identity.email)))).toBe('204');
    const { requests } = await page(stack, { username: identity.username });
    expect(requests.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(await statusOf(stack, elses.id)).toBe('open');
  });

  test('who cannot be told loses no request', async () => {
    const { identity } = await enrolledHolder(stack, 'untold');
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', count: 2 });
    expect(outcome(await fillIn(stack, { username: identity.username }))).toBe('202');
    expect((await page(stack, { username: identity.username })).requests).toHaveLength(1);
  });
});
