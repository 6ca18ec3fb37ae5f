/** The commands as fast-check draws, runs and shrinks them. */
import fc from 'fast-check';
import type { FaultKind } from '../../local/faults.ts';
import type { Account, Digits } from './account.ts';
import { type Command, commandOn } from './any-order.ts';
import { dispatchAtOnce, guessAtOnce, guessWhileResending } from './burst-moves.ts';
import { askForSecurityCode, switchOff, switchOn } from './factor-moves.ts';
import { challengeLives, codeLives, cookieRepeats, day, flagAge, longestRow, minute, second } from './limits.ts';
import { logIn, resend, typeCode } from './login-moves.ts';
import { endEverySession, refresh, refreshAtOnce, showSession } from './session-moves.ts';
import type { Shop } from './shop.ts';
import { inWords, isOutage, troubles } from './trouble.ts';

/** Thirty wrong codes in a row end the password, which is a promise of its own (`guessing.model.test.ts`): here its owner comes before. */
async function ownerComesIn(shop: Shop, account: Account): Promise<void> {
  if (account.history.row <= longestRow - ownerComesBefore || !account.factorIsOn || account.budgetLeft(shop.now) === 0) return;
  const { trouble } = shop;
  shop.trouble = undefined;
  shop.waitUntil(Math.max(account.nextDispatchAt(), account.passwords.blockedUntil));
  const login = await logIn(shop, account);
  const challenge = account.challenges.at(-1);
  if (login.is === 'second_factor_required' && challenge) await typeCode(shop, account, challenge, 'right');
  shop.trouble = trouble;
}

/** No command guesses more often. */
const ownerComesBefore = 10;

const command = commandOn<Shop>(async (shop) => {
  for (const account of shop.accounts) await ownerComesIn(shop, account);
});

const who = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) });
const which = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) });
const digits = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Digits>('right') },
  { weight: 4, arbitrary: fc.constant<Digits>('wrong') },
  { weight: 1, arbitrary: fc.constant<Digits>('older') },
  { weight: 1, arbitrary: fc.constant<Digits>("another's") },
);
const mostly = (value: boolean) => fc.oneof({ weight: 5, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(!value) });

/** Both sides of a limit, to the millisecond. */
const edge = fc.constantFrom(-1, 0);

/** The newest is 0. */
const recent = <T>(list: readonly T[], index: number): T | undefined => list.at(-1 - (index % Math.max(1, list.length)));

/** A command about one customer and one of the things they hold. */
function about<G extends { who: number; which: number }, T>(
  name: string,
  given: fc.Arbitrary<G>,
  held: (account: Account) => readonly T[],
  play: (shop: Shop, account: Account, thing: T, given: G) => Promise<unknown>,
  canRun: (shop: Shop) => boolean = () => true,
): fc.Arbitrary<Command<Shop>> {
  const accountOf = (shop: Shop, { who }: G) => shop.accounts[who] as Account;
  return given.map((g) =>
    command(
      name,
      g,
      (shop) => play(shop, accountOf(shop, g), recent(held(accountOf(shop, g)), g.which) as T, g),
      (shop) => held(accountOf(shop, g)).length > 0 && canRun(shop),
    ),
  );
}

const challenges = ({ challenges }: Account) => challenges;
const sessions = ({ sessions }: Account) => sessions;
const families = ({ families }: Account) => families;

const logsIn = fc
  .record({ who, right: mostly(true), stay: fc.boolean() })
  .map((given) => command('logIn', given, (shop) => logIn(shop, shop.accounts[given.who] as Account, given.right, given.stay)));

/** A whole login: the password, and the code if one is asked for. */
const logsInWithCode = fc.record({ who, stay: fc.boolean(), digits }).map((given) =>
  command('logInWithCode', given, async (shop) => {
    const account = shop.accounts[given.who] as Account;
    const login = await logIn(shop, account, true, given.stay);
    const challenge = account.challenges.at(-1);
    if (login.is === 'second_factor_required' && challenge) await typeCode(shop, account, challenge, given.digits);
  }),
);

