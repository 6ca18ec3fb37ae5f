import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, type Holder, holderByMail, signedInHolder, subjectsTo } from '../authenticator/holder.ts';
import { outcome, password, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { newPassword } from './forgotten.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

beforeEach(() => stack.clearFaults());

type Proof = { code?: string; recoveryCode?: string; password?: string };

const change = (holder: Holder, proof: Proof = {}, chosen: unknown = newPassword) =>
  holder.post('/v1/security/password', { password, newPassword: chosen, ...proof });

const logInWith = async (holder: Holder, typed: string) => outcome(await holder.logIn({ password: typed }));

describe('a changed password', { timeout: 60_000 }, () => {
  test('takes the old one, opens from then on, and ends every other session; the factor stays on', async () => {
    const holder = await enrolledHolder(stack, 'changes');
    stack.advanceClock(30);
    const other = await holder.elsewhere({ stayLoggedIn: true });
    const pending = await holder.challenge();
    const answer = await change(holder, { code: holder.nextCode() });
    expect(outcome(answer)).toBe('204');
    expect(String(answer.headers['set-cookie'])).toMatch(/__Host-keycard=; .*Max-Age=0/);
    expect(outcome(await other.session())).toBe('401 session_required');
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('401 session_required');
    expect(outcome(await holder.verify(pending, holder.nextCode()))).toBe('401 invalid_challenge');
    // Whoever made the change goes on until the access token ends.
    expect(outcome(await holder.session())).toBe('200');
    expect(await logInWith(holder, password)).toBe('401 invalid_credentials');
    expect(await logInWith(holder, newPassword)).toBe('200 second_factor_required');
    expect(subjectsTo(stack, holder.identity.email)).toContain('Your password was changed');
    expect((await auditLog(stack, 'changes')).map(({ event }) => event)).toContain('password_changed');
  });

  test('asks for the code of the factor, and takes a recovery code in its place', async () => {
    const byApp = await enrolledHolder(stack, 'changes-by-app');
    const missing = await change(byApp);
    expect([outcome(missing), (missing.body as { errors: { path: string }[] }).errors[0]?.path]).toEqual(['400 invalid_request', 'code']);
    expect(outcome(await change(byApp, { code: byApp.wrongCode }))).toBe('401 invalid_code');
    expect(outcome(await change(byApp, { password: 'not it', code: byApp.nextCode() }))).toBe('401 invalid_credentials');
    expect(outcome(await change(byApp, { recoveryCode: byApp.recoveryCodes[0] ?? '' }))).toBe('204');

    const byMail = await holderByMail(stack, 'changes-by-mail');
    expect((await byMail.post('/v1/security/code')).status).toBe(200);
    expect(outcome(await change(byMail, { code: stack.lastCode(byMail.identity.email) }))).toBe('204');
  });

  test('asks for the password alone where there is no factor, and while the flag is off', async () => {
    const plain = await signedInHolder(stack, 'changes-plain');
    expect(outcome(await change(plain))).toBe('204');
    const holder = await enrolledHolder(stack, 'changes-off');
    await stack.setFlag(false);
    expect(outcome(await change(holder))).toBe('204');
    await stack.setFlag(true);
  });

  test('that cannot be chosen costs no code', async () => {
    const holder = await enrolledHolder(stack, 'changes-badly');
    const code = holder.nextCode();
    const reasons = {
      short1: 'too_short',
      iloveyou1: 'common',
      'changes-badly': 'username',
      [password]: 'same',
      ['x1!'.repeat(90)]: 'too_long',
    };
    for (const [chosen, reason] of Object.entries(reasons)) {
      const answer = await change(holder, { code }, chosen);
      expect([outcome(answer), (answer.body as { reason: string }).reason]).toEqual(['409 password_unusable', reason]);
    }
    expect(outcome(await change(holder, { code }, 7))).toBe('400 invalid_request');
    expect(outcome(await change(holder, { code }))).toBe('204');
  });

  test('is found by password managers where they look for it', async () => {
    const { status, headers } = await stack.browser().get('/.well-known/change-password');
    expect([status, headers.location]).toEqual([302, `${stack.url}/security?task=password`]);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('needs a session', async () => {
    const body = { password, newPassword };
    expect(outcome(await stack.browser().post('/v1/security/password', body))).toBe('401 session_required');
  });

  test('ten times at once is one change: of the others none is done', async () => {
    const holder = await signedInHolder(stack, 'changes-at-once');
    const chosen = Array.from({ length: 10 }, (_, nth) => `${newPassword} ${nth}`);
    const answers = await Promise.all(chosen.map((each) => change(holder, {}, each)));
    const done = answers.flatMap(({ status }, nth) => (status === 204 ? [nth] : []));
    expect(done).toHaveLength(1);
    // The session goes on, so the others may try again; and nobody is told of a factor that they never had.
    expect(new Set(answers.filter(({ status }) => status !== 204).map(outcome))).toEqual(new Set(['503 unavailable']));
    // Each from a network of its own: none has a place in which another could come first.
    const opening = chosen.map((each, nth) =>
      new Visitor(stack, { ...holder.identity, password: each }, { from: `127.70.${nth}.1` }).logIn(),
    );
    const opens = (await Promise.all(opening)).map((answer) => outcome(answer) === '200 authenticated');
    expect(opens.filter(Boolean)).toHaveLength(1);
    expect(done).toContain(opens.indexOf(true));
  });

  test('is done whole or not at all while DynamoDB refuses', async () => {
    const holder = await signedInHolder(stack, 'changes-throttled');
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', function: 'security', kind: 'error', count: 20 });
    expect(outcome(await change(holder))).toBe('503 unavailable');
    stack.clearFaults();
    expect(await logInWith(holder, password)).toBe('200 authenticated');
    expect(outcome(await holder.session())).toBe('200');
  });

  test('cannot be common when an administrator puts a customer in, nor too short', async () => {
    for (const [chosen, reason] of Object.entries({ x: 'too_short', password1: 'common', 'put-in-badly': 'username' })) {
      const facts = { username: 'put-in-badly', email: 'put-in-badly@example.com', password: chosen };
      const { status, body } = await stack.admin('PUT', '/v1/admin/customers/put-in-badly', facts);
      expect([status, (body as { reason: string }).reason]).toEqual([409, reason]);
    }
  });
});
