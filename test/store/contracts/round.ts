/** The customer's round of codes, its row and its notices: each write from a state that the rules themselves have led to. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { CHALLENGE_LIFETIME, MINUTE, WRONG_CODES_END_PASSWORD } from '../../../shared/flow/budgets.ts';
import { type CodeEvent, transition } from '../../../shared/flow/code-events.ts';
import { type Codes, countersAfter, nextDispatchAt, pausedUntil, rowOf, untouchedCodes } from '../../../shared/flow/codes.ts';
import { withWrong } from '../../../shared/flow/ledger.ts';
import { type Round, stateOf } from '../../../shared/flow/round.ts';
import { waitAfter } from '../../../shared/flow/row.ts';
import { nextEpoch } from '../../../shared/flow/session.ts';
import { isNewStep } from '../../../shared/flow/totp.ts';
import type { Customer } from '../../../shared/store/customers.ts';
import { attempt, dispatch, guess, having, openByAttempt, right, wrong } from '../../flow/codes.ts';
import { bytes, start } from '../customer.ts';
import { loseNextAnswer, noFault } from '../faults.ts';
import { beforeCall, undisturbed } from '../interleaving.ts';
import {
  customerKey,
  giveBack,
  guessCustomerCode,
  openCustomerRound,
  put,
  readCustomer,
  recoveryCodeIsThere,
  returnRowNotice,
  stepIsNew,
  takeAttempt,
  takeRowNotice,
  totpKeyIs,
  undoCustomerRound,
  useUp,
} from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

// ---- states ----

const happenings = ['dispatch', 'wrong', 'wrong', 'right', 'attempt', 'wrong elsewhere', 'wrong elsewhere', 'right elsewhere'] as const;
type Happening = (typeof happenings)[number];

function eventOf(happening: Happening, codes: Codes, now: number): CodeEvent {
  if (happening === 'dispatch') return dispatch();
  if (happening === 'attempt') return stateOf(codes.round, now).is === 'live' ? attempt(false) : openByAttempt();
  return happening === 'wrong' || happening === 'right' ? guess(happening === 'right' ? right : wrong) : { is: happening, endsRow: true };
}

type State = { codes: Codes; now: number };

/** Codes of a customer after a few things have happened, each of them as soon as it may. */
export const states: fc.Arbitrary<State> = fc.array(fc.constantFrom(...happenings), { maxLength: 12 }).map((all) => {
  let [codes, now] = [untouchedCodes, start];
  for (const each of all) {
    now = Math.max(now, each === 'dispatch' ? nextDispatchAt(codes, now) : pausedUntil(codes));
    codes = transition(codes, eventOf(each, codes, now), now) ?? codes;
  }
  return { codes, now };
});

/** The same with a code on its way, that has been guessed at a few times, and whose row does not wait. */
function withLiveRound({ codes: before, now: from }: State, guesses: number): State {
  let now = Math.max(from, nextDispatchAt(before, from));
  let codes = having(before, dispatch(), now);
  for (let nth = 0; nth < guesses; nth++) codes = transition(codes, guess(wrong), now) ?? codes;
  now = Math.max(now, pausedUntil(codes));
  return { codes, now };
}

