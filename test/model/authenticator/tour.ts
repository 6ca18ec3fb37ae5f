/** One run that goes everywhere once, in a fixed order: what a short or slow series of random runs may not come to. */
import { day, minute, must, second } from '../limits.ts';
import type { Session } from '../person.ts';
import type { Trouble } from '../trouble.ts';
import type { AppShop } from './app-shop.ts';
import { activate, change, endEverySession, showSession } from './change-moves.ts';
import { askForContact, confirmContact } from './contact-moves.ts';
import type { Holder, Pending, Typing } from './holder.ts';
import { enrol, nextStep, recoveryStep, sessionOf } from './journeys.ts';
import { guessAtOnce, logIn, typeCode } from './login-moves.ts';
import { askForSms, cancelRecovery, confirmRecovery, startRecovery } from './recovery-moves.ts';

const app: Typing = { of: 'app', shift: 0 };
const nothing: Typing = { of: 'nothing' };
const good: Typing = { of: 'recovery code', is: 'good' };
const wrongRecoveryCode: Typing = { of: 'recovery code', is: 'wrong' };

export async function goEverywhere(shop: AppShop): Promise<void> {
  const [holder, other] = shop.holders as [Holder, Holder];
  await steps(shop, holder);
  await enrolments(shop, other);
  await recoveryCodes(shop, holder);
  await locks(shop, holder);
  await outages(shop, holder);
  await recoveries(shop, holder);
  await contacts(shop, holder);
  await budget(shop, holder);
  await changesOfTheMethod(shop, other);
}

async function challengeOf(shop: AppShop, holder: Holder): Promise<Pending> {
  nextStep(shop, holder);
  await logIn(shop, holder);
  return holder.challenges.at(-1) as Pending;
}

async function session(shop: AppShop, holder: Holder): Promise<Session> {
  const own = await sessionOf(shop, holder);
  must(own !== undefined, 'the owner gets in');
  return own;
}

/** A device 15 s off on either side of a step, 16 s off at its edge, replays at every door. */
async function steps(shop: AppShop, holder: Holder): Promise<void> {
  for (const shift of [-15, 15, -16, 16, -31, 31]) {
    const challenge = await challengeOf(shop, holder);
    shop.waitUntil(Math.ceil(shop.now / (30 * second)) * 30 * second + (shift < 0 ? 0 : 29 * second));
    await typeCode(shop, holder, challenge, { of: 'app', shift: shift * second });
  }
  const first = await challengeOf(shop, holder);
  await typeCode(shop, holder, first, app);
  await logIn(shop, holder);
  await typeCode(shop, holder, holder.challenges.at(-1) as Pending, { of: 'replay' });
  const own = await session(shop, holder);
  for (const name of ['reveal', 'replace', 'start', 'email', 'off'] as const) await change(shop, holder, own, name, true, { of: 'replay' });
  nextStep(shop, holder);
  await typeCode(shop, holder, first, app);
  await guessAtOnce(shop, holder, await challengeOf(shop, holder), [app, app, app, app, app]);
  await guessAtOnce(shop, holder, await challengeOf(shop, holder), [nothing, app, good, nothing, app]);
  // Which of two right ones comes first is a race, so it is run several times.
  for (let race = 0; race < 4; race += 1) await guessAtOnce(shop, holder, await challengeOf(shop, holder), [app, good, good]);
  const late = await challengeOf(shop, holder);
  shop.waitUntil(late.issuedAt + 15 * minute);
  await typeCode(shop, holder, late, app);
}

/** Each way to fail throws the key away; a second start kills the first key; what is pending gates nothing. */
async function enrolments(shop: AppShop, holder: Holder): Promise<void> {
  const pending: Typing = { of: 'pending key' };
  const failures: [boolean, Typing][] = [
    [false, pending],
    [true, nothing],
    [true, { of: 'older key' }],
  ];
  for (const [right, typing] of failures) {
    const own = await session(shop, holder);
    await change(shop, holder, own, 'start', true, nothing);
    await logIn(shop, holder);
    await activate(shop, holder, own, right, typing);
    await activate(shop, holder, own, true, { of: 'older key' });
  }
  const ended = await session(shop, holder);
  await change(shop, holder, ended, 'start', true, nothing);
  await endEverySession(shop, holder, ended);
  await activate(shop, holder, await session(shop, holder), true, pending);
  for (const edge of [0, -1]) {
    const own = await session(shop, holder);
    await change(shop, holder, own, 'start', true, nothing);
    await change(shop, holder, own, 'start', true, nothing);
    shop.waitUntil((holder.pending?.endsAt ?? 0) + edge);
    await logIn(shop, holder);
    await activate(shop, holder, await session(shop, holder), true, pending);
  }
  must(holder.factor === 'totp', 'the last millisecond of a pending key is good');
  await enrol(shop, holder, app, true);
  await change(shop, holder, await session(shop, holder), 'start', true, nothing);
  nextStep(shop, holder);
  const own = await session(shop, holder);
  await change(shop, holder, own, 'start', true, app);
  await typeCode(shop, holder, await challengeOf(shop, holder), pending);
  await typeCode(shop, holder, await challengeOf(shop, holder), app);
  await typeCode(shop, holder, await challengeOf(shop, holder), { of: 'older key' });
}

