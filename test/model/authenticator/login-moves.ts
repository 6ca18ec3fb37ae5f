/** What whoever has the password can do at the door: log in, type a code of the app or a recovery code, many at once. */
import type { Reply } from '../door.ts';
import { isDown, judge, judgeGuess, onlyTellingFails, recordSession } from '../judge.ts';
import { must } from '../limits.ts';
import { passwordIsBlocked, passwordRefusals, postLogin, recordPasswordTry } from '../login-moves.ts';
import type { AppShop } from './app-shop.ts';
import type { Holder, Pending, Proof, Typing } from './holder.ts';

export async function logIn(shop: AppShop, holder: Holder, right = true): Promise<Reply> {
  const { now } = shop;
  const { rounds, factor } = holder;
  const refusals = passwordRefusals(holder, right, now);
  const goesOn = right && !passwordIsBlocked(holder, now);
  const due = factor === 'email' && rounds.dispatchIsDue(now);
  const { value: reply, failed } = await shop.during(() => postLogin(shop, holder, right, false));
  const beliefs = shop.beliefs('login', failed);
  const challenged = due && failed.has('ses') ? 'delivery_failed' : 'second_factor_required';
  // A key that is pending gates nothing.
  const further = factor
    ? [...(beliefs.has('off') ? ['authenticated'] : []), ...(beliefs.has('on') || beliefs.has('unknown') ? [challenged] : [])]
    : ['authenticated'];
  judge('a login', reply, [...refusals, ...(goesOn ? further : [])], failed);
  recordPasswordTry(holder, right, reply, now);
  await shop.observe(holder, failed);
  if (reply.is === 'authenticated') recordSession(shop, holder, reply, false);
  if (reply.is === 'second_factor_required' && factor) {
    const view = reply.body.challenge as Record<string, unknown>;
    const { epoch, challenges } = holder;
    challenges.push({ token: view.token as string, method: factor, epoch, issuedAt: now, locked: rounds.locked, used: rounds.used });
    must(view.method === factor && view.canRecover === (factor === 'totp'), 'a challenge says what it asks for');
    const isOwn = factor === 'totp' || rounds.live(now)?.purpose === 'login';
    must(!isOwn || view.attemptsLeft === rounds.attemptsLeft(now), 'a challenge tells the attempts that are left');
  }
  return reply;
}

/** What a guess that gets as far as the factor comes to: `right`, or a refusal. */
export function guessOutcome(holder: Holder, challenge: Pending | undefined, proof: Proof, now: number): string {
  const end = challenge && holder.endOf(challenge, now);
  if (end) return end;
  const { rounds, factor } = holder;
  const live = rounds.live(now);
  const isMail = factor === 'email' && 'code' in proof.body;
  const isOpen = isMail ? live?.purpose === (challenge ? 'login' : 'security') : live !== undefined || rounds.mayOpen(now);
  if (isOpen && !rounds.waits(now)) return proof.right ? 'right' : 'invalid_code';
  if (!challenge && isMail && rounds.newest && rounds.isLocked(rounds.newest)) return 'challenge_locked';
  // Where a code had to be sent and none is good any more, waiting would not help.
  return whyNotCompared(rounds.budgetLeft(now), rounds.waits(now) && (!isMail || live !== undefined));
}

/** Why a guess is not compared, whatever is typed. */
export function whyNotCompared(budget: number, waits: boolean): string {
  if (budget === 0) return 'too_many_attempts';
  return waits ? 'too_soon' : 'code_expired';
}

const pathOf = ({ body }: Proof) => ('code' in body ? '/v1/login/verify' : '/v1/login/recovery-code');

const postProof = (shop: AppShop, { token }: Pending, proof: Proof) =>
  shop.call('POST', pathOf(proof), { challenge: token, ...proof.body });

export async function typeCode(shop: AppShop, holder: Holder, challenge: Pending, typing: Typing): Promise<Reply> {
  const { now } = shop;
  const proof = holder.type(typing, now);
  const expected = guessOutcome(holder, challenge, proof, now);
  const left = holder.rounds.attemptsLeft(now);
  const { value: reply, failed } = await shop.during(() => postProof(shop, challenge, proof));
  judgeGuess(shop, `typing ${typing.of}`, reply, [expected === 'right' ? 'authenticated' : expected], failed);
  const isIn = reply.is === 'authenticated';
  const isWrong = reply.is === 'invalid_code';
  await shop.observe(holder, failed, { proofs: [proof], toldWrong: isWrong ? 1 : 0, toldRight: isIn ? [proof] : [] });
  must(!isWrong || reply.body.attemptsLeft === left - 1, `a wrong code tells how many attempts are left: ${left - 1}`);
  if (isIn) {
    must(challenge.epoch === holder.epoch && holder.factor === challenge.method, 'no session of an old epoch');
    recordSession(shop, holder, reply, true);
  }
  return reply;
}

/** What a guess that came too late may hear, beside what is true of it by itself. */
const late = ['invalid_code', 'code_expired', 'challenge_locked', 'invalid_challenge', 'too_soon', 'too_many_attempts'];

/** Several guesses at once, with the same challenge. Whichever right one comes first ends it for the others. */
export async function guessAtOnce(shop: AppShop, holder: Holder, challenge: Pending, typings: readonly Typing[]): Promise<void> {
  const { now } = shop;
  const proofs = typings.map((typing) => holder.type(typing, now));
  const expected = proofs.map((proof) => guessOutcome(holder, challenge, proof, now));
  const isOpen = expected.some((is) => ['right', 'invalid_code'].includes(is));
  const left = holder.rounds.comparedAtOnce(now);
  const { value: replies, failed } = await shop.during(() => Promise.all(proofs.map((proof) => postProof(shop, challenge, proof))));
  const won = replies.filter(({ is }) => is === 'authenticated');
  const wrong = replies.filter(({ is }) => is === 'invalid_code');
  const down = isDown(failed) && !onlyTellingFails(shop);
  // A recovery code is compared without KMS.
  const mayStand = (index: number) => failed.has('kms') && 'recoveryCode' in (proofs[index]?.body ?? {});
  if (down)
    must(
      replies.every(({ is }, index) => is !== 'authenticated' || mayStand(index)),
      "no success out of a dependency's failure",
    );
  else
    replies.forEach((reply, index) => {
      const own = expected[index] === 'right' ? 'authenticated' : (expected[index] ?? '');
      judge('one of several guesses', reply, [own, ...(isOpen ? late : [])], new Set());
    });
  must(won.length <= 1, 'a challenge leads to one session');
  const rights = proofs.filter((_, index) => replies[index]?.is === 'authenticated');
  await shop.observe(holder, failed, { proofs, toldWrong: wrong.length, toldRight: rights });
  for (const reply of won) recordSession(shop, holder, reply, true);
  if (!isOpen || down) return;
  const wrongOnes = expected.filter((is) => is === 'invalid_code').length;
  if (wrongOnes === proofs.length)
    must(wrong.length === Math.min(proofs.length, left), 'as many guesses are compared as there are attempts left');
  if (wrongOnes < proofs.length && proofs.length <= left) must(won.length === 1, 'the right code is in while attempts are left');
}
