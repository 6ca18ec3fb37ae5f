import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cookieName } from '../account/signed-in.ts';
import { callsOn } from '../support/aws-calls.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type Challenge, enrolledHolder, type Holder, otherThan, outcome } from './holder.ts';

let stack: TestStack;
let holder: Holder;
let challenge: Challenge;

/** Everything is warm: each function has its keys and knows the flag, and the network is known. */
beforeAll(async () => {
  stack = await startReadyStack();
  holder = await enrolledHolder(stack, 'counted');
  await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[0] ?? '');
  await holder.reveal(holder.nextCode());
  await holder.resend(await holder.challenge());
});

beforeEach(async () => {
  await holder.signIn();
  holder.browser.cookies.delete(cookieName);
  challenge = await holder.challenge();
});

/** The flag is asked for every 30 seconds, whoever calls; it is no part of this. */
const callsOf = callsOn(
  () => stack,
  ({ service }) => service !== 'ssm',
);

const read = 'dynamodb GetItem';
const write = 'dynamodb UpdateItem';
const decrypt = 'kms Decrypt';
/** Of the audit log. */
const entry = 'dynamodb PutItem';
const mail = 'ses SendEmail';

describe('AWS calls of a login with an app', () => {
  test('password: two reads', async () => {
    const calls = await callsOf('200 second_factor_required', () => holder.logIn());
    expect(calls).toEqual(['dynamodb BatchGetItem', 'dynamodb TransactGetItems']);
  });

  test('wrong code: one read, one write, one decrypt', async () => {
    expect(await callsOf('401 invalid_code', () => holder.verify(challenge, holder.wrongCode))).toEqual([read, write, decrypt]);
    // The first of a round and the next ones cost the same.
    expect(await callsOf('401 invalid_code', () => holder.verify(challenge, holder.wrongCode))).toEqual([read, write, decrypt]);
  });

  test('right code: one read, two writes, one decrypt, and the entry of the login', async () => {
    const code = holder.nextCode();
    expect(await callsOf('200 authenticated', () => holder.verify(challenge, code))).toEqual([read, write, decrypt, write, entry]);
  });

  test('right code after a wrong one: the same', async () => {
    await holder.verify(challenge, holder.wrongCode);
    const code = holder.nextCode();
    expect(await callsOf('200 authenticated', () => holder.verify(challenge, code))).toEqual([read, write, decrypt, write, entry]);
  });

  test('replayed code: what a wrong one costs', async () => {
    const calls = await callsOf('401 invalid_code', () => holder.verify(challenge, holder.code));
    expect(calls).toEqual([read, write, decrypt]);
  });

  test('staying logged in: one write more', async () => {
    const staying = await holder.challenge({ stayLoggedIn: true });
    const code = holder.nextCode();
    expect(await callsOf('200 authenticated', () => holder.verify(staying, code))).toEqual([
      read,
      write,
      decrypt,
      write,
      'dynamodb TransactWriteItems',
      entry,
    ]);
  });

  test('recovery code: one read, two writes, one e-mail, and two entries', async () => {
    const [, code = ''] = holder.recoveryCodes;
    const calls = await callsOf('200 authenticated', () => holder.verifyByRecoveryCode(challenge, code));
    expect(calls.slice(0, 3)).toEqual([read, write, write]);
    // The use is written down and told at the same time, then the login is written down.
    expect([calls.slice(3, 5).toSorted(), calls.slice(5)]).toEqual([[entry, mail], [entry]]);
  });

  test('locked, or over: one read', async () => {
    const other = await holder.challenge();
    await holder.verify(challenge, holder.nextCode());
    expect(await callsOf('401 invalid_challenge', () => holder.verify(other, holder.wrongCode))).toEqual([read]);
  });

  test('a challenge that is none, or has expired: none', async () => {
    const made = { token: `${challenge.token.slice(0, -4)}AAAA` };
    expect(await callsOf('401 invalid_challenge', () => holder.verify(made, holder.code))).toEqual([]);
    stack.advanceClock(900);
    expect(await callsOf('410 challenge_expired', () => holder.verify(challenge, holder.code))).toEqual([]);
  });
});

describe('AWS calls of the account', () => {
  /** The customer who is logged in with their family, and the password: one read and two. */
  const signedIn = ['dynamodb BatchGetItem'];
  const password = ['dynamodb BatchGetItem', 'dynamodb TransactGetItems'];
  /** That the session has given both. */
  const noted = 'dynamodb PutItem';

  test('key shown again: the code costs as at a login, without its read, the session is noted as having given it, the key one decrypt, one entry and one e-mail', async () => {
    const code = holder.nextCode();
    expect(await callsOf('200', () => holder.reveal(code))).toEqual([
      ...signedIn,
      ...password,
      write,
      decrypt,
      write,
      noted,
      decrypt,
      entry,
      mail,
    ]);
  });

  test('recovery codes replaced: one transaction and one e-mail more', async () => {
    const warm = holder.nextCode();
    await holder.replaceRecoveryCodes(warm);
    const code = holder.nextCode();
    expect(await callsOf('200', () => holder.replaceRecoveryCodes(code))).toEqual([
      ...signedIn,
      ...password,
      write,
      decrypt,
      write,
      noted,
      'dynamodb TransactWriteItems',
      'ses SendEmail',
    ]);
  });

  test('a contact by a recent proof: neither password nor code, and no read for the proof', async () => {
    await holder.post('/v1/security/contact', { phone: '+420603777001' });
    stack.advanceClock(60);
    const calls = await callsOf('200', () => holder.post('/v1/security/contact', { phone: '+420603777002' }));
    // The check; the budgets of the number and of the shop before, while and after it is taken from; the round.
    const contact = [read, 'dynamodb BatchGetItem', 'dynamodb BatchGetItem', 'dynamodb BatchGetItem'];
    const writes = ['dynamodb TransactWriteItems', 'dynamodb TransactWriteItems'];
    expect(calls.toSorted()).toEqual([...signedIn, ...contact, ...writes, 'sns Publish'].toSorted());
    stack.advanceClock(60);
  });

  test('contact confirmed: one read of the check, and one transaction, right or wrong; the right one is told', async () => {
    const email = 'elsewhere@example.com';
    expect(outcome(await holder.changeContact({ email }, { code: holder.nextCode() }))).toBe('200');
    const code = stack.lastCode(email);
    const guess = [...signedIn, read, 'dynamodb TransactWriteItems'];
    await holder.confirmContact(otherThan(code));
    expect(await callsOf('401 invalid_code', () => holder.confirmContact(otherThan(code, 2)))).toEqual(guess);
    expect(await callsOf('204', () => holder.confirmContact(code))).toEqual([...guess, 'ses SendEmail', 'ses SendEmail']);
  });

  test('wrong password: no call to KMS, no attempt written', async () => {
    const calls = await callsOf('401 invalid_credentials', () => holder.reveal(holder.wrongCode, { password: 'wrong' }));
    expect(calls).toEqual([...signedIn, 'dynamodb BatchGetItem', 'dynamodb TransactWriteItems']);
  });
});
