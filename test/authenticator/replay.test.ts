import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, Holder, outcome, password, signedInHolder, standAt } from './holder.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** The calls that ask for a code, by name; `verify` is the login. */
const calls = ['verify', 'reveal', 'recovery-codes', 'start of another key', 'e-mail method', 'contact', 'disable'];

/** Makes the call with that name. */
async function use(holder: Holder, name: string, code: string): Promise<string> {
  const challenge = name === 'verify' ? await holder.challenge() : undefined;
  const call = holder.byCode(challenge)[name];
  if (!call) throw new Error(`no call is named ${name}`);
  return outcome(await call(code));
}

describe('a code that was accepted', () => {
  test.each(calls)('at a login is refused by: %s', async (name) => {
    const holder = await enrolledHolder(stack, `login-then-${calls.indexOf(name)}`);
    const code = holder.nextCode();
    expect(await use(holder, 'verify', code)).toBe('200 authenticated');
    expect(await use(holder, name, code)).toBe('401 invalid_code');
    // Exactly as a wrong one: an attempt is spent.
    expect((await holder.challenge()).attemptsLeft).toBe(4);
  });

  test.each(['reveal', 'recovery-codes', 'start of another key', 'contact'])('by %s is refused at a login', async (name) => {
    const holder = await enrolledHolder(stack, `${calls.indexOf(name)}-then-login`);
    const code = holder.nextCode();
    expect(await use(holder, name, code)).toBe('200');
    expect(await use(holder, 'verify', code)).toBe('401 invalid_code');
    expect(await use(holder, 'verify', holder.nextCode())).toBe('200 authenticated');
  });

  test('by the activation is refused everywhere', async () => {
    const holder = await signedInHolder(stack, 'activation');
    await holder.startAndScan();
    const { code } = holder;
    holder.keep(await holder.activate(code));
    for (const name of ['verify', 'reveal', 'disable']) expect(await use(holder, name, code), name).toBe('401 invalid_code');
    expect(await use(holder, 'verify', holder.nextCode())).toBe('200 authenticated');
  });

  test('on one device is refused on another that has the same key', async () => {
    const holder = await enrolledHolder(stack, 'devices');
    const other = await holder.elsewhere();
    const shown = await holder.reveal(holder.nextCode());
    other.scan(shown.body as { otpauthUri: string });
    const code = holder.nextCode();
    expect(other.code).toBe(code);
    const [mine, theirs] = [await holder.challenge(), await other.challenge()];
    expect(outcome(await holder.verify(mine, code))).toBe('200 authenticated');
    expect(outcome(await other.verify(theirs, code))).toBe('401 invalid_challenge');
    expect(outcome(await other.verify(await other.challenge(), code))).toBe('401 invalid_code');
  });

  test('takes the code of the step before it with it', async () => {
    const holder = await enrolledHolder(stack, 'earlier');
    stack.advanceClock(90);
    standAt(stack, 20_000);
    const [present, next] = [holder.app.codeAt(stack.now()), holder.app.codeAt(stack.now() + 15_000)];
    expect(await use(holder, 'verify', next)).toBe('200 authenticated');
    expect(await use(holder, 'verify', present)).toBe('401 invalid_code');
    stack.advanceClock(10);
    expect(await use(holder, 'verify', next)).toBe('401 invalid_code');
  });

  test('leaves the later of the two codes of a moment good', async () => {
    const holder = await enrolledHolder(stack, 'later');
    stack.advanceClock(90);
    standAt(stack, 20_000);
    expect(await use(holder, 'verify', holder.app.codeAt(stack.now()))).toBe('200 authenticated');
    expect(await use(holder, 'verify', holder.app.codeAt(stack.now() + 15_000))).toBe('200 authenticated');
  });

  test('is refused after its key was the customer’s a second time: no key ever is', async () => {
    const holder = await enrolledHolder(stack, 'off-and-on');
    const older = holder.app;
    expect(outcome(await holder.disable({ code: holder.nextCode() }))).toBe('204');
    await holder.enrol();
    expect(await use(holder, 'verify', older.codeAt(stack.now()))).toBe('401 invalid_code');
  });
});

