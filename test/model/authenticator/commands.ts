/** The commands as fast-check draws, runs and shrinks them. */
import fc from 'fast-check';
import type { FaultKind } from '../../../local/faults.ts';
import { type Command, commandOn } from '../any-order.ts';
import { day, flagAge, longestRow, minute, second } from '../limits.ts';
import { inWords, troubles } from '../trouble.ts';
import type { AppShop } from './app-shop.ts';
import { activate, askForCode, type ChangeName, change, changes, endEverySession, showSession } from './change-moves.ts';
import { askForContact, confirmContact, contactDueAt } from './contact-moves.ts';
import type { Holder, Typing } from './holder.ts';
import { enrol, nextStep, type RecoveryStep, recoveryStep } from './journeys.ts';
import { guessAtOnce, logIn, typeCode } from './login-moves.ts';
import { askForSms, cancelRecovery, confirmRecovery, type SmsDigits, startRecovery } from './recovery-moves.ts';

/** Thirty wrong codes in a row end the password, which is a promise of its own (`guessing.model.test.ts`): here its owner comes before. */
async function ownerComesIn(shop: AppShop, holder: Holder): Promise<void> {
  if (holder.history.row <= longestRow - ownerComesBefore || !holder.factor || holder.rounds.budgetLeft(shop.now) === 0) return;
  const { trouble } = shop;
  shop.trouble = undefined;
  shop.waitUntil(Math.max(holder.rounds.nextDispatchAt(), holder.passwords.blockedUntil));
  nextStep(shop, holder);
  const login = await logIn(shop, holder);
  const challenge = holder.challenges.at(-1);
  const owns: Typing = holder.factor === 'email' ? { of: 'mail' } : { of: 'app', shift: 0 };
  if (login.is === 'second_factor_required' && challenge) await typeCode(shop, holder, challenge, owns);
  shop.trouble = trouble;
}

/** No command guesses more often. */
const ownerComesBefore = 10;

const command = commandOn<AppShop>(async (shop) => {
  for (const holder of shop.holders) await ownerComesIn(shop, holder);
});

const who = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) });
const which = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) });
const mostly = (value: boolean) => fc.oneof({ weight: 7, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(!value) });

const app = (shift: number): Typing => ({ of: 'app', shift });
/** Devices that are right, 15 s off, or too far off for some moments or for all. */
const shifts = [0, -15 * second, 15 * second, -16 * second, 16 * second, -45 * second, 45 * second];
const typing: fc.Arbitrary<Typing> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(app(0)) },
  { weight: 4, arbitrary: fc.constantFrom(...shifts).map(app) },
  { weight: 2, arbitrary: fc.constantFrom<Typing>({ of: 'replay' }, { of: 'pending key' }, { of: 'older key' }) },
  { weight: 2, arbitrary: fc.constant<Typing>({ of: 'mail' }) },
  { weight: 3, arbitrary: fc.constantFrom<Typing>({ of: 'nothing' }, { of: 'nothing' }, { of: 'no proof' }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('good', 'good', 'used', 'replaced', 'wrong').map((is) => ({ of: 'recovery code', is }) as Typing),
  },
);

const recent = <T>(list: readonly T[], index: number): T | undefined => list.at(-1 - (index % Math.max(1, list.length)));

/** A command about one customer and one of the things they hold. */
function about<G extends { who: number; which: number }, T>(
  name: string,
  given: fc.Arbitrary<G>,
  held: (holder: Holder) => readonly T[],
  play: (shop: AppShop, holder: Holder, thing: T, given: G) => Promise<unknown>,
): fc.Arbitrary<Command<AppShop>> {
  const holderOf = (shop: AppShop, { who }: G) => shop.holders[who] as Holder;
  return given.map((g) =>
    command(
      name,
      g,
      (shop) => play(shop, holderOf(shop, g), recent(held(holderOf(shop, g)), g.which) as T, g),
      (shop) => held(holderOf(shop, g)).length > 0,
    ),
  );
}

const challenges = ({ challenges }: Holder) => challenges;
const sessions = ({ sessions }: Holder) => sessions;
const recoveries = ({ recoveries }: Holder) => recoveries;

const logsIn = fc
  .record({ who, right: mostly(true) })
  .map((given) => command('logIn', given, (shop) => logIn(shop, shop.holders[given.who] as Holder, given.right)));

