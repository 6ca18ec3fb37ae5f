/** The item of a stay-logged-in family, or of a client's session. `families.ts` has the writes that move it. */
import { hash } from 'node:crypto';
import type { LiveFamily } from '../flow/session-family.ts';
import type { Near } from '../words/whence.ts';
import { get, remove } from './data.ts';
import { type Condition, condition } from './expressions.ts';
import { partitions } from './partitions.ts';
import type { Key } from './table.ts';

export type Family = LiveFamily & {
  customerId: string;
  /** As `Call.device`, of the login. */
  device: string;
  /** As `Call.network`, of its last use; families of before have none. */
  network?: string;
  /** As `Call.near`, of the same. */
  near?: Near | undefined;
  /** Of a client's own session, which has no cookie: that it is there says that nobody has ended it. */
  clientId?: string;
  /** Of the same: the session that stays logged in, by which the client was given it, as `parentOf` names it. */
  parent?: string;
};

/** How the ids of clients' sessions begin: the table's key is all that the index by customer knows of whose they are. */
export const ofClients = 'client-';

/** A session by a name that is told to others, and leads nowhere: an id of a family names it to its customer. */
export const parentOf = (familyId: string): string => hash('sha256', familyId, 'base64url');

export const familyKey = (familyId: string): Key => ({ pk: `${partitions.family}${familyId}`, sk: 'FAMILY' });

/** It has not been logged out. */
export const familyIsThere = (customerId: string): Condition => condition('familyIsThere', 'customerId = :owner', { ':owner': customerId });

export const readFamily = (familyId: string): Promise<Family | undefined> => get<Family>(familyKey(familyId));

/** Whichever token of it was brought: to end a family does no harm. */
export const endFamily = (familyId: string): Promise<boolean> => remove(familyKey(familyId));
