/** How every run ends: nothing that happened keeps the owner out for good, and nothing that was ended goes on. */
import type { Account } from './account.ts';
import { day, flagAge, minute, must, second } from './limits.ts';
import { logIn, typeCode } from './login-moves.ts';
import { refresh, showSession } from './session-moves.ts';
import type { Shop } from './shop.ts';

export async function close(shop: Shop): Promise<void> {
  shop.trouble = undefined;
  for (const account of shop.accounts) {
    for (const session of account.sessions) await showSession(shop, account, session);
    for (const family of account.families) await refresh(shop, account, family, false);
  }
  // By now every function may know again what the flag is.
  shop.stack.advanceClock(flagAge / second);
  for (const account of shop.accounts) await ownerGetsIn(shop, account);
}

async function ownerGetsIn(shop: Shop, account: Account): Promise<void> {
  if (account.budgetLeft(shop.now) === 0) shop.stack.advanceClock((day + minute) / second);
  // The longest wait for a password is a quarter of an hour, for a code an hour.
  const { unsure, blockedUntil } = account.passwords;
  const free = Math.max(account.nextDispatchAt(), blockedUntil, unsure ? shop.now + 15 * 60 * second : 0);
  shop.waitUntil(free);
  const login = await logIn(shop, account);
  if (account.factorIsOn && shop.flag === 'on') {
    must(login.is === 'second_factor_required', 'the factor is asked for');
    const challenge = account.challenges.at(-1);
    must(
      challenge !== undefined && (await typeCode(shop, account, challenge, 'right')).is === 'authenticated',
      'the owner gets in with the right code',
    );
  } else must(login.is === 'authenticated', 'the owner gets in with the right password');
}
