/**
 * Steps of two customers' recoveries in any order, with any of the links and codes that ever arrived, with time passing and faults,
 * held against a model of the contract: the factor is off only after all steps, in order, within one recovery.
 *
 * `KEYCARD_MODEL_RUNS` makes it longer, `KEYCARD_MODEL_SEED` takes another seed; a failure prints seed and path.
 */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { outcome, subjectsTo } from '../authenticator/holder.ts';
import { timeForRuns } from '../model/time-for-runs.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type LostDevice, lostDevice } from './lost-device.ts';
import { ModelCustomer, type ModelRecovery, type Provider } from './recovery-model.ts';
import { quickCaptcha } from './solved-captcha.ts';

const numRuns = Number(process.env.KEYCARD_MODEL_RUNS ?? 12);
const seed = Number(process.env.KEYCARD_MODEL_SEED ?? 20_261_121);
const timeLimit = numRuns > 12 ? numRuns * 4000 : 16_000;

type Hiccup = 'none' | 'throttle' | 'lost-ack';
type Move = {
  do: 'start' | 'sms' | 'confirm' | 'guess' | 'cancel' | 'enrol' | 'wait';
  who: number;
  pick: number;
  provider: Provider;
  hiccup: Hiccup;
};

let stack: TestStack;
const met = new Map<string, number>();

beforeAll(async () => {
  stack = await startReadyStack();
});

const move: fc.Arbitrary<Move> = fc.record({
  do: fc.oneof(
    { weight: 5, arbitrary: fc.constant('start' as const) },
    { weight: 7, arbitrary: fc.constant('sms' as const) },
    { weight: 8, arbitrary: fc.constant('confirm' as const) },
    { weight: 3, arbitrary: fc.constant('guess' as const) },
    { weight: 2, arbitrary: fc.constant('cancel' as const) },
    { weight: 1, arbitrary: fc.constant('enrol' as const) },
    { weight: 4, arbitrary: fc.constant('wait' as const) },
  ),
  who: fc.nat({ max: 1 }),
  pick: fc.nat({ max: 1000 }),
  provider: fc.oneof(
    { weight: 8, arbitrary: fc.constant('works' as const) },
    { weight: 1, arbitrary: fc.constantFrom('throttle' as const, 'error' as const, 'lost-ack' as const) },
  ),
  hiccup: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom('throttle' as const, 'lost-ack' as const) },
  ),
});

type Person = { lost: LostDevice; model: ModelCustomer };

/** What a move answered must be what the contract says. */
async function make(step: Move, people: readonly Person[], everything: { owner: Person; recovery: ModelRecovery }[]): Promise<void> {
  const person = people[step.who] as Person;
  const { lost, model } = person;
  if (step.do === 'wait') {
    // Rarely long: most of what matters happens within minutes.
    const waits = [1, 30, 59.999, 60, 60, 60, 119, 120, 240, 299.999, 600, 3600];
    await stack.advanceClock(waits[step.pick % waits.length] as number);
    return;
  }
  if (step.do === 'guess') return guessAtLogin(step, person);
  if (step.do === 'enrol') {
    await stack.advanceClock(Math.max(0, model.rowWaitsUntil() - stack.now()) / 1000);
    await lost.holder.signIn();
    if (model.factorIsOn) expect(outcome(await lost.holder.disable({ code: lost.holder.nextCode() }))).toBe('204');
    await lost.holder.enrol();
    model.enrolled();
    return;
  }
  if (step.do === 'start') return start(step, person, everything);

  // Mostly one's own newest link, sometimes any that ever arrived, also of somebody else.
  const own = everything.filter(({ owner }) => owner === person);
  const from = step.pick % 4 === 0 ? everything : own.slice(-1);
  const chosen = from[Math.floor(step.pick / 4) % Math.max(1, from.length)];
  if (!chosen) return;
  const { owner, recovery } = chosen;
  if (step.do === 'sms') return sendSms(step, owner, recovery);
  if (step.do === 'cancel') {
    await holds('cancel', '204', step, () => owner.lost.cancel(recovery.cancel));
    const login = outcome(await owner.lost.holder.logIn());
    const ends = owner.model.cancelled(recovery, stack.now());
    expect(login).toBe(ends ? '403 password_reset_required' : `200 ${owner.model.factorIsOn ? 'second_factor_required' : 'authenticated'}`);
    if (!ends) return;
    await owner.lost.setNewPassword();
    owner.model.passwordIsNew();
    return;
  }
  const captchaIsSolved = step.pick % 9 !== 5;
  const others = people.map(({ model: { code } }) => code).filter((code) => code !== undefined);
  const typed = (step.pick % 3 === 1 ? others[step.pick % Math.max(1, others.length)] : owner.model.code) ?? '000000';
  const wrong = String((Number(typed) + 1) % 1_000_000).padStart(6, '0');
  const code = step.pick % 5 === 2 ? wrong : typed;
  const captcha = captchaIsSolved ? await quickCaptcha(stack) : 'none';
  const expected = owner.model.answerToConfirm(recovery, code, captchaIsSolved, stack.now());
  await holds('confirm', expected, step, () => owner.lost.confirm(recovery.token, code, captcha));
  owner.model.confirmed(recovery, expected, stack.now());
}

async function start(step: Move, person: Person, everything: { owner: Person; recovery: ModelRecovery }[]): Promise<void> {
  const { lost, model } = person;
  if (!model.factorIsOn) return void expect(outcome(await lost.holder.logIn())).toBe('200 authenticated');
  const challenge = await lost.holder.challenge();
  const before = lost.mailsWithLinks();
  const expected = model.answerToStart(step.provider, stack.now());
  await holds('start', expected, step, () => lost.start(challenge));
  const arrived = lost.mailsWithLinks() > before;
  expect(arrived).toBe(expected !== '429 too_soon' && (step.provider === 'works' || step.provider === 'lost-ack'));
  model.started(step.provider, arrived ? lost.links() : undefined, stack.now());
  const recovery = model.recoveries.at(-1);
  if (arrived && recovery) everything.push({ owner: person, recovery });
}