/** What somebody else has made of the item since it was read. */
const since = {
  nothing: () => ({}),
  'the code ran out': (codes, now) => inRound(codes, { expiresAt: now }),
  'the code is about to run out': (codes, now) => inRound(codes, { expiresAt: now + 1 }),
  'the last attempt is gone': ({ round, ...codes }) => inRound({ ...codes, round }, { attempts: round?.guesses.length ?? 0 }),
  'the code was used': ({ round, ...codes }) =>
    inRound({ ...codes, round }, { guesses: [...(round?.guesses ?? []), round?.digest ?? right], attempts: 9 }),
  'the code is for something else': (codes) => inRound(codes, { purpose: 'security' }),
  'the code is of another key': (codes) => inRound(codes, { keyVersion: 2 }),
  'another round is there': (codes) => inRound(codes, { id: 'another' }),
  'the attempts were given back': ({ round, ...codes }) =>
    inRound({ ...codes, round }, { guesses: round?.guesses.map(() => Uint8Array.of(0)) ?? [], attempts: 9 }),
  'there is no round': () => ({ round: undefined }),
  'the row waits': (_, now) => ({ ...fifth, lastGuessAt: now - MINUTE + 1, resumesAt: now + 1 }),
  'the row has waited': (_, now) => ({ ...fifth, lastGuessAt: now - MINUTE, resumesAt: now }),
  'a lock': ({ lockedRounds }) => ({ lockedRounds: lockedRounds + 1 }),
  'a right code': ({ completedRounds }) => ({ completedRounds: completedRounds + 1 }),
  'the day is spent': (_, now) => ({ ledger: withWrong(untouchedCodes.ledger, now, 100, now) }),
  'the owner was told': () => ({ rowTold: 5 }),
  'the owner was told of less': () => ({ rowTold: 4 }),
  'the owner was told of more': () => ({ rowTold: 10 }),
  'the row is too short': () => ({ wrongInRow: 4 }),
  'the row takes one more': () => lastOfRow,
} satisfies Record<string, (codes: Codes, now: number) => Partial<Codes>>;

/** A row that takes one wrong code more. */
export const lastOfRow = {
  wrongInRow: WRONG_CODES_END_PASSWORD - 1,
  pauseAt: WRONG_CODES_END_PASSWORD,
  pause: waitAfter(WRONG_CODES_END_PASSWORD),
};

const fifth = { wrongInRow: 5, pauseAt: 5, pause: MINUTE };

function inRound({ round }: Codes, change: Partial<Round>): Partial<Codes> {
  return round ? { round: { ...round, ...change } } : {};
}

// ---- cases ----

const writes = [
  'dispatch',
  'undo',
  'guess',
  'attempt',
  'use up by step',
  'use up by code',
  'give back',
  'take notice',
  'return notice',
] as const;

type Case = State & {
  write: (typeof writes)[number];
  since: keyof typeof since;
  /** Was the item read before that, or after? */
  seen: 'before' | 'after';
  isThere: boolean;
  epoch: number;
  factor: 'email' | 'totp';
  /** Does the guess belong to a challenge? */
  inFlow: boolean;
  answer: 'arrives' | 'is lost';
  /** Does a right code elsewhere end the row between the two writes that its last guess takes? */
  rowEndsMeanwhile: boolean;
  totpLastStep: number;
  totpKeyId: string;
  codesLeft: string[];
};

const allowed: fc.Arbitrary<Case> = fc
  .record({
    state: states,
    guesses: fc.nat(3),
    write: fc.constantFrom(...writes),
    inFlow: fc.boolean(),
    isOpen: fc.constantFrom(true, true, false),
    isLast: fc.constantFrom(false, false, false, false, true),
  })
  .map(({ state, guesses, write, inFlow, isOpen, isLast }) => {
    const due = Math.max(state.now, nextDispatchAt(state.codes, state.now));
    const atLast = ({ codes, now }: State) => ({ codes: isLast ? { ...codes, ...lastOfRow } : codes, now });
    const later = atLast({ ...state, now: due + (isOpen ? 0 : CHALLENGE_LIFETIME) });
    const live = atLast(withLiveRound(state, guesses));
    const reserved = () => ({ ...live, codes: transition(live.codes, attempt(false), live.now) ?? live.codes });
    const row = { ...state, codes: { ...state.codes, wrongInRow: 5, pauseAt: 5 } };
    const of = {
      dispatch: () => later,
      undo: () => later,
      guess: () => live,
      attempt: () => (isOpen ? live : later),
      'use up by step': reserved,
      'use up by code': reserved,
      'give back': reserved,
      'take notice': () => row,
      'return notice': () => ({ ...row, codes: { ...row.codes, rowTold: 5 } }),
    };
    const { codes, now } = of[write]();
    return {
      codes,
      now,
      write,
      since: 'nothing' as const,
      seen: 'before' as const,
      isThere: true,
      epoch: epochOf(codes),
      factor: 'email' as const,
      inFlow,
      answer: 'arrives' as const,
      rowEndsMeanwhile: false,
      totpLastStep: 8,
      totpKeyId: 'the key',
      codesLeft: ['one', 'another'],
    };
  });