/** A whole login, with what the app shows or something else. */
const logsInWithCode = fc.record({ who, typing, patient: mostly(true) }).map((given) =>
  command('logInWithCode', given, async (shop) => {
    const holder = shop.holders[given.who] as Holder;
    if (given.patient) nextStep(shop, holder);
    const login = await logIn(shop, holder);
    const challenge = holder.challenges.at(-1);
    const rightOne: Typing = holder.factor === 'email' && given.typing.of === 'app' ? { of: 'mail' } : given.typing;
    if (login.is === 'second_factor_required' && challenge) await typeCode(shop, holder, challenge, rightOne);
  }),
);

const types = about('typeCode', fc.record({ who, which, typing }), challenges, (shop, holder, challenge, given) =>
  typeCode(shop, holder, challenge, given.typing),
);
const guessesAtOnce = about(
  'guessAtOnce',
  fc.record({ who, which, typings: fc.array(typing, { minLength: 2, maxLength: 8 }) }),
  challenges,
  (shop, holder, challenge, given) => guessAtOnce(shop, holder, challenge, given.typings),
);

/** Lock after lock, as soon as each next round can be had: what somebody with the password can try. */
const persists = fc
  .record({
    who,
    locks: fc.oneof({ weight: 7, arbitrary: fc.integer({ min: 1, max: 3 }) }, { weight: 1, arbitrary: fc.constant(22) }),
    mixed: fc.boolean(),
  })
  .map((given) =>
    command('persist', given, async (shop) => {
      const holder = shop.holders[given.who] as Holder;
      for (let lock = 0; lock < given.locks; lock += 1) {
        await ownerComesIn(shop, holder);
        shop.waitUntil(Math.max(holder.rounds.nextDispatchAt(), holder.passwords.blockedUntil));
        const login = await logIn(shop, holder);
        const challenge = holder.challenges.at(-1);
        if (login.is !== 'second_factor_required' || !challenge) return;
        for (let guess = 0; guess < 6; guess += 1) {
          const wrong: Typing = given.mixed && guess % 2 ? { of: 'recovery code', is: 'wrong' } : { of: 'nothing' };
          if ((await typeCode(shop, holder, challenge, wrong)).is !== 'invalid_code') break;
        }
      }
    }),
  );

const changeNames = Object.keys(changes) as ChangeName[];
const makesChange = about(
  'change',
  fc.record({
    who,
    which,
    name: fc.constantFrom(...changeNames, 'start', 'reveal', 'replace'),
    right: mostly(true),
    typing,
    patient: fc.boolean(),
  }),
  sessions,
  (shop, holder, session, given) => {
    if (given.patient) nextStep(shop, holder);
    return change(shop, holder, session, given.name as ChangeName, given.right, given.typing);
  },
);
const activates = about(
  'activate',
  fc.record({
    who,
    which,
    right: mostly(true),
    typing: fc.constantFrom<Typing>({ of: 'pending key' }, { of: 'pending key' }, { of: 'older key' }, { of: 'nothing' }, app(0)),
    late: fc.constantFrom(undefined, undefined, undefined, -1, 0),
  }),
  sessions,
  (shop, holder, session, given) => {
    if (given.late !== undefined && holder.pending) shop.waitUntil(holder.pending.endsAt + given.late);
    return activate(shop, holder, session, given.right, given.typing);
  },
);

/** A whole enrolment, by a session that counts: of the first app, of another one, or from the other method. */
const enrols = fc
  .record({ who, again: fc.boolean(), by: fc.constantFrom<Typing>(app(0), { of: 'recovery code', is: 'good' }) })
  .map((given) => command('enrol', given, (shop) => enrol(shop, shop.holders[given.who] as Holder, given.by, given.again)));

const asksForCode = about('askForCode', fc.record({ who, which }), sessions, askForCode);
const endsEverySession = about('endEverySession', fc.record({ who, which }), sessions, endEverySession);
const shows = about('showSession', fc.record({ who, which }), sessions, showSession);

// ---- contacts ----

const asksForContact = about(
  'askForContact',
  fc.record({ who, which, typing, patient: mostly(true) }),
  sessions,
  (shop, holder, session, given) => {
    if (given.patient) shop.waitUntil(contactDueAt(holder, shop.now));
    return askForContact(shop, holder, session, given.typing);
  },
);
const confirmsContact = about(
  'confirmContact',
  fc.record({
    who,
    which,
    kind: fc.constantFrom('right' as const, 'wrong' as const, 'wrong' as const),
    times: fc.integer({ min: 1, max: 6 }),
  }),
  sessions,
  async (shop, holder, session, given) => {
    for (let guess = 0; guess < given.times; guess += 1) await confirmContact(shop, holder, session, given.kind);
  },
);

// ---- recovery ----