async function recoveryCodes(shop: AppShop, holder: Holder): Promise<void> {
  for (const is of ['good', 'used', 'wrong'] as const) {
    await typeCode(shop, holder, await challengeOf(shop, holder), { of: 'recovery code', is });
  }
  await guessAtOnce(shop, holder, await challengeOf(shop, holder), [good, good, good, good]);
  nextStep(shop, holder);
  await change(shop, holder, await session(shop, holder), 'replace', true, app);
  await typeCode(shop, holder, await challengeOf(shop, holder), { of: 'recovery code', is: 'replaced' });
  nextStep(shop, holder);
  const own = await session(shop, holder);
  nextStep(shop, holder);
  await change(shop, holder, own, 'reveal', true, app);
  await showSession(shop, holder, own);
}

async function locks(shop: AppShop, holder: Holder): Promise<void> {
  const first = await challengeOf(shop, holder);
  await logIn(shop, holder);
  const beside = holder.challenges.at(-1) as Pending;
  for (const typing of [nothing, wrongRecoveryCode, nothing, nothing, nothing, app])
    await typeCode(shop, holder, typing === nothing ? beside : first, typing);
  await logIn(shop, holder);
  await typeCode(shop, holder, holder.challenges.at(-1) as Pending, app);
  await typeCode(shop, holder, first, app);
  await guessAtOnce(shop, holder, await challengeOf(shop, holder), Array<Typing>(8).fill(nothing));
  await typeCode(shop, holder, await challengeOf(shop, holder), app);
}

/** Wrong codes of the app and of a contact are one row, whose waits hold for both; the right one of a contact ends it. */
async function contacts(shop: AppShop, holder: Holder): Promise<void> {
  const own = await session(shop, holder);
  nextStep(shop, holder);
  await askForContact(shop, holder, own, app);
  const challenge = await challengeOf(shop, holder);
  for (let guess = 0; guess < 2; guess += 1) {
    await confirmContact(shop, holder, own, 'wrong');
    await typeCode(shop, holder, challenge, nothing);
  }
  await confirmContact(shop, holder, own, 'wrong');
  must(holder.history.row === 5, 'wrong codes of all kinds are one row');
  for (const kind of ['wrong', 'right'] as const) await confirmContact(shop, holder, own, kind);
  await typeCode(shop, holder, challenge, app);
  shop.waitUntil(holder.history.waitEndsAt());
  await confirmContact(shop, holder, own, 'right');
  must(holder.history.untilWait === 5, 'the right code of a contact ends the row');
  await confirmContact(shop, holder, own, 'right');
  nextStep(shop, holder);
  await typeCode(shop, holder, challenge, app);
}

/** Four wrong ones and a right one, again and again: a right code does not give the day's wrong ones back. */
async function budget(shop: AppShop, holder: Holder): Promise<void> {
  while (holder.rounds.budgetLeft(shop.now) >= 4) {
    const challenge = await challengeOf(shop, holder);
    for (const typing of [nothing, wrongRecoveryCode, nothing, nothing, app]) await typeCode(shop, holder, challenge, typing);
  }
  while (holder.rounds.budgetLeft(shop.now) > 0) await typeCode(shop, holder, await challengeOf(shop, holder), nothing);
  for (const typing of [app, good]) {
    const { is } = await typeCode(shop, holder, await challengeOf(shop, holder), typing);
    must(is === 'too_many_attempts', '100 wrong codes a day are the end, whatever is typed');
  }
  await shop.stack.advanceClock((day + minute) / second);
}

