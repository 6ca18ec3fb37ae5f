/**
 * The entity tag of a customer (RFC 9110 §8.8.3): another as soon as there is another answer to who looks them up, or a change of theirs
 * could be undone by who has looked before. It is made of their item alone, so the one condition of a write, `customerIsAsRead`, decides.
 */
import { createHash } from 'node:crypto';

/** What of a customer the tag tells apart. Codes, rows and rounds are not among it: they move with every login. */
export type Tagged = {
  createdAt: number;
  /** Moves with the password, which has no other mark on the item; and with whatever else ends all sessions. */
  epoch: number;
  username: string;
  email: string;
  emailVerified: boolean;
  phone?: string | undefined;
  phoneVerified: boolean;
  locale?: string | undefined;
  factor?: string | undefined;
  factorSince?: number | undefined;
  recoveryCodes?: { size: number } | undefined;
};

/** A strong one, with its quotes. Whoever reads it learns nothing of what it is made of but whether it changed. */
export function tagOf({ recoveryCodes, ...of }: Tagged): string {
  const contacts = [of.username, of.email, of.emailVerified, of.phone, of.phoneVerified, of.locale];
  const said = [of.createdAt, of.epoch, ...contacts, of.factor, of.factorSince, recoveryCodes?.size ?? 0];
  return `"${createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22)}"`;
}

/** What `If-Match` asks for: that there is something at all, or that it is in one of these states, by their strong tags. */
export type IfMatch = '*' | readonly string[];

/** What a call asks for before it is done. `ifNoneMatch`: that nobody is there yet. */
export type Precondition = { ifMatch?: IfMatch | undefined; ifNoneMatch?: '*' | undefined };

/** May a change be made of who is in this state; `undefined`: nobody is there (RFC 9110 §13.1.1)? */
export function matches(ifMatch: IfMatch | undefined, present: Tagged | undefined): boolean {
  if (ifMatch === undefined) return true;
  if (present === undefined) return false;
  return ifMatch === '*' || ifMatch.includes(tagOf(present));
}

/** May somebody be created (§13.1.2)? */
export const mayBegin = ({ ifNoneMatch }: Precondition, present: Tagged | undefined): boolean =>
  ifNoneMatch === undefined || present === undefined;