const startsRecovery = about('startRecovery', fc.record({ who, which }), challenges, startRecovery);
const asksForSms = about('askForSms', fc.record({ who, which, patient: fc.boolean() }), recoveries, (shop, holder, recovery, given) => {
  if (given.patient) shop.waitUntil(holder.smsRounds.nextDispatchAt());
  return askForSms(shop, holder, recovery);
});
const smsDigits = fc.constantFrom<SmsDigits>('right', 'right', 'wrong', 'older');
const confirms = about(
  'confirmRecovery',
  fc.record({ who, which, digits: smsDigits, solves: mostly(true) }),
  recoveries,
  (shop, holder, recovery, given) => confirmRecovery(shop, holder, recovery, given.digits, given.solves),
);
const cancels = about('cancelRecovery', fc.record({ who, which }), recoveries, cancelRecovery);

/** Some steps in some order, from one login. */
const recovers = fc
  .record({
    who,
    steps: fc.oneof(
      { weight: 2, arbitrary: fc.constant<RecoveryStep[]>(['start', 'sms', 'confirm']) },
      {
        weight: 3,
        arbitrary: fc.array(fc.constantFrom<RecoveryStep>('start', 'sms', 'confirm', 'cancel'), { minLength: 2, maxLength: 5 }),
      },
    ),
  })
  .map((given) =>
    command('recover', given, async (shop) => {
      const holder = shop.holders[given.who] as Holder;
      shop.waitUntil(Math.max(holder.rounds.waitEndsAt(), holder.nextLinkAt(), holder.smsRounds.nextDispatchAt()));
      await logIn(shop, holder);
      for (const step of given.steps) await recoveryStep(shop, holder, step);
    }),
  );

// ---- time, flag, trouble ----

const edge = fc.constantFrom(-1, 0);
const until = [
  'the next step',
  'the lock ends',
  'the challenge ends',
  'the pending key ends',
  'the link ends',
  'an SMS is due',
  'the SMS ends',
];
const waits = fc
  .oneof(
    { weight: 4, arbitrary: fc.record({ ms: fc.constantFrom(second, 14 * second, 15 * second, 29_999, flagAge) }) },
    { weight: 4, arbitrary: fc.record({ until: fc.constantFrom(...until), who, edge }) },
    { weight: 1, arbitrary: fc.record({ ms: fc.constantFrom(minute, 16 * minute, 60 * minute, day) }) },
  )
  .map((given) =>
    command('wait', given, (shop) => {
      if ('ms' in given) return shop.stack.advanceClock(given.ms / second);
      const holder = shop.holders[given.who] as Holder;
      const times: Record<string, number> = {
        'the next step': ((holder.active?.lastStep ?? 0) + 1) * 30 * second,
        'the lock ends': holder.rounds.waitEndsAt(),
        'the challenge ends': (holder.challenges.at(-1)?.issuedAt ?? 0) + 15 * minute,
        'the pending key ends': holder.pending?.endsAt ?? 0,
        'the link ends': holder.recovery?.linkEndsAt ?? 0,
        'an SMS is due': holder.smsRounds.nextDispatchAt(),
        'the SMS ends': holder.smsRounds.newest?.endsAt ?? 0,
      };
      return shop.waitUntil((times[given.until] ?? 0) + given.edge);
    }),
  );

const flipsFlag = fc.constant(command('flipFlag', {}, (shop) => shop.setFlag(shop.flag === 'on' ? 'off' : 'on')));
const startsCold = fc.constant(command('coldStart', {}, (shop) => shop.coldStart()));

/** KMS more often than elsewhere: no code of an app is compared without it. */
const meetsTrouble = (kinds: readonly FaultKind[]) =>
  troubles(kinds, { dynamodb: 5, kms: 5, ses: 1, sns: 2, ssm: 1 }).map((trouble) =>
    command('trouble', inWords(trouble), (shop) => {
      shop.trouble = trouble;
    }),
  );

/** All of them, the ones that lead somewhere more often. */
export function allCommands(kinds: readonly FaultKind[]): fc.Arbitrary<Command<AppShop>> {
  const weighted: [number, fc.Arbitrary<Command<AppShop>>][] = [
    [8, logsIn],
    [12, logsInWithCode],
    [14, types],
    [8, guessesAtOnce],
    [4, persists],
    [18, makesChange],
    [8, activates],
    [8, enrols],
    [2, asksForCode],
    [4, asksForContact],
    [4, confirmsContact],
    [2, endsEverySession],
    [2, shows],
    [4, startsRecovery],
    [4, asksForSms],
    [4, confirms],
    [2, cancels],
    [6, recovers],
    [12, waits],
    [2, flipsFlag],
    [1, startsCold],
    [14, meetsTrouble(kinds)],
  ];
  return fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
