import { beforeAll, expect, test } from 'vitest';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, type Holder, otherThan, outcome, password, signedInHolder } from './holder.ts';

const day = 24 * 60 * 60;
const nobodys = '00000-00000';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** What a thief with the password can guess at, from whichever device: each answers one wrong guess. */
async function waysToGuess(holder: Holder, other: Holder): Promise<(() => Promise<Answer>)[]> {
  const [mine, theirs] = [await holder.challenge(), await other.challenge()];
  return [
    () => holder.verify(mine, holder.wrongCode),
    () => other.verifyByRecoveryCode(theirs, nobodys),
    () => holder.reveal(holder.wrongCode),
    () => other.verify(theirs, holder.wrongCode),
    () => holder.disable({ recoveryCode: nobodys }),
    () => other.disable({ code: holder.wrongCode }),
    () => holder.start({ password, code: holder.wrongCode }),
    () => other.switchOnEmail({ recoveryCode: nobodys }),
    () => holder.replaceRecoveryCodes(holder.wrongCode),
    () => other.changeContact({ email: 'thief@example.com' }, { code: holder.wrongCode }),
  ];
}

function expectSpent(answer: Answer, atMost: number): void {
  expect(outcome(answer)).toBe('429 too_many_attempts');
  const { retryAfter } = answer.body as { retryAfter: number };
  expect(answer.headers['retry-after']).toBe(String(retryAfter));
  expect(retryAfter).toBeGreaterThan(0);
  expect(retryAfter).toBeLessThanOrEqual(atMost);
}

test('a hundred wrong codes in 24 hours are the last, whatever the mix, although right codes came in between', {
  timeout: 120_000,
}, async () => {
  const holder = await enrolledHolder(stack, 'hundred');
  const other = await holder.elsewhere();
  const started = stack.now();
  let wrong = 0;
  for (let round = 0; wrong < 100; round++) {
    await holder.signIn();
    await other.signIn();
    const ways = await waysToGuess(holder, other);
    expect((await holder.challenge()).attemptsLeft).toBe(Math.min(5, 100 - wrong));
    const guesses = Math.min(4, 100 - wrong);
    for (let nth = 0; nth < guesses; nth++) {
      const way = ways[(round * 4 + nth) % ways.length];
      expect(way && outcome(await way())).toBe('401 invalid_code');
    }
    wrong += guesses;
  }
  const elapsed = (stack.now() - started) / 1000;
  expect(elapsed).toBeLessThan(day);

  const refused = await holder.challenge();
  expect(refused.attemptsLeft).toBe(0);
  stack.advanceClock(30);
  expectSpent(await holder.verify(refused, holder.code), day);
  expectSpent(await holder.verifyByRecoveryCode(refused, holder.recoveryCodes[0] ?? ''), day);
  expectSpent(await holder.reveal(holder.code), day);
  expectSpent(await other.disable({ recoveryCode: holder.recoveryCodes[0] ?? '' }), day);
  expectSpent(await other.start({ password, code: holder.code }), day);
  expect(stack.sentTo('thief@example.com')).toBe(0);

  const wait = (Date.parse(refused.resendAt ?? '') - stack.now()) / 1000;
  stack.advanceClock(wait - 0.001);
  expect((await holder.challenge()).attemptsLeft).toBe(0);
  stack.advanceClock(0.001);
  // As many as have left the 24 hours, and no more: never over a hundred within any such span.
  const open = await holder.challenge();
  expect(open.attemptsLeft).toBe(4);
  expect(outcome(await holder.verify(open, holder.code))).toBe('200 authenticated');
});

test('a change of the method gives no new budget', { timeout: 60_000 }, async () => {
  const holder = await enrolledHolder(stack, 'change');
  let wrong = 0;
  const guessFour = async () => {
    const { length } = await holder.guessWrong(await holder.challenge(), 4);
    wrong += length;
    await holder.signIn();
  };
  for (let round = 0; round < 12; round++) await guessFour();
  expect(outcome(await holder.switchOnEmail({ code: holder.nextCode() }))).toBe('200');
  while (wrong < 96) {
    stack.advanceClock(60);
    const challenge = await holder.challenge();
    const code = stack.lastCode(holder.identity.email);
    for (let nth = 1; nth <= 4; nth++) expect(outcome(await holder.verify(challenge, otherThan(code, nth)))).toBe('401 invalid_code');
    wrong += 4;
    const { body } = await holder.verify(challenge, code);
    holder.bearer = (body as { accessToken: string }).accessToken;
  }
  stack.advanceClock(60);
  await holder.post('/v1/security/code');
  await holder.enrol({ password, code: stack.lastCode(holder.identity.email) });
  const challenge = await holder.challenge();
  expect(challenge.attemptsLeft).toBe(4);
  await holder.guessWrong(challenge, 4);
  expectSpent(await holder.verify(await holder.challenge(), holder.nextCode()), day);
});

test('wrong codes of an activation are no guesses: they cost the customer a key, and no attempt', async () => {
  const holder = await signedInHolder(stack, 'activations');
  for (let time = 0; time < 6; time++) {
    await holder.startAndScan();
    expect(outcome(await holder.activate(holder.wrongCode))).toBe('401 invalid_code');
  }
  await holder.enrol();
  expect((await holder.challenge()).attemptsLeft).toBe(5);
});