/** The last attempt of a row has moved it. */
const epochOf = ({ passwordEndedAt }: Codes) => (passwordEndedAt === undefined ? 7 : 8);

const others = oneFieldOff(allowed, {
  isThere: fc.constant(false),
  epoch: fc.constantFrom(6, 8, 9),
  factor: fc.constant('totp'),
  answer: fc.constant('is lost'),
  rowEndsMeanwhile: fc.constant(true),
  totpLastStep: fc.constantFrom(9, 10),
  totpKeyId: fc.constant('another key'),
  codesLeft: fc.constant(['another']),
});

type Since = keyof typeof since;

const ofGuess: Since[] = [
  'the code ran out',
  'the code is about to run out',
  'the last attempt is gone',
  'the code was used',
  'there is no round',
  'the row waits',
  'the row has waited',
  'a lock',
  'a right code',
  'the row takes one more',
];
const ofUse: Since[] = ['the code was used', 'another round is there', 'there is no round', 'a right code'];
const ofNotice: Since[] = ['the owner was told', 'the owner was told of less', 'the owner was told of more', 'the row is too short'];
const ofRow: Since[] = ['the row waits', 'the row has waited', 'the day is spent', 'another round is there'];

/** What of it a write can tell from nothing. */
const matters: Record<Case['write'], Since[]> = {
  dispatch: ofRow,
  undo: ofRow,
  guess: [...ofGuess, 'the code is for something else', 'the code is of another key'],
  attempt: [...ofGuess, 'the day is spent'],
  'use up by step': ofUse,
  'use up by code': ofUse,
  'give back': [...ofUse, 'the attempts were given back', 'the row is too short'],
  'take notice': ofNotice,
  'return notice': ofNotice,
};

const written = allowed.chain((each) =>
  fc.constantFrom(...matters[each.write]).map((name) => ({
    ...each,
    since: name,
    inFlow: each.inFlow || name === 'a lock' || name === 'a right code',
    rowEndsMeanwhile: name === 'the row takes one more',
  })),
);

const cases = fc
  .oneof(written, others)
  // Somebody else's write is between reading and writing, or before both.
  .chain((each) => fc.constantFrom('before' as const, 'before' as const, 'after' as const).map((seen) => ({ ...each, seen })))
  // A factor changes with its epoch, which is all that an attempt asks; a guess asks both.
  .map((each) => (each.factor === 'totp' && each.write !== 'guess' ? { ...each, epoch: 8 } : each));

/** What the rules are asked: `is` of the event, and what else a case has of it. */
const opening = { id: 'the next', digest: bytes('the next'), keyVersion: 1, purpose: 'login' as const };
const guessed = guess(right) as Extract<CodeEvent, { is: 'guess' }>;

const tableOf = ({ codes, now, since: name }: Case): Codes => ({ ...codes, ...since[name](codes, now) });
/** Right or wrong, as a repeated guess is another thing after either. */
const digestOf = ({ inFlow }: Case) => (inFlow ? right : wrong);
const flowOf = ({ inFlow, codes, now }: Case) => (inFlow ? countersAfter(codes, now) : undefined);
const attemptOf = ({ round, passwordEndedAt }: Codes) => ({
  round: round?.id ?? '',
  index: (round?.guesses.length ?? 0) - 1,
  endedPassword: passwordEndedAt !== undefined,
});

