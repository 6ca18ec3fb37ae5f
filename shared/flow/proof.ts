/**
 * What a session has proved of who is behind it, and how long that stands for the password and the code that a change asks for. Whoever
 * has just given them is not asked again; whoever found an open session, or took its token, soon has a session that proves nothing
 * (OWASP ASVS 5 §7.5.1: authenticate again before a change of what authenticates).
 */
import { PROOF_LIFETIME } from './budgets.ts';
import { type Contact, isAnotherAddress } from './contacts.ts';
import { type Method, rulesOf } from './method.ts';
import { type Acr, amrOf, isHandedOver, nameOfAcr, provesSecondFactor, type SessionClaims } from './session.ts';

export type Proof = {
  /** ms since 1970. */
  at: number;
  /** The password alone, or what was given beside it. */
  acr: Acr;
  /** The customer's epoch, in which it was given. */
  epoch: number;
};

/** What is kept of a session beside its login: what it proved last in the account, or that it was logged out. */
export type Kept = Proof | LoggedOut;
type LoggedOut = { loggedOut: true };

export const isLoggedOut = (kept: Kept | undefined): kept is LoggedOut => kept !== undefined && 'loggedOut' in kept;

/** The newest proof takes the place of the one before: whatever both stood for, it stands for longer. A logout is taken back by none. */
export const keptAfter = (before: Kept | undefined, what: Kept): Kept => (isLoggedOut(before) ? before : what);

export type ProofOwner = { epoch: number; factor?: Method };

/** What of a customer decides whether a proof will do for a contact. */
export type ContactOwner = Pick<ProofOwner, 'factor'> & { email: string };

/**
 * Will a recent proof do for the check of this contact? For a phone, and for the address that the account has. Another address takes the
 * password, always: the link to a new one goes there, so whoever found an open session would have a password by it. And an address that
 * codes go to is the factor itself, which asks for password and code, as every change of the factor does.
 *
 * @param factorIsDemanded the flag is on
 */
export function takesRecentProof(contact: Contact, owner: ContactOwner, factorIsDemanded: boolean): boolean {
  const codesGoThere = contact.kind === 'email' && owner.factor !== undefined && rulesOf(owner.factor).dispatches && factorIsDemanded;
  return !codesGoThere && !isAnotherAddress(contact, owner);
}

/** What the login itself proved. A refresh keeps all of it, so a cookie proves nothing anew. */
export function loginProof({ acr, authTime, epoch }: SessionClaims): Proof | undefined {
  const name = nameOfAcr(acr);
  return Object.hasOwn(amrOf, name) ? { at: authTime, acr: name as Acr, epoch } : undefined;
}

/**
 * Does the word of the shop that handed the customer over stand for the password? As long as any proof would: the customer has none here
 * that could be asked for. A code it never stands for.
 */
export const shopStandsForPassword = (session: Pick<SessionClaims, 'acr' | 'authTime'>, now: number): boolean =>
  isHandedOver(session) && now < session.authTime + PROOF_LIFETIME;

/**
 * Until when (ms) what a session proved stands for what a change asks for; `undefined`: it does not, at `now`. A session that does not
 * count any more (`sessionCounts`) has nothing, whatever it proved.
 *
 * @param factorIsDemanded the flag is on
 */
export function provedUntil(
  login: Proof | undefined,
  kept: Proof | undefined,
  owner: ProofOwner,
  factorIsDemanded: boolean,
  now: number,
): number | undefined {
  const ends = [login, kept].flatMap((proof) => (proof && stands(proof, owner, factorIsDemanded) ? proof.at + PROOF_LIFETIME : []));
  const until = Math.max(...ends);
  return now < until ? until : undefined;
}

/** The epoch moves with the factor: what was proved in another one was no code, or one of another factor. */
function stands({ acr, epoch }: Proof, owner: ProofOwner, factorIsDemanded: boolean): boolean {
  if (!factorIsDemanded || owner.factor === undefined) return true;
  return provesSecondFactor(acr) && epoch === owner.epoch;
}
