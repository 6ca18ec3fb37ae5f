/** The thirtieth wrong code in a row ends the password: who guesses so long has it. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, type Holder, subjectsTo } from '../authenticator/holder.ts';
import { LostDevice } from '../recovery/lost-device.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { codeSentTo, otherThan, outcome, type Shopper, shopperWithFactor, Visitor } from './visitor.ts';

const HOUR = 3600;
const told = 'Your password no longer works';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

beforeEach(() => stack.clearFaults());

/** So many wrong codes more, five a round, and every wait waited for. */
async function guess(customer: Shopper, times: number): Promise<void> {
  const visitor = new Visitor(stack, customer);
  for (let left = times; left > 0; left -= 5) {
    stack.advanceClock(HOUR);
    await visitor.guessWrong(await visitor.challenge(), Math.min(5, left));
  }
}

/** The same at an app. */
async function guessAtApp(holder: Holder, times: number): Promise<void> {
  for (let left = times; left > 0; left -= 5) {
    stack.advanceClock(HOUR);
    await holder.guessWrong(await holder.challenge(), Math.min(5, left));
  }
}

const eventsOf = async (customerId: string) => (await auditLog(stack, customerId)).map(({ event }) => event);

describe('after thirty wrong codes in a row', { timeout: 60_000 }, () => {
  test('the password opens nothing: who types it rightly is told to set a new one, and nobody else learns of it', async () => {
    const customer = await shopperWithFactor(stack, 'thirty');
    await guess(customer, 29);
    const visitor = new Visitor(stack, customer);
    stack.advanceClock(HOUR);
    const challenge = await visitor.challenge();
    const right = codeSentTo(stack, customer);
    const last = await visitor.verify(challenge, otherThan(right));
    expect([outcome(last), (last.body as { attemptsLeft: number }).attemptsLeft]).toEqual(['401 invalid_code', 0]);
    expect(outcome(await visitor.verify(challenge, right))).toBe('401 invalid_challenge');
    expect(outcome(await visitor.resend(challenge))).toBe('401 invalid_challenge');

    expect(outcome(await visitor.logIn())).toBe('403 password_reset_required');
    expect(outcome(await visitor.logIn({ channel: 'api' }))).toBe('403 password_reset_required');
    expect(outcome(await visitor.logIn({ password: 'not the password' }))).toBe('401 invalid_credentials');
    expect(codeSentTo(stack, customer)).toBe(right);
  });

  test('every session has ended: of the cookie, of the access token, and what was pending in the account', async () => {
    const customer = await shopperWithFactor(stack, 'thirty-sessions');
    await guess(customer, 29);
    const owner = new Visitor(stack, customer);
    stack.advanceClock(HOUR);
    const [ofOwner, ofGuesser] = [await owner.challenge({ stayLoggedIn: true }), await new Visitor(stack, customer).challenge()];
    expect(ofOwner.token).not.toBe(ofGuesser.token);
    expect(await eventsOf(customer.customerId)).not.toContain('password_ended');
    // Thirty, one of them the owner's right one, would be a row of none.
    await new Visitor(stack, customer).verify(ofGuesser, otherThan(codeSentTo(stack, customer)));
    expect(outcome(await owner.verifyRight(ofOwner))).toBe('401 invalid_challenge');
    expect(await eventsOf(customer.customerId)).toContain('password_ended');
  });

  test('a session of before is over, and one that stays logged in', async () => {
    const holder = await enrolledHolder(stack, 'thirty-logged-in');
    stack.advanceClock(30);
    const other = await holder.elsewhere({ stayLoggedIn: true });
    await guessAtApp(holder, 25);
    expect((await other.browser.post('/v1/session/refresh')).status).toBe(200);
    stack.advanceClock(HOUR);
    const challenge = await holder.challenge();
    const refreshed = await other.browser.post('/v1/session/refresh');
    const bearer = (refreshed.body as { accessToken: string }).accessToken;
    expect(outcome(await other.browser.get('/v1/session', { bearer }))).toBe('200');
    await holder.guessWrong(challenge, 5);
    expect(outcome(await other.browser.get('/v1/session', { bearer }))).toBe('401 session_required');
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('401 session_required');
    expect(outcome(await holder.logIn())).toBe('403 password_reset_required');
  });

  test('the owner is told once, with device and network, and it is written down once', async () => {
    const customer = await shopperWithFactor(stack, 'thirty-told');
    await guess(customer, 30);
    const subjects = subjectsTo(stack, customer.email).filter((subject) => !/^\d{6}/.test(subject));
    expect(subjects.slice(-4)).toEqual([
      'Five wrong codes. Was it you?',
      'Ten wrong codes. Was it you?',
      'Twenty wrong codes. Was it you?',
      told,
    ]);
    const visitor = new Visitor(stack, customer);
    for (let nth = 0; nth < 3; nth++) expect(outcome(await visitor.logIn())).toBe('403 password_reset_required');
    expect(subjectsTo(stack, customer.email).filter((subject) => subject === told)).toHaveLength(1);
    const entries = (await auditLog(stack, customer.customerId)).filter(({ event }) => event === 'password_ended');
    expect(entries).toMatchObject([{ by: 'service', row: 30 }]);
  });

  test('an owner whom SES did not tell is told when the password is typed rightly, and by nothing before', async () => {
    const customer = await shopperWithFactor(stack, 'thirty-untold');
    await guess(customer, 25);
    stack.advanceClock(HOUR);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', count: 10 });
    await visitor.guessWrong(challenge, 5);
    stack.clearFaults();
    expect(outcome(await visitor.logIn({ password: 'not the password' }))).toBe('401 invalid_credentials');
    expect(subjectsTo(stack, customer.email)).not.toContain(told);
    expect(outcome(await visitor.logIn())).toBe('403 password_reset_required');
    expect(subjectsTo(stack, customer.email).filter((subject) => subject === told)).toHaveLength(1);
  });

  test('of fifty guesses at once, the row being 28, two are evaluated', async () => {
    const customer = await shopperWithFactor(stack, 'thirty-at-once');
    await guess(customer, 28);
    stack.advanceClock(HOUR);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const right = codeSentTo(stack, customer);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, nth) => visitor.verify(challenge, otherThan(right, nth + 1))));
    const evaluated = answers.filter((answer) => outcome(answer) === '401 invalid_code');
    expect(evaluated).toHaveLength(2);
    expect(new Set(answers.map(outcome))).toEqual(new Set(['401 invalid_code', '401 invalid_challenge']));
    expect(outcome(await visitor.verify(challenge, right))).toBe('401 invalid_challenge');
  });

  test('whatever they were for: the last of the row are guessed in the account, and recovery codes count as well', async () => {
    const holder = await enrolledHolder(stack, 'thirty-kinds');
    stack.advanceClock(30);
    const session = await holder.elsewhere({ stayLoggedIn: true });
    await guessAtApp(holder, 25);
    stack.advanceClock(HOUR);
    const challenge = await holder.challenge();
    for (let nth = 0; nth < 3; nth++) expect(outcome(await holder.verifyByRecoveryCode(challenge, '00000-00000'))).toBe('401 invalid_code');
    const refreshed = await session.browser.post('/v1/session/refresh');
    session.bearer = (refreshed.body as { accessToken: string }).accessToken;
    for (let nth = 0; nth < 2; nth++) expect(outcome(await session.disable({ code: session.wrongCode }))).toBe('401 invalid_code');
    expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome(await holder.logIn())).toBe('403 password_reset_required');
  });

  test('a recovery that was under way is over', async () => {
    const holder = await enrolledHolder(stack, 'thirty-recovery');
    const lost = new LostDevice(stack, holder);
    await guessAtApp(holder, 25);
    stack.advanceClock(HOUR);
    const { token, code } = await lost.allButConfirmed();
    const challenge = await holder.challenge();
    await holder.guessWrong(challenge, 5);
    expect(outcome(await lost.confirm(token, code))).toBe('410 recovery_expired');
  });
});

