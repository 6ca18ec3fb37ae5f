/** Any order of logins, codes, waits, faults and changes, against the real handlers, held against a model of the contract. */
import { holdsInAnyOrder } from './any-order.ts';
import { close } from './closing.ts';
import { allCommands } from './commands.ts';
import { switchOn } from './factor-moves.ts';
import { logIn } from './login-moves.ts';
import { Shop } from './shop.ts';
import { goEverywhere } from './tour.ts';

holdsInAnyOrder({
  promise: 'whatever happens in whatever order, the limits hold and nobody gets in who must not',
  timeLimit: 40_000,
  shop: Shop,
  // One with the factor on, one without.
  open: async (shop, nth, known) => {
    for (const name of ['with', 'without']) await shop.admit(`model-${nth}-${name}`, known);
    const [first] = shop.accounts;
    if (!first) throw new Error('no customer');
    await logIn(shop, first);
    const [session] = first.sessions;
    if (!session) throw new Error('no session');
    await switchOn(shop, first, session, true);
  },
  tour: goEverywhere,
  close,
  commands: allCommands,
  needed: [
    'login: authenticated',
    'login: second_factor_required',
    'login: invalid_credentials',
    'login: delivery_failed',
    'login: unavailable',
    'login/verify: authenticated',
    'login/verify: invalid_code',
    'login/verify: code_expired',
    'login/verify: challenge_locked',
    'login/verify: challenge_expired',
    'login/verify: invalid_challenge',
    'login/verify: too_soon',
    'login/resend: second_factor_required',
    'login/resend: too_soon',
    'login/resend: challenge_locked',
    'session/refresh: authenticated',
    'session/refresh: session_required',
    'session: done',
    'session: session_required',
    'security/email: done',
    'security/code: done',
    'security/disable: done',
    'security/disable: invalid_code',
    'a lock',
    'told of 5',
    'told of 10',
    'hiccup of dynamodb',
    'outage of dynamodb',
    'outage of ses',
    'outage of ssm',
  ],
});
