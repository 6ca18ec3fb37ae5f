/** A customer's password as an administrator gives it: in the clear, as the hash that a shop has kept, or only that it is another in a shop that keeps it. */
import { MINUTE } from '../flow/budgets.ts';
import { hashPassword } from '../passwords/hashes.ts';
import { importHash } from '../passwords/import-hash.ts';

/** `passwordChangedAt`: RFC 3339; when the password, of the hash if there is one, was set in the shop. */
type Given = { password?: string | undefined; passwordHash?: string | undefined; passwordChangedAt?: string | undefined };

type Fault = { path: 'passwordHash' | 'passwordChangedAt'; message: string };

/** `hash`: what is to be kept, if anything; `setAt`, `changedElsewhere`: ms since 1970. */
type Password =
  | { is: 'taken'; hash: string | undefined; imported?: { setAt: number | undefined }; changedElsewhere?: number }
  | { is: 'refused'; fault: Fault };

/** A shop's clock may be a little ahead. */
const AHEAD = MINUTE;

/** @param isOfSomebody only who is there can have a password elsewhere that has changed */
export async function givenPassword(
  { password, passwordHash, passwordChangedAt }: Given,
  isOfSomebody: boolean,
  now: number,
): Promise<Password> {
  const refused = (path: Fault['path'], message: string): Password => ({ is: 'refused', fault: { path, message } });
  const setAt = passwordChangedAt === undefined ? undefined : Date.parse(passwordChangedAt);
  if (password !== undefined && passwordHash !== undefined) return refused('passwordHash', 'cannot be given together with password');
  const isElsewhere = isOfSomebody && password === undefined && passwordHash === undefined;
  if (setAt !== undefined && passwordHash === undefined && !isElsewhere) return refused('passwordChangedAt', 'goes with a passwordHash');
  // Else an import that is run again would win over whatever is set until then.
  if (setAt !== undefined && !(setAt <= now + AHEAD)) return refused('passwordChangedAt', 'is in the future, or no time');
  if (setAt !== undefined && isElsewhere) return { is: 'taken', hash: undefined, changedElsewhere: setAt };
  if (passwordHash === undefined) return { is: 'taken', hash: password === undefined ? undefined : await hashPassword(password) };

  const read = await importHash(passwordHash);
  return read.is === 'refused' ? refused('passwordHash', read.why) : { ...read, imported: { setAt } };
}