const resends = about('resend', fc.record({ who, which, patient: fc.boolean() }), challenges, (shop, account, challenge, given) => {
  if (given.patient) shop.waitUntil(account.nextDispatchAt());
  return resend(shop, account, challenge);
});

const types = about('typeCode', fc.record({ who, which, digits }), challenges, (shop, account, challenge, given) =>
  typeCode(shop, account, challenge, given.digits),
);

/** In the last millisecond of the code's life, or the first after it. */
const typesLate = about('typeLate', fc.record({ who, which: fc.constant(0), edge }), challenges, (shop, account, challenge, given) => {
  const live = account.liveCode('login', shop.now);
  if (live) shop.waitUntil(live.at + codeLives + given.edge);
  return typeCode(shop, account, challenge, 'right');
});

/** One window after the other, oldest first: the code is good in those whose flow goes on. */
const typesInEveryWindow = fc.record({ who, digits }).map((given) =>
  command(
    'typeInEveryWindow',
    given,
    async (shop) => {
      const account = shop.accounts[given.who] as Account;
      for (const challenge of account.challenges.slice(-4)) await typeCode(shop, account, challenge, given.digits);
    },
    ({ accounts }) => (accounts[given.who] as Account).challenges.length > 1,
  ),
);

const guessesAtOnce = about(
  'guessAtOnce',
  fc.record({ who, which, digits: fc.array(digits, { minLength: 2, maxLength: 9 }) }),
  challenges,
  (shop, account, challenge, given) => guessAtOnce(shop, account, challenge, given.digits),
);

const dispatchesAtOnce = fc.record({ who, which, logins: fc.nat(3), resends: fc.nat(6) }).map((given) =>
  command('dispatchAtOnce', given, (shop) => {
    const account = shop.accounts[given.who] as Account;
    return dispatchAtOnce(shop, account, recent(account.challenges, given.which), given.logins, given.resends);
  }),
);

const guessesWhileResending = about(
  'guessWhileResending',
  fc.record({ who, which, digits: fc.array(digits, { minLength: 1, maxLength: 5 }), resends: fc.integer({ min: 1, max: 3 }) }),
  challenges,
  (shop, account, challenge, given) => guessWhileResending(shop, account, challenge, given.digits, given.resends),
  // How far such a mixture came is not to be told from outside once answers are lost.
  (shop) => !isOutage(shop.trouble),
);

/** Lock after lock, as soon as each next code can be had: what somebody with the password can try. The window locked before stays locked. */
const persists = fc
  .record({ who, locks: fc.oneof({ weight: 7, arbitrary: fc.integer({ min: 1, max: 3 }) }, { weight: 1, arbitrary: fc.constant(24) }) })
  .map((given) =>
    command('persist', given, async (shop) => {
      const account = shop.accounts[given.who] as Account;
      for (let lock = 0; lock < given.locks; lock += 1) {
        await ownerComesIn(shop, account);
        shop.waitUntil(Math.max(account.nextDispatchAt(), account.passwords.blockedUntil));
        const login = await logIn(shop, account);
        const [challenge, before] = account.challenges.slice(-2).reverse();
        const live = account.liveCode('login', shop.now);
        if (login.is !== 'second_factor_required' || !challenge || !live) return;
        if (before && account.endOf(before, shop.now)) await typeCode(shop, account, before, 'right');
        while (!account.isLocked(live)) {
          shop.waitUntil(account.history.waitEndsAt());
          if ((await typeCode(shop, account, challenge, 'wrong')).is !== 'invalid_code') break;
        }
      }
    }),
  );

const shows = about('showSession', fc.record({ who, which }), sessions, showSession);
const refreshes = about('refresh', fc.record({ who, which, replaced: mostly(false) }), families, (shop, account, family, given) =>
  refresh(shop, account, family, given.replaced),
);
/** Two hold the same cookie, and one has refreshed it: when the other comes half a minute later, both are out. */
const copiesCookie = about('copyCookie', fc.record({ who, which }), families, async (shop, account, family) => {
  await refresh(shop, account, family, false);
  shop.waitUntil(shop.now + cookieRepeats);
  for (const replaced of [true, false]) await refresh(shop, account, family, replaced);
});
const refreshesAtOnce = about(
  'refreshAtOnce',
  fc.record({ who, which, times: fc.integer({ min: 2, max: 4 }) }),
  families,
  (shop, account, family, given) => refreshAtOnce(shop, account, family, given.times),
);
const endsEverySession = about('endEverySession', fc.record({ who, which }), sessions, endEverySession);

