/** What customers can do to their security, and what each of it asks them for. */
import type { Overview } from '../client.ts';

/**
 * Everything that is confirmed in a form: the password, and the factor if there is one. `email` and `phone` are contacts that are typed,
 * the first or another; `verifyEmail` and `verifyPhone` those that the account has, which the service masks and the page does not know.
 */
export type Task =
  | 'switchOnEmail'
  | 'changeToEmail'
  | 'switchOff'
  | 'changeToApp'
  | 'newKey'
  | 'showKey'
  | 'replaceCodes'
  | 'password'
  | ContactTask;

/** A method to arrive at, with whatever has to be done on the way. */
export type Goal = 'email' | 'app';

/** `value`: as it was typed; none of the one that the account has. */
export type Contact = { kind: 'email' | 'phone'; value?: string };

const kinds = { email: 'email', phone: 'phone', verifyEmail: 'email', verifyPhone: 'phone' } as const;
export type ContactTask = keyof typeof kinds;

export const isContact = (task: Task): task is ContactTask => task in kinds;
export const isTyped = (task: Task): task is Contact['kind'] => task === 'email' || task === 'phone';
/** Which contact it is about, if it is about one. */
export const contactKind = (task: Task): Contact['kind'] | undefined => (isContact(task) ? kinds[task] : undefined);
/** The one that the account has is verified; where it has none, one is typed. */
export function taskToVerify(kind: Contact['kind'], { contact }: Overview): ContactTask {
  if (contact[kind] === undefined) return kind;
  return kind === 'email' ? 'verifyEmail' : 'verifyPhone';
}

/** Whom a shop that keeps passwords has handed over has none to give here. */
export const asksForPassword = ({ handedOver }: Overview): boolean => handedOver === undefined;

/** Does the service ask for the factor beside the password? While the flag is off it sends no codes, and asks for none. */
export const asksForFactor = ({ twoFactor }: Overview): boolean => twoFactor.enabled && twoFactor.available;

/**
 * A phone is asked for nothing where password and code have just been given; the service says until when. So is the address that the
 * account has. Another one asks always, and so does whatever is about the factor itself, as is the address that codes go to.
 */
export const takesRecentProof = (overview: Overview, task: Task): boolean =>
  contactKind(task) === 'phone' || (task === 'verifyEmail' && !(overview.twoFactor.method === 'email' && asksForFactor(overview)));

/** Does the service ask for the password, and the factor with it? `now`: the server's ms. */
export function asksForProof(overview: Overview, task: Task, now: number): boolean {
  const { provedUntil } = overview;
  return !takesRecentProof(overview, task) || provedUntil === undefined || Date.parse(provedUntil) <= now;
}

/** There is nothing to fill in: what is wanted can be done at once. */
export const asksForNothing = (overview: Overview, task: Task, now: number): boolean =>
  isContact(task) && !isTyped(task) && !(asksForProof(overview, task, now) && (asksForPassword(overview) || asksForFactor(overview)));

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