describe('the thirtieth code, if it is right,', { timeout: 60_000 }, () => {
  test('logs in, and ends the row instead of the password', async () => {
    const customer = await shopperWithFactor(stack, 'thirtieth-right');
    await guess(customer, 29);
    stack.advanceClock(HOUR);
    const visitor = new Visitor(stack, customer);
    expect(outcome(await visitor.verifyRight(await visitor.challenge()))).toBe('200 authenticated');
    await guess(customer, 25);
    expect(outcome(await visitor.logIn())).toBe('200 second_factor_required');
  });

  test('of an app does so too, and a session of before goes on', async () => {
    const holder = await enrolledHolder(stack, 'thirtieth-of-app');
    stack.advanceClock(30);
    const other = await holder.elsewhere({ stayLoggedIn: true });
    await guessAtApp(holder, 29);
    stack.advanceClock(HOUR);
    const challenge = await holder.challenge();
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('200 authenticated');
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('200 authenticated');
    expect(await eventsOf(holder.identity.customerId)).not.toContain('password_ended');
  });

  test('that KMS could not open was no attempt: the password goes on, and so do the sessions', async () => {
    const holder = await enrolledHolder(stack, 'thirtieth-without-kms');
    stack.advanceClock(30);
    const other = await holder.elsewhere({ stayLoggedIn: true });
    await guessAtApp(holder, 29);
    stack.advanceClock(HOUR);
    const challenge = await holder.challenge();
    stack.fault({ service: 'kms', action: '*', kind: 'error', count: 1000 });
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('503 unavailable');
    stack.clearFaults();
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('200 authenticated');
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('200 authenticated');
  });

  test('whose write was done and its answer lost counts once', async () => {
    const customer = await shopperWithFactor(stack, 'thirtieth-lost');
    await guess(customer, 29);
    stack.advanceClock(HOUR);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', function: 'login', kind: 'lost-ack', count: 2 });
    expect(outcome(await visitor.verify(challenge, otherThan(codeSentTo(stack, customer))))).toBe('401 invalid_code');
    expect(outcome(await visitor.logIn())).toBe('403 password_reset_required');
  });
});
