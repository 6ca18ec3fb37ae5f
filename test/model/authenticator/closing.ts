/** How every run ends: what was ended stays ended, and the owner gets in with what they hold. */
import { day, flagAge, minute, must, second } from '../limits.ts';
import type { AppShop } from './app-shop.ts';
import { showSession } from './change-moves.ts';
import type { Holder, Typing } from './holder.ts';
import { nextStep } from './journeys.ts';
import { logIn, typeCode } from './login-moves.ts';

export async function close(shop: AppShop): Promise<void> {
  shop.trouble = undefined;
  for (const holder of shop.holders) for (const session of holder.sessions.slice(-4)) await showSession(shop, holder, session);
  // By now every function may know again what the flag is.
  await shop.stack.advanceClock(flagAge / second);
  for (const holder of shop.holders) await ownerGetsIn(shop, holder);
}

async function ownerGetsIn(shop: AppShop, holder: Holder): Promise<void> {
  if (holder.rounds.budgetLeft(shop.now) === 0) await shop.stack.advanceClock((day + minute) / second);
  const { unsure, blockedUntil } = holder.passwords;
  shop.waitUntil(Math.max(holder.rounds.nextDispatchAt(), blockedUntil, unsure ? shop.now + 15 * 60 * second : 0));
  nextStep(shop, holder);
  const login = await logIn(shop, holder);
  if (holder.factor === undefined || shop.flag === 'off')
    return must(login.is === 'authenticated', 'the owner gets in with the right password');
  must(login.is === 'second_factor_required', 'the factor is asked for');
  const challenge = holder.challenges.at(-1);
  const has = holder.factor === 'email' ? holder.rounds.newest?.code : holder.active?.app;
  const hasCode = holder.goodCodes.some(({ code }) => code !== undefined);
  // Where every answer that showed something was lost, the way back is a recovery.
  if (!challenge || (!has && !hasCode)) return;
  const own: Typing = holder.factor === 'email' ? { of: 'mail' } : { of: 'app', shift: 0 };
  const { is } = await typeCode(shop, holder, challenge, has ? own : { of: 'recovery code', is: 'good' });
  must(is === 'authenticated', 'the owner gets in with the right code');
}