// ---- both sides ----

type Fact = { codes: Codes; epoch: number; totpLastStep?: number; recoveryCodes?: Set<Uint8Array> };

/** What can be compared of the item: names that are made on the way are not. */
function seenFrom({ write }: Case, { codes, epoch, totpLastStep, recoveryCodes }: Fact) {
  const { round, lastSentAt, dispatchesInRow, lastGuessAt, lockedRounds, completedRounds } = codes;
  const { wrongInRow, pauseAt, pause, resumesAt, rowTold, ledger, passwordEndedAt } = codes;
  const isMade = write === 'attempt';
  const seenRound = round && { ...round, guessIds: round.guessIds.length, ...(isMade && { id: '', digest: '', keyVersion: 0 }) };
  const counters = { lastSentAt, dispatchesInRow, lastGuessAt, lockedRounds, completedRounds, wrongInRow, rowTold, ledger };
  // The wait counts where the row is at it.
  return { round: seenRound, ...counters, pauseAt, pause, resumesAt, passwordEndedAt, epoch, totpLastStep, recoveryCodes };
}

async function write(played: Case, customerId: string): Promise<unknown> {
  const { codes, now, seen } = played;
  const table = { ...tableOf(played), version: 5, epoch: played.epoch, factor: played.factor };
  const before = { ...codes, version: 4, epoch: epochOf(codes), factor: 'email' as const };
  const customer = { ...(seen === 'before' ? before : table), customerId } as Customer;
  const guesser = { customerId, epoch: 7, method: 'email' as const, challenge: flowOf(played) };
  const ended = codes.passwordEndedAt === undefined ? {} : { ended: { epoch: 7, epochMadeBy: undefined } };
  const reserved = { customer: { ...before, customerId } as Customer, ...attemptOf(codes), ...ended };
  switch (played.write) {
    case 'dispatch':
      return (await openCustomerRound(customer, opening, now)).is === 'opened';
    case 'undo':
      return (await undoCustomerRound(customer, { ...untouchedCodes, customerId } as Customer)).held;
    case 'guess': {
      const digestUnder = async (key = 1) => (key === 1 ? { key, digest: digestOf(played) } : undefined);
      return (await guessCustomerCode(guesser, 'login', digestUnder, now)).is === 'evaluated';
    }
    case 'attempt':
      return (await takeAttempt(guesser, now, customer)).is === 'taken';
    case 'use up by step':
      return (await useUp(reserved, { set: { totpLastStep: 9 } }, [totpKeyIs('the key'), stepIsNew(9)])).held;
    case 'use up by code':
      return (await useUp(reserved, { take: { recoveryCodes: new Set([bytes('one')]) } }, [recoveryCodeIsThere(bytes('one'))])).held;
    case 'give back':
      return giveBack({ ...reserved, customer: { ...customer, epoch: before.epoch } }, now);
    case 'take notice':
      return takeRowNotice(customer, 5, now);
    case 'return notice':
      return returnRowNotice({ ...customer, rowTold: 3 }, 5);
  }
}

