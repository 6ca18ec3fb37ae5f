/**
 * Where the next page of a list begins: after which entry, of which search. It gives nobody anything: what it names is a place in a list
 * that its bearer may read from the beginning, whoever made it up.
 */
import { createHash } from 'node:crypto';

/** `search`: what was searched for, in whatever words, the same for each page. */
export const cursorOf = (search: string, after: string): string => `${nameOf(search)}.${Buffer.from(after).toString('base64url')}`;

/** After which entry it goes on; `undefined`: the cursor is of another search, or of none. */
export function placeOf(search: string, cursor: string): string | undefined {
  const after = Buffer.from(cursor.slice(cursor.indexOf('.') + 1), 'base64url').toString();
  return cursor === cursorOf(search, after) ? after : undefined;
}

const nameOf = (search: string): string => createHash('sha256').update(search).digest('base64url').slice(0, 8);
