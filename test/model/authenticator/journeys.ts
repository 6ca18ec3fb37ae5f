/** What takes several calls: a session, an enrolment from start to end, one step of a recovery after another. */
import { second } from '../limits.ts';
import type { Session } from '../person.ts';
import type { AppShop } from './app-shop.ts';
import { activate, change } from './change-moves.ts';
import type { Holder, Typing } from './holder.ts';
import { logIn, typeCode } from './login-moves.ts';
import { askForSms, cancelRecovery, confirmRecovery, startRecovery } from './recovery-moves.ts';

const app: Typing = { of: 'app', shift: 0 };

/** The app shows a code that was not accepted yet. */
export function nextStep(shop: AppShop, { active, rounds }: Holder): void {
  const next = active ? (active.lastStep + 1) * 30 * second : 0;
  shop.waitUntil(Math.max(next, rounds.waitEndsAt()));
}

/** A session that counts, by a login if there is none; `undefined`: no login leads to one. */
export async function sessionOf(shop: AppShop, holder: Holder): Promise<Session | undefined> {
  const session = () => holder.sessions.findLast((each) => holder.counts(each, shop.now));
  if (session()) return session();
  nextStep(shop, holder);
  const login = await logIn(shop, holder);
  const challenge = holder.challenges.at(-1);
  if (login.is === 'second_factor_required' && challenge)
    await typeCode(shop, holder, challenge, holder.factor === 'email' ? { of: 'recovery code', is: 'good' } : app);
  return session();
}

/** `again`: a first key is started and left. */
export async function enrol(shop: AppShop, holder: Holder, by: Typing, again = false): Promise<void> {
  nextStep(shop, holder);
  const session = await sessionOf(shop, holder);
  if (!session) return;
  for (let starts = again ? 2 : 1; starts > 0; starts -= 1) {
    nextStep(shop, holder);
    await change(shop, holder, session, 'start', true, by);
  }
  await activate(shop, holder, session, true, { of: 'pending key' });
}

export type RecoveryStep = 'start' | 'sms' | 'confirm' | 'cancel';

/** By the newest login, and of the newest recovery. */
export async function recoveryStep(shop: AppShop, holder: Holder, step: RecoveryStep): Promise<void> {
  const [challenge] = holder.challenges.slice(-1);
  const { recovery } = holder;
  if (step === 'start' && challenge) await startRecovery(shop, holder, challenge);
  if (step === 'sms' && recovery) await askForSms(shop, holder, recovery);
  if (step === 'confirm' && recovery) await confirmRecovery(shop, holder, recovery, 'right', true);
  if (step === 'cancel' && recovery) await cancelRecovery(shop, holder, recovery);
}
