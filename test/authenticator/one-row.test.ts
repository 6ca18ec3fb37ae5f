import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { LostDevice } from '../recovery/lost-device.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, type Holder, otherThan, outcome, signedInHolder, subjectsTo } from './holder.ts';

const toldOfFive = 'Five wrong codes. Was it you?';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const warningsTo = ({ identity }: Holder) => subjectsTo(stack, identity.email).filter((subject) => subject === toldOfFive);

describe('wrong codes of a contact, of a recovery’s SMS and of a login', { timeout: 60_000 }, () => {
  test('are one row: the fifth is told once, is written down, and makes everything wait', async () => {
    const holder = await enrolledHolder(stack, 'one-row');
    const lost = new LostDevice(stack, holder);
    const contact = { email: 'new-address@example.com' };
    expect(outcome(await holder.changeContact(contact, { code: holder.nextCode() }))).toBe('200');
    const ofContact = stack.lastCode(contact.email);
    const { token, code: ofSms } = await lost.allButConfirmed();
    const challenge = await holder.challenge();

    for (const nth of [1, 2]) expect(outcome(await holder.confirmContact(otherThan(ofContact, nth)))).toBe('401 invalid_code');
    for (const nth of [1, 2]) expect(outcome(await lost.confirm(token, otherThan(ofSms, nth)))).toBe('401 invalid_code');
    expect(warningsTo(holder)).toEqual([]);
    expect(outcome(await holder.verify(challenge, holder.wrongCode))).toBe('401 invalid_code');
    expect(warningsTo(holder)).toEqual([toldOfFive]);
    const events = (await auditLog(stack, holder.identity.customerId)).map(({ event }) => event);
    expect(events.filter((event) => event === 'codes_guessed')).toHaveLength(1);

    // The right ones wait as well, wherever they are typed.
    for (const answer of [
      await holder.confirmContact(ofContact),
      await lost.confirm(token, ofSms),
      await holder.verify(challenge, holder.code),
    ]) {
      expect(outcome(answer)).toBe('429 too_soon');
      expect(answer.headers['retry-after']).toBe('60');
    }
    stack.advanceClock(60);
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('200 authenticated');
    expect(outcome(await lost.confirm(token, otherThan(ofSms, 3)))).toBe('401 invalid_code');
    expect(warningsTo(holder)).toEqual([toldOfFive]);
  });
});

test('a right code of a contact ends no row: whoever is logged in checks an address of their own', async () => {
  const holder = await enrolledHolder(stack, 'own-contact');
  for (let nth = 0; nth < 4; nth++) expect(outcome(await holder.disable({ code: holder.wrongCode }))).toBe('401 invalid_code');
  const phone = '+420602555666';
  expect(outcome(await holder.post('/v1/security/contact', { phone }))).toBe('200');
  expect((await holder.confirmContact(stack.lastCode(phone))).status).toBe(204);
  expect(outcome(await holder.disable({ code: holder.wrongCode }))).toBe('401 invalid_code');
  expect(warningsTo(holder)).toEqual([toldOfFive]);
  expect(outcome(await holder.disable({ code: holder.code }))).toMatch(/^4(?:29 too_soon|23 challenge_locked)$/);
});

/** A customer with the e-mail method, and a code on its way that a minute later may be followed by the next. */
async function withCode(customerId: string) {
  const holder = await signedInHolder(stack, customerId);
  holder.keep(await holder.switchOnEmail());
  const challenge = await holder.challenge();
  const code = stack.lastCode(holder.identity.email);
  stack.advanceClock(60);
  stack.clearCalls();
  return { holder, challenge, code, recoveryCode: holder.recoveryCodes[0] ?? '' };
}

/** The codes that were mailed, the older one and perhaps a newer one, open nothing. */
async function expectOver(holder: Holder, challenge: { token: string }, code: string): Promise<void> {
  for (const each of new Set([code, stack.lastCode(holder.identity.email)])) {
    expect(outcome(await holder.verify(challenge, each))).toBe('401 invalid_challenge');
  }
}

describe('a login that a recovery code has finished is over', { timeout: 60_000 }, () => {
  test('although a resend read before the code was used, and writes after it', async () => {
    const { holder, challenge, code, recoveryCode } = await withCode('resend-late');
    // The first write of the resend is not answered; it tries again when the recovery code has been used.
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', function: 'login', kind: 'timeout', count: 1 });
    const resent = holder.resend(challenge);
    await unanswered('login');
    expect(outcome(await holder.verifyByRecoveryCode(challenge, recoveryCode))).toBe('200 authenticated');
    await resent;
    await expectOver(holder, challenge, code);
  });

  test('although that resend read between the attempt and its being right, and its e-mail is refused', async () => {
    const { holder, challenge, code, recoveryCode } = await withCode('refused-late');
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', function: 'login', kind: 'timeout', after: 1, count: 1 });
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', function: 'login', kind: 'timeout', count: 2 });
    stack.fault({ service: 'ses', action: 'SendEmail', function: 'login', kind: 'throttle', count: 1 });
    const used = holder.verifyByRecoveryCode(challenge, recoveryCode);
    // The attempt is in the table, and not yet what it was worth.
    await unanswered('login');
    const resending = holder.resend(challenge);
    expect(outcome(await used)).toBe('200 authenticated');
    await resending;
    await expectOver(holder, challenge, code);
  });
});

/** The function has made a call that nobody answers: what it has read is read. */
const unanswered = (name: string) =>
  expect.poll(() => stack.calls().some((call) => call.function === name && call.outcome === 'fault:timeout')).toBe(true);