describe('the right code, twenty times in parallel', () => {
  const accepted = (outcomes: string[]) => outcomes.filter((each) => /^20/.test(each));

  test('with one login is one session', async () => {
    const holder = await enrolledHolder(stack, 'one-login');
    const challenge = await holder.challenge();
    const code = holder.nextCode();
    const outcomes = (await Promise.all(Array.from({ length: 20 }, () => holder.verify(challenge, code)))).map(outcome);
    expect(accepted(outcomes)).toEqual(['200 authenticated']);
    // Those that took one of the other four attempts were wrong; those that found none left met the lock, or a login that is over.
    const others = outcomes.filter((each) => each !== '200 authenticated');
    expect(others.filter((each) => each === '401 invalid_code').length).toBeLessThanOrEqual(4);
    const known = ['401 invalid_code', '401 invalid_challenge', '423 challenge_locked'];
    expect(others.filter((each) => !known.includes(each))).toEqual([]);
  });

  test('in five calls that switch off is one, and of the others none is told that it was too soon', async () => {
    const holder = await enrolledHolder(stack, 'five-times-off');
    const code = holder.nextCode();
    const outcomes = (await Promise.all(Array.from({ length: 5 }, () => holder.disable({ code })))).map(outcome);
    expect(outcomes.filter((each) => each === '204')).toHaveLength(1);
    // Compared and used already, or overtaken by the one that switched off.
    expect(outcomes.filter((each) => !['204', '401 invalid_code', '409 not_enabled'].includes(each))).toEqual([]);
    expect((await holder.overview()).twoFactor.enabled).toBe(false);
  });

  test('with twenty logins from two devices is one session', async () => {
    const holder = await enrolledHolder(stack, 'two-devices');
    const other = new Holder(stack, holder.identity);
    const challenges = await Promise.all(Array.from({ length: 20 }, (_, nth) => (nth % 2 ? holder : other).challenge()));
    const code = holder.nextCode();
    const outcomes = (await Promise.all(challenges.map((challenge, nth) => (nth % 2 ? holder : other).verify(challenge, code)))).map(
      outcome,
    );
    expect(accepted(outcomes)).toEqual(['200 authenticated']);
  });

  test.each([1, 2, 3])('across login, key, recovery codes, contact and switching off is accepted once (%i)', async (round) => {
    const holder = await enrolledHolder(stack, `across-${round}`);
    const challenge = await holder.challenge();
    const code = holder.nextCode();
    const every = Object.values(holder.byCode(challenge));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, nth) => every[nth % every.length]?.(code)));
    expect(accepted(answers.map((answer) => (answer ? outcome(answer) : '')))).toHaveLength(1);
  });

  test('and four wrong ones among them: the customer is in all the same, or knows that five were tried', async () => {
    const holder = await enrolledHolder(stack, 'mixed');
    const challenge = await holder.challenge();
    const code = holder.nextCode();
    const wrong = Array.from({ length: 4 }, (_, nth) => holder.verify(challenge, holder.app.wrongCodeAt(stack.now(), nth + 1)));
    const outcomes = (await Promise.all([...wrong, holder.verify(challenge, code)])).map(outcome);
    expect(outcomes.slice(0, 4).filter((each) => each === '200 authenticated')).toEqual([]);
    expect(outcomes[4]).toBe('200 authenticated');
  });
});

test('a code of another customer’s app is a wrong one', async () => {
  const [holder, stranger] = [await enrolledHolder(stack, 'mine'), await enrolledHolder(stack, 'theirs')];
  stack.advanceClock(30);
  const foreign = stranger.code;
  if (foreign !== holder.code) expect(await use(holder, 'verify', foreign)).toBe('401 invalid_code');
  expect(outcome(await holder.reveal(holder.code, { password: `${password}!` }))).toBe('401 invalid_credentials');
  expect(await use(holder, 'verify', holder.code)).toBe('200 authenticated');
});