const switchesOn = about('switchOn', fc.record({ who, which, right: mostly(true) }), sessions, (shop, account, session, given) =>
  switchOn(shop, account, session, given.right),
);
const asksForSecurityCode = about('askForSecurityCode', fc.record({ who, which }), sessions, askForSecurityCode);
const switchesOff = about('switchOff', fc.record({ who, which, right: mostly(true), digits }), sessions, (shop, account, session, given) =>
  switchOff(shop, account, session, given.right, given.digits),
);

/** A whole change: a code is asked for as soon as one can be had, and typed. */
const switchesOffWithCode = about(
  'switchOffWithCode',
  fc.record({ who, which, digits }),
  sessions,
  async (shop, account, session, given) => {
    shop.waitUntil(account.nextDispatchAt());
    await askForSecurityCode(shop, account, session);
    await switchOff(shop, account, session, true, given.digits);
  },
);

const waits = fc
  .oneof(
    { weight: 6, arbitrary: fc.record({ until: fc.constant('a code is due' as const), who, edge }) },
    {
      weight: 2,
      arbitrary: fc.record({
        until: fc.constantFrom('the code ends', 'the code ends', 'the challenge ends', 'the password is free'),
        who,
        edge,
      }),
    },
    { weight: 3, arbitrary: fc.record({ ms: fc.constantFrom(second, flagAge, minute, 2 * minute) }) },
    { weight: 1, arbitrary: fc.record({ ms: fc.constantFrom(60 * minute, day, 30 * day) }) },
  )
  .map((given) =>
    command('wait', given, (shop) => {
      if ('ms' in given) return shop.stack.advanceClock(given.ms / second);
      const account = shop.accounts[given.who] as Account;
      const { newest } = account;
      const times = {
        'a code is due': account.nextDispatchAt(),
        'the code ends': (newest?.at ?? 0) + codeLives,
        'the challenge ends': (account.challenges.at(-1)?.issuedAt ?? 0) + challengeLives,
        'the password is free': account.passwords.blockedUntil,
      };
      return shop.waitUntil(times[given.until as keyof typeof times] + given.edge);
    }),
  );

const flipsFlag = fc.constant(command('flipFlag', {}, (shop) => shop.setFlag(shop.flag === 'on' ? 'off' : 'on')));
const startsCold = fc.constant(command('coldStart', {}, (shop) => shop.coldStart()));

const meetsTrouble = (kinds: readonly FaultKind[]) =>
  troubles(kinds, { dynamodb: 8, ses: 4, ssm: 4, kms: 1 }).map((trouble) =>
    command('trouble', inWords(trouble), (shop) => {
      shop.trouble = trouble;
    }),
  );

/** All of them, the ones that lead somewhere more often. */
export function allCommands(kinds: readonly FaultKind[]): fc.Arbitrary<Command<Shop>> {
  const weighted: [number, fc.Arbitrary<Command<Shop>>][] = [
    [12, logsIn],
    [12, logsInWithCode],
    [8, resends],
    [16, types],
    [4, typesLate],
    [8, typesInEveryWindow],
    [8, guessesAtOnce],
    [4, dispatchesAtOnce],
    [4, guessesWhileResending],
    [8, persists],
    [6, shows],
    [8, refreshes],
    [4, copiesCookie],
    [2, refreshesAtOnce],
    [2, endsEverySession],
    [8, switchesOn],
    [4, asksForSecurityCode],
    [6, switchesOff],
    [4, switchesOffWithCode],
    [14, waits],
    [3, flipsFlag],
    [1, startsCold],
    [18, meetsTrouble(kinds)],
  ];
  return fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
