import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enrolledHolder, outcome } from '../authenticator/holder.ts';
import { solvedCaptcha } from '../recovery/solved-captcha.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { fillIn, listed, team } from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(() => stack.clearFaults());

const mailsToTeam = () => stack.outbox().filter(({ to }) => to === team);

describe('the form for those who have neither e-mail nor phone left', () => {
  test('answers the same whether the account exists, exists without a factor, or does not', async () => {
    const { identity } = await enrolledHolder(stack, 'known');
    const plain = await stack.putCustomer('plain', { password: 'correct horse battery staple' });
    const answers = [];
    for (const username of [identity.username, plain.username, 'nobody@example.com', '\u0000', '🦄'.repeat(60)]) {
      const { status, headers, body } = await fillIn(stack, { username, captcha: await solvedCaptcha(stack) });
      answers.push({ status, body, headers: Object.keys(headers).sort(), length: headers['content-length'] });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 202, body: {} });

    // The team sees which one exists, and its owner is told; nobody else is.
    const known = (await listed(stack)).map(({ customerId }) => customerId);
    expect(known.slice(-5)).toEqual(expect.arrayContaining(['known', 'plain', undefined]));
    expect(new Set(stack.outbox().flatMap(({ to, channel }) => (channel === 'email' && to !== team ? [to] : [])))).toEqual(
      new Set([identity.email, plain.email]),
    );
    expect(stack.sentTo(plain.email)).toBe(1);
  });

  test('makes the same AWS calls whether the account exists or not', async () => {
    const { identity } = await enrolledHolder(stack, 'measured');
    const made: string[][] = [];
    for (const username of [identity.username, identity.email.toUpperCase(), 'measured-nobody@example.com']) {
      const before = stack.calls().length;
      expect(outcome(await fillIn(stack, { username }))).toBe('202');
      const calls = stack.calls().slice(before);
      made.push(
        calls
          .filter(({ function: name }) => name === 'support')
          .map(({ action }) => action)
          .sort(),
      );
    }
    expect(made[0]?.filter((action) => action === 'SendEmail')).toHaveLength(2);
    expect(made[1]).toEqual(made[0]);
    expect(made[2]).toEqual(made[0]);
  });

  test('asks for no session and no password, and can be filled in while the flag is off', async () => {
    await stack.setFlag(false);
    expect(outcome(await fillIn(stack, { username: 'while-off@example.com' }))).toBe('202');
    await stack.setFlag(true);
    expect((await listed(stack)).some(({ username }) => username === 'while-off@example.com')).toBe(true);
  });

  test('keeps what was typed as it was typed, for the team to read', async () => {
    const message = ' <b>Hello</b>\r\n\r\nBcc: everybody@example.com\u2028“ě😀” ';
    const reachMeAt = '<script>alert(1)</script>';
    expect(outcome(await fillIn(stack, { username: 'Quoted@Example.com', message, reachMeAt }))).toBe('202');
    expect((await listed(stack)).find(({ username }) => username === 'Quoted@Example.com')).toMatchObject({
      message: message.trim(),
      reachMeAt,
    });
  });

  test.each<[string, object]>([
    ['too long a message', { message: 'x'.repeat(2001) }],
    ['ten kilobytes', { message: 'x'.repeat(10_240) }],
    ['no message', { message: ' \n ' }],
    ['too long a contact', { reachMeAt: 'x'.repeat(201) }],
    ['no contact', { reachMeAt: undefined }],
    ['no account', { username: '' }],
    ['a list of accounts', { username: ['a@example.com'] }],
    ['an unknown field', { customerId: 'known' }],
    ['no CAPTCHA', { captcha: undefined }],
  ])('refuses %s', async (_, given) => {
    const [queued, mails] = [(await listed(stack)).length, mailsToTeam().length];
    expect([400, 413]).toContain((await fillIn(stack, { username: 'refused@example.com', ...given })).status);
    expect([(await listed(stack)).length, mailsToTeam().length]).toEqual([queued, mails]);
  });

  test('takes the longest message there may be', async () => {
    expect(outcome(await fillIn(stack, { username: 'long@example.com', message: 'ě'.repeat(2000) }))).toBe('202');
  });

  test('refuses a form whose CAPTCHA is none, and puts nothing into the queue', async () => {
    const queued = (await listed(stack)).length;
    expect(outcome(await fillIn(stack, { username: 'bot@example.com', captcha: 'none' }))).toBe('403 captcha_failed');
    expect(await listed(stack)).toHaveLength(queued);
  });
});

describe('the e-mail to the team', () => {
  test('comes with each request, with a subject in which nothing was typed, and every line of it quoted', async () => {
    const before = mailsToTeam().length;
    const message = 'Dear team,\r\nBcc: evil@example.com\r\n\r\n<img src="https://evil.example/pixel">\u2028Subject: you have won';
    await fillIn(stack, { username: 'x\r\nTo: evil@example.com', reachMeAt: '<a href="https://evil.example">here</a>', message });
    const [mail, ...more] = mailsToTeam().slice(before);
    expect(more).toEqual([]);
    expect([mail?.to, mail?.channel]).toEqual([team, 'email']);
    expect(mail?.subject).toMatch(/^Support request [0-9a-f-]{36}$/);
    expect(mail?.text).toContain('> Dear team,\n> Bcc: evil@example.com\n> \n> <img');
    expect(mail?.html).toContain('&lt;img src=');
    expect(mail?.html).not.toMatch(/<img|<a [^>]*evil\.example/);
    expect(stack.sentTo('evil@example.com')).toBe(0);
    const id = mail?.subject?.split(' ').at(-1);
    expect((await listed(stack)).some((request) => request.id === id)).toBe(true);
  });

  test.each(['throttle', 'timeout'] as const)('that cannot be sent (%s) loses no request', async (kind) => {
    stack.fault({ service: 'ses', action: 'SendEmail', kind, count: 2 });
    expect(outcome(await fillIn(stack, { username: `quiet-${kind}@example.com` }))).toBe('202');
    expect((await listed(stack)).some(({ username }) => username === `quiet-${kind}@example.com`)).toBe(true);
  });
});

describe('while DynamoDB is down', () => {
  test('the form is unavailable, and the same request is taken afterwards', async () => {
    stack.fault({ service: 'dynamodb', action: '*', kind: 'error', count: 100, function: 'support' });
    expect(outcome(await fillIn(stack, { username: 'patient@example.com' }))).toBe('503 unavailable');
    stack.clearFaults();
    expect(outcome(await fillIn(stack, { username: 'patient@example.com' }))).toBe('202');
  });

  test('a write whose answer was lost is one request', async () => {
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 1, function: 'support' });
    expect(outcome(await fillIn(stack, { username: 'once@example.com' }))).toBe('202');
    expect((await listed(stack)).filter(({ username }) => username === 'once@example.com')).toHaveLength(1);
  });
});
