/** What goes out of the service itself: its headers, and the links by which people come back. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { enrolledHolder, outcome } from '../authenticator/holder.ts';
import { newPassword } from '../passwords/forgotten.ts';
import { LostDevice } from '../recovery/lost-device.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const mailsTo = (email: string) => stack.outbox().filter(({ to }) => to === email);
const linksIn = (text = '') => [...text.matchAll(/^https?:\S+$/gm)].map(([url]) => url);

test('every e-mail says that a program wrote it, and that nobody’s absence is an answer to it; none can be unsubscribed from', async () => {
  const lost = new LostDevice(stack, await enrolledHolder(stack, 'headers'));
  await lost.begun();
  const mails = mailsTo(lost.email);
  expect(mails.map(({ subject }) => subject)).toEqual(['Two-factor login is on', 'Switch off two-factor login?']);
  for (const { headers, replyTo } of mails) {
    expect(headers).toEqual({ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' });
    // The shop has not said where an answer goes.
    expect(replyTo).toBeUndefined();
  }
});

describe.each([
  ['a UUID, as most shops have', randomUUID(), 84],
  ['a name', 'jana', 76],
  ['a UUID in capitals', randomUUID().toUpperCase(), 111],
  ['as long as ids can be', 'k'.repeat(120), 225],
])('a customer whose id is %s', (_, customerId, longest) => {
  test('comes back by short links: to a recovery, to "this wasn’t me" and to a new password', async () => {
    const lost = new LostDevice(stack, await enrolledHolder(stack, customerId));
    const { token, code } = await lost.allButConfirmed();
    const links = linksIn(mailsTo(lost.email).findLast(({ text }) => text.includes(token))?.text);
    const [goOn = '', notMe = ''] = links;
    expect(links).toHaveLength(2);
    expect(goOn).toBe(`${stack.url}/recover#t=${token}`);
    expect(notMe).toMatch(/\/recover#n=[\w-]+$/);
    expect(outcome(await lost.confirm(token, code))).toBe('204');

    expect(outcome(await lost.cancel(notMe.split('=')[1] ?? ''))).toBe('204');
    const [password = ''] = linksIn(mailsTo(lost.email).at(-1)?.text);
    expect(password).toMatch(/\/password#t=[\w-]+$/);
    const body = { token: password.split('=')[1], newPassword };
    expect(outcome(await stack.browser().post('/v1/password/reset', body))).toBe('204');

    for (const url of [goOn, notMe, password]) expect(url.replace(/^.*=/, '').length).toBeLessThanOrEqual(longest);
  });
});