/** A wrong code of the app counts in the row of the codes by SMS, and they in its. */
async function guessAtLogin(step: Move, { lost, model }: Person): Promise<void> {
  if (!model.factorIsOn) return;
  const challenge = await lost.holder.challenge();
  const expected = model.answerToLogin(stack.now());
  await holds('guess', expected, step, () => lost.holder.verify(challenge, lost.holder.wrongCode));
  model.guessedAtLogin(stack.now());
}

const toldOfGuesses = (lost: LostDevice) => subjectsTo(stack, lost.email).filter((subject) => subject.endsWith('wrong codes. Was it you?'));

async function sendSms(step: Move, { lost, model }: Person, recovery: ModelRecovery): Promise<void> {
  const before = lost.smsWithCodes();
  const expected = model.answerToText(recovery, step.provider, stack.now());
  await holds('sms', expected, step, () => lost.sendSms(recovery.token));
  const arrived = lost.smsWithCodes() > before;
  const went = expected === '200' || expected.startsWith('503');
  expect(arrived).toBe(went && (step.provider === 'works' || step.provider === 'lost-ack'));
  if (went) model.texted(recovery, step.provider, arrived ? lost.code() : undefined, stack.now());
}

/** A hiccup of DynamoDB must not show: its SDK asks again, and what is asked twice counts once. */
async function holds(name: string, expected: string, { provider, hiccup }: Move, call: () => Promise<Parameters<typeof outcome>[0]>) {
  for (const [service, action] of [
    ['ses', 'SendEmail'],
    ['sns', 'Publish'],
  ] as const) {
    if (provider !== 'works' && (name === 'start' || name === 'sms')) stack.fault({ service, action, kind: provider });
  }
  if (hiccup !== 'none') stack.fault({ service: 'dynamodb', action: '*', kind: hiccup });
  const answer = outcome(await call());
  stack.clearFaults();
  expect(`${name}: ${answer}`).toBe(`${name}: ${expected}`);
  const key = `${name}: ${answer}`;
  met.set(key, (met.get(key) ?? 0) + 1);
}

const step = (does: Move['do'], pick = 0): Move => ({ do: does, who: 0, pick, provider: 'works', hiccup: 'none' });

/** Comes first, so that on a slow machine too the promise is met from both sides. A pick of 7 makes the code a wrong one. */
const tour: Move[] = [
  ...[step('start', 1), step('cancel', 1), step('confirm', 1), step('wait', 3), step('start', 1), step('confirm', 1), step('sms', 1)],
  ...[step('confirm', 7), step('guess'), step('guess'), step('confirm', 7), step('confirm', 7), step('confirm', 13), step('guess')],
  ...[step('wait', 3), step('confirm', 13), step('sms', 1), step('start', 1)],
];

/** No two to the same customer within sixty seconds. */
function expectApart(times: readonly string[]): void {
  const moments = times.map((at) => Date.parse(at)).sort((one, other) => one - other);
  for (const [index, at] of moments.entries()) {
    if (index > 0) expect(at - (moments[index - 1] as number)).toBeGreaterThanOrEqual(60_000);
  }
}

it('whatever happens in whatever order, the factor is off only after all steps, in order, within one recovery', {
  timeout: timeLimit + 300_000,
}, async () => {
  const play = async (moves: Move[]) => {
    stack.clearFaults();
    const people = [await lostDevice(stack), await lostDevice(stack)].map((lost) => ({ lost, model: new ModelCustomer() }));
    const everything: { owner: Person; recovery: ModelRecovery }[] = [];
    for (const each of moves) {
      await make(each, people, everything);
      if (each.do === 'wait') continue;
      const areOn = await Promise.all(people.map(({ lost }) => lost.factorIsOn()));
      expect(areOn).toEqual(people.map(({ model }) => model.factorIsOn));
      for (const { lost, model } of people) expect(toldOfGuesses(lost)).toHaveLength(model.told);
    }
    for (const { lost } of people) {
      const mine = stack.outbox().filter(({ to }) => to === lost.email || to === lost.phone);
      expectApart(mine.filter(({ text }) => text.includes('/recover#t=')).map(({ at }) => at));
      expectApart(mine.filter(({ channel, text }) => channel === 'sms' && /\b\d{6}\b/.test(text)).map(({ at }) => at));
    }
  };
  const time = timeForRuns(timeLimit);
  const moves = fc.array(move, { minLength: 25, maxLength: 45, size: 'max' });
  const property = fc.asyncProperty(moves, (drawn) => time.run(() => play(drawn)));
  const path = process.env.KEYCARD_MODEL_PATH;
  const details = await fc.check(property, {
    seed,
    numRuns,
    ...(path ? { path } : { examples: [[tour]] }),
  });
  console.log(`recovery model: seed ${seed}, ${time.said()}`, [...met].sort().join(' '));
  const report = await fc.asyncDefaultReportMessage(details);
  if (details.failed) throw new Error(report, { cause: details.errorInstance });
});

it('the runs met what the promise is about', () => {
  const needed = [
    ...['start: 202', 'sms: 200', 'confirm: 204', 'confirm: 401 invalid_code', 'confirm: 410 recovery_expired', 'cancel: 204'],
    ...['guess: 401 invalid_code', 'guess: 429 too_soon', 'confirm: 429 too_soon'],
  ];
  expect(needed.filter((what) => !met.has(what))).toEqual([]);
});