/** What the rules make of the item; `undefined`: nothing. */
function rule(played: Case): Fact | undefined {
  const { codes: seen, now, epoch, factor, totpLastStep, codesLeft } = played;
  const codes = tableOf(played);
  const flow = flowOf(played);
  const facts = factsOf(played);
  const isAsSeen = played.seen === 'after' || (epoch === 7 && factor === 'email');
  const moved = (event: CodeEvent, from = codes): Fact | undefined => {
    const next = transition(from, event, now);
    if (!next) return undefined;
    if (next.passwordEndedAt !== undefined && from.passwordEndedAt === undefined)
      return { ...facts, codes: next, ...nextEpoch({ epoch }, undefined) };
    return { ...facts, codes: next, epoch: from.passwordEndedAt !== undefined && next.passwordEndedAt === undefined ? 7 : epoch };
  };
  const isOf = epoch === 7 && factor === 'email';
  const isOfAttempt = epoch === epochOf(seen);
  switch (played.write) {
    case 'dispatch':
      return isAsSeen && (played.seen === 'after' || moved({ is: 'dispatch', opening }, seen))
        ? moved({ is: 'dispatch', opening })
        : undefined;
    case 'undo':
      return played.seen === 'after' ? { ...facts, codes: untouchedCodes } : undefined;
    case 'guess': {
      const event = { ...guessed, digest: digestOf(played), flow };
      const next = isOf ? moved(event) : undefined;
      return next?.codes.passwordEndedAt !== undefined && played.rowEndsMeanwhile ? moved(event, { ...codes, ...rowOf(0) }) : next;
    }
    case 'attempt': {
      const next = (from: Codes) =>
        moved({ is: 'open by attempt', opening: { ...opening, purpose: 'app' }, id: 'new', flow }, from) ??
        moved({ is: 'attempt', id: 'new', prolongs: false, flow }, from);
      return isOf && (played.seen === 'after' || next(seen)) ? next(codes) : undefined;
    }
    case 'use up by step': {
      const used =
        isOfAttempt && played.totpKeyId === 'the key' && isNewStep(9, totpLastStep) && moved({ is: 'use up', ...attemptOf(seen) });
      return used ? { ...used, totpLastStep: 9 } : undefined;
    }
    case 'use up by code': {
      const used = isOfAttempt && codesLeft.includes('one') && moved({ is: 'use up', ...attemptOf(seen) });
      return used ? { ...used, recoveryCodes: new Set([bytes('another')]) } : undefined;
    }
    case 'give back':
      // Who gives back has the customer as the attempt left them: in its epoch, if nobody has written since.
      return isOfAttempt || played.seen === 'after' || !attemptOf(seen).endedPassword
        ? moved({ is: 'give back', ...attemptOf(seen) })
        : undefined;
    case 'take notice':
      return played.seen === 'after' || transition(seen, { is: 'tell of row', length: 5 }, now)
        ? moved({ is: 'tell of row', length: 5 })
        : undefined;
    case 'return notice':
      return moved({ is: 'not told of row', length: 5, told: 3 });
  }
}

const factsOf = ({ epoch, totpLastStep, codesLeft }: Case) => ({ epoch, totpLastStep, recoveryCodes: new Set(codesLeft.map(bytes)) });

/** Whoever gives back is told nothing; and of an undoing whose answer was lost nobody learns that it worked. */
const isTold = ({ write }: Case) => write !== 'give back' && write !== 'return notice';

export const round = contract<Case>('round: a code is sent, guessed at, used, given back; its row is told', {
  cases: cases.map((each) => (each.write === 'undo' ? { ...each, answer: 'arrives' as const } : each)),
  event: ({ write: name }) => name,
  table: async (played) => {
    const customerId = randomUUID();
    const { isThere, factor, totpKeyId, answer } = played;
    const facts = { customerId, version: 5, factor, totpKeyId, ...factsOf(played), ...tableOf(played) };
    if (isThere) await put({ ...customerKey(customerId), ...facts });
    if (answer === 'is lost') loseNextAnswer();
    else if (isThere && played.rowEndsMeanwhile && played.write === 'guess')
      beforeCall(2, () => put({ ...customerKey(customerId), ...facts, ...rowOf(0), version: 6 }));
    const held = await write(played, customerId).finally(noFault).finally(undisturbed);
    const after = await readCustomer(customerId);
    return { held: isTold(played) ? held : undefined, after: after && seenFrom(played, { ...after, codes: after }) };
  },
  machine: (played) => {
    const after = played.isThere ? rule(played) : undefined;
    const before = played.isThere ? { ...factsOf(played), codes: tableOf(played) } : undefined;
    const is = after ?? before;
    return { held: isTold(played) ? after !== undefined : undefined, after: is && seenFrom(played, is) };
  },
});
