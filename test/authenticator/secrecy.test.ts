import { beforeAll, expect, test } from 'vitest';
import { fromBase32 } from '../support/authenticator.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, type Holder, outcome, password, type ShownKey, signedInHolder } from './holder.ts';

let stack: TestStack;
/** What nobody may find, by what it is. */
const secrets = new Map<string, string>();
let holder: Holder;

const remember = (what: string, ...values: string[]) => values.forEach((value, nth) => void secrets.set(`${what} ${nth + 1}`, value));

function rememberKey(what: string, { sharedKey }: Pick<ShownKey, 'sharedKey'>): void {
  const key = fromBase32(sharedKey);
  remember(what, sharedKey, key.toString('hex'), key.toString('base64').slice(0, 26), key.toString('base64url').slice(0, 26));
}

/** A life with an app: everything that works, everything that is refused, and everything that fails. */
beforeAll(async () => {
  stack = await startReadyStack();
  const phone = '+420777222333';
  holder = await signedInHolder(stack, 'secretive', { phoneVerified: false, phone });
  await holder.changeContact({ phone });
  remember('contact code', stack.lastCode(phone));
  await holder.confirmContact(stack.lastCode(phone));

  rememberKey('thrown away key', await holder.startAndScan());
  await holder.activate(holder.wrongCode);
  rememberKey('key', await holder.startAndScan());
  remember('activation code', holder.code);
  holder.keep(await holder.activate(holder.code));
  remember('recovery code', ...holder.recoveryCodes);

  const challenge = await holder.challenge({ stayLoggedIn: true });
  remember('challenge', challenge.token);
  remember('wrong code', holder.wrongCode);
  await holder.verify(challenge, holder.wrongCode);
  stack.fault({ service: 'kms', action: 'Decrypt', kind: 'error', count: 3 });
  expect(outcome(await holder.verify(challenge, holder.wrongCode))).toBe('503 unavailable');
  await holder.signIn({ stayLoggedIn: true });
  remember('login code', holder.code);
  remember('access token', holder.bearer);
  remember('cookie', holder.browser.cookies.get('__Host-keycard')?.value ?? '');
  await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[0] ?? '');
  await holder.verifyByRecoveryCode(await holder.challenge(), '00000-00000');
  expect(outcome(await holder.reveal(holder.nextCode()))).toBe('200');
  remember('reveal code', holder.code);
  await holder.replaceRecoveryCodes(holder.nextCode());
  const started = await holder.start({ password, code: holder.nextCode() });
  rememberKey('pending key', started.body as ShownKey);
  await holder.verify(await holder.challenge(), '12345');
  await holder.post('/v1/security/totp/activate', { password, code: 'abcdef', sharedKey: 'x' });
  remember('password', password);
  await enrolledHolder(stack, 'neighbour');
});

test('the table holds no shared key, no code, no recovery code, no token and no password in the clear', async () => {
  const dump = JSON.stringify(await stack.scanTable());
  const decoded = [...dump.matchAll(/"B":"([^"]+)"/g)]
    .map(([, base64 = '']) => Buffer.from(base64, 'base64').toString('latin1'))
    .join('\n');
  for (const [what, secret] of secrets) {
    if (/^\d{6}$/.test(secret)) expect(dump, what).not.toContain(`"${secret}"`);
    else expect(dump.includes(secret), what).toBe(false);
  }
  for (const [what, secret] of secrets) {
    if (/key \d$/.test(what) && /^[0-9a-f]{40}$/.test(secret)) {
      expect(decoded.includes(Buffer.from(secret, 'hex').toString('latin1')), what).toBe(false);
    }
  }
  expect(dump).not.toMatch(/otpauth|qrSvg/);
  // The recovery codes are there as ten keyed digests.
  const item = (await stack.scanTable()).find(({ pk, sk }) => text(pk) === 'CUSTOMER#secretive' && text(sk) === 'CUSTOMER');
  expect(item?.recoveryCodes).toEqual({ BS: Array(10).fill(expect.stringMatching(/^[\w+/]{22}==$/)) });
});

const text = (value: unknown) => (value as { S?: string } | undefined)?.S;

test('the logs hold none of them either, and no address, number or URI', () => {
  const logs = stack.logs().map(({ line }) => line);
  expect(logs.length).toBeGreaterThan(20);
  const everything = logs.join('\n');
  for (const [what, secret] of secrets) {
    if (/^\d{6}$/.test(secret)) expect(everything, what).not.toMatch(new RegExp(`(?<!\\d)${secret}(?!\\d)`));
    else expect(everything.includes(secret), what).toBe(false);
  }
  expect(everything).not.toMatch(/otpauth|sharedKey|<svg|secretive@|420777222333|Bearer/);
});

test('the e-mails and SMS hold none but the codes they are sent for', () => {
  const sent = stack.outbox().map(({ subject = '', text: words, html = '' }) => `${subject}\n${words}\n${html}`);
  const everything = sent.join('\n');
  for (const [what, secret] of secrets) {
    if (!what.startsWith('contact code') && !/^\d{6}$/.test(secret)) expect(everything.includes(secret), what).toBe(false);
  }
  expect(everything).not.toMatch(/otpauth/);
});

test('the answers hold the key only where it is asked for', async () => {
  await holder.signIn();
  for (const answer of [
    await holder.browser.get('/v1/security', { bearer: holder.bearer }),
    await holder.session(),
    await holder.logIn(),
    await stack.admin('GET', '/v1/admin/customers/secretive'),
  ]) {
    expect(JSON.stringify(answer.body)).not.toMatch(/sharedKey|totpKey|pendingKey|otpauth|recoveryCodes"/);
  }
});