const troubles: Trouble[] = [
  { service: 'kms', action: '*', kind: 'error', calls: 1000 },
  { service: 'kms', action: '*', kind: 'throttle', calls: 2 },
  { service: 'kms', action: '*', kind: 'lost-ack', calls: 1 },
  { service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', calls: 1 },
  { service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', calls: 1000 },
  { service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', calls: 1000 },
  { service: 'dynamodb', action: '*', kind: 'error', calls: 1000 },
];

/** Each trouble at a code and at an activation, and both again when it is over. With KMS down nothing may be lost, however often. */
async function outages(shop: AppShop, holder: Holder): Promise<void> {
  for (const trouble of troubles) {
    const challenge = await challengeOf(shop, holder);
    for (let guess = 0; guess < (trouble.service === 'kms' ? 6 : 1); guess += 1) {
      shop.trouble = trouble;
      await typeCode(shop, holder, challenge, guess === 1 ? nothing : app);
    }
    shop.trouble = undefined;
    const own = await session(shop, holder);
    await change(shop, holder, own, 'start', true, { of: 'no proof' });
    nextStep(shop, holder);
    if (trouble.service === 'kms') shop.trouble = trouble;
    await change(shop, holder, own, 'start', true, app);
    shop.trouble = undefined;
    if (!holder.pending) await change(shop, holder, own, 'start', true, app);
    shop.trouble = trouble;
    await activate(shop, holder, own, true, { of: 'pending key' });
    shop.trouble = undefined;
    await activate(shop, holder, own, true, { of: 'pending key' });
    if (!holder.active?.app) {
      nextStep(shop, holder);
      await change(shop, holder, await session(shop, holder), 'reveal', true, good);
    }
  }
}

/** Steps before their time, links of another recovery, then all of them in order. */
async function recoveries(shop: AppShop, holder: Holder): Promise<void> {
  const challenge = await challengeOf(shop, holder);
  await startRecovery(shop, holder, challenge);
  await startRecovery(shop, holder, challenge);
  await recoveryStep(shop, holder, 'confirm');
  await recoveryStep(shop, holder, 'sms');
  await recoveryStep(shop, holder, 'sms');
  const older = holder.recovery;
  shop.waitUntil(shop.now + minute);
  await startRecovery(shop, holder, challenge);
  must(older !== undefined && older !== holder.recovery, 'a second recovery takes the place of the first');
  await confirmRecovery(shop, holder, older, 'right', true);
  await recoveryStep(shop, holder, 'confirm');
  await askForSms(shop, holder, older);
  shop.waitUntil(holder.smsRounds.nextDispatchAt());
  shop.trouble = { service: 'sns', action: '*', kind: 'throttle', calls: 1000 };
  await recoveryStep(shop, holder, 'sms');
  await recoveryStep(shop, holder, 'sms');
  const { recovery } = holder;
  must(recovery !== undefined, 'a recovery is under way');
  await confirmRecovery(shop, holder, recovery, 'right', false);
  await confirmRecovery(shop, holder, recovery, 'wrong', true);
  await confirmRecovery(shop, holder, recovery, 'older', true);
  // By the link of the older one, which ends the newer as well.
  await cancelRecovery(shop, holder, older);
  await recoveryStep(shop, holder, 'cancel');
  await recoveryStep(shop, holder, 'confirm');
  shop.waitUntil(shop.now + minute);
  const again = await challengeOf(shop, holder);
  await startRecovery(shop, holder, again);
  shop.waitUntil((holder.recovery?.linkEndsAt ?? 0) - 1);
  await recoveryStep(shop, holder, 'sms');
  shop.waitUntil((holder.recovery?.linkEndsAt ?? 0) + minute);
  await recoveryStep(shop, holder, 'sms');
  shop.trouble = { service: 'dynamodb', action: 'PutItem', kind: 'lost-ack', calls: 1 };
  await recoveryStep(shop, holder, 'confirm');
  must(holder.factor === undefined, 'all steps in order switch the factor off');
  await recoveryStep(shop, holder, 'confirm');
  await typeCode(shop, holder, again, good);
  for (const each of holder.sessions.slice(-2)) await showSession(shop, holder, each);
  await enrol(shop, holder, nothing);
}

/** From the app to the e-mail method and back, and off by a recovery code. */
async function changesOfTheMethod(shop: AppShop, holder: Holder): Promise<void> {
  nextStep(shop, holder);
  const own = await session(shop, holder);
  const pending = await challengeOf(shop, holder);
  await change(shop, holder, own, 'email', true, app);
  must(holder.factor === 'email', 'the method is changed in one step');
  await typeCode(shop, holder, pending, { of: 'older key' });
  await typeCode(shop, holder, await challengeOf(shop, holder), { of: 'mail' });
  await change(shop, holder, own, 'start', true, good);
  await activate(shop, holder, own, true, { of: 'pending key' });
  await change(shop, holder, own, 'off', true, nothing);
  await change(shop, holder, own, 'off', true, good);
  must(holder.factor === undefined, 'a recovery code confirms the switching off');
}
