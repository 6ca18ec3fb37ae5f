/** What customers can do to their security, and what each of it asks them for. */
import { maskEmail } from '../../shared/send/mask.ts';
import type { Overview } from '../client.ts';

/** Everything that is confirmed in a form: the password, and the factor if there is one. `email` and `phone` verify or change a contact. */
export type Task =
  | 'switchOnEmail'
  | 'changeToEmail'
  | 'switchOff'
  | 'changeToApp'
  | 'newKey'
  | 'showKey'
  | 'replaceCodes'
  | 'password'
  | 'email'
  | 'phone';

/** A method to arrive at, with whatever has to be done on the way. */
export type Goal = 'email' | 'app';

export type Contact = { kind: 'email' | 'phone'; value: string };

export const isContact = (task: Task): task is Contact['kind'] => task === 'email' || task === 'phone';

/** Whom a shop that keeps passwords has handed over has none to give here. */
export const asksForPassword = ({ handedOver }: Overview): boolean => handedOver === undefined;

/** Does the service ask for the factor beside the password? While the flag is off it sends no codes, and asks for none. */
export const asksForFactor = ({ twoFactor }: Overview): boolean => twoFactor.enabled && twoFactor.available;

/**
 * A phone is asked for nothing where password and code have just been given; the service says until when. So is the customer's own address
 * that is not verified yet: should it be another that is typed, the service asks. Whatever is about the factor itself asks always, and so
 * does the address that codes go to.
 */
export const takesRecentProof = (overview: Overview, task: Task): boolean =>
  task === 'phone' ||
  (task === 'email' && !overview.contact.emailVerified && !(overview.twoFactor.method === 'email' && asksForFactor(overview)));

/** Does the service ask for the password, and the factor with it? `now`: the server's ms. */
export function asksForProof(overview: Overview, task: Task, now: number): boolean {
  const { provedUntil } = overview;
  return !takesRecentProof(overview, task) || provedUntil === undefined || Date.parse(provedUntil) <= now;
}

/** The address that is to be verified, where it can be known: the service masks it, but many log in by it. */
export const addressToVerify = ({ contact, username }: Overview): string | undefined =>
  !contact.emailVerified && maskEmail(username) === contact.email ? username : undefined;

/** A recovery code stands in for a device that is gone; these two are of no use to who has no device, or no codes. */
export const takesRecoveryCode = (task: Task): boolean => task !== 'showKey' && task !== 'replaceCodes';

/** The first contact that has to be verified before the method can be had. */
export function firstMissing({ contact }: Overview, goal: Goal): Contact['kind'] | undefined {
  if (!contact.emailVerified) return 'email';
  return goal === 'app' && !contact.phoneVerified ? 'phone' : undefined;
}

/** How the method is confirmed by this customer; nothing has to be for the first app, since its activation asks for the password. */
export function taskFor({ twoFactor }: Overview, goal: Goal): Task | undefined {
  if (goal === 'email') return twoFactor.enabled ? 'changeToEmail' : 'switchOnEmail';
  if (!twoFactor.enabled) return undefined;
  return twoFactor.method === 'totp' ? 'newKey' : 'changeToApp';
}
