/** Conditional writes that no machine is behind, since all there is to them is whether somebody came first. */
import { createHash, randomUUID } from 'node:crypto';
import { createChallenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { hashSync } from 'bcryptjs';
import { MINUTE } from '../../../shared/flow/budgets.ts';
import { bytes, start } from '../customer.ts';
import { beforeCall, undisturbed } from '../interleaving.ts';
import * as store from '../store.ts';
import { fewCases } from './contract.ts';
import { knownKeys } from './known-keys.ts';

const { newestOf } = await import('../../../shared/store/audit.ts');
const { workOfAltcha } = await import('../../../shared/captcha/altcha.ts');

let versions = 0;

const keptKey = fewCases('key: of several functions that make it one wins', {
  cases: [{ isThere: true }, { isThere: false }],
  event: () => 'a key is kept',
  table: async ({ isThere }) => {
    const version = ++versions;
    if (isThere) await store.keepKey('codes', version, { wrapped: bytes('earlier'), madeAt: start - 1 });
    const kept = await store.keepKey('codes', version, { wrapped: bytes('own'), madeAt: start });
    return { kept: kept.madeAt, after: (await store.readKey('codes', version))?.madeAt };
  },
  machine: ({ isThere }) => (isThere ? { kept: start - 1, after: start - 1 } : { kept: start, after: start }),
});

/** A solution whose answer is the first try. */
async function solved(): Promise<{ solution: string; use: { pk: string; sk: string } }> {
  const { version, key } = await knownKeys.currentKey('captcha', start);
  const secret = key.export().toString('base64url');
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: 3000,
    counter: 0,
    deriveKey,
    expiresAt: (start + 10 * MINUTE) / 1000,
    data: { key: version, work: 2 },
    hmacSignatureSecret: `challenge ${secret}`,
    hmacKeySignatureSecret: `key ${secret}`,
  });
  const solution = await solveChallenge({ challenge, deriveKey });
  const ref = createHash('sha256')
    .update(challenge.signature ?? '')
    .digest('base64url');
  return {
    solution: Buffer.from(JSON.stringify({ challenge, solution })).toString('base64'),
    use: { pk: `CAPTCHA#${ref}`, sk: 'USED' },
  };
}

const captchaUse = fewCases('CAPTCHA: a solution is good once', {
  cases: [{ isUsed: true }, { isUsed: false }],
  event: () => 'a CAPTCHA is used',
  table: async ({ isUsed }) => {
    const { solution, use } = await solved();
    if (isUsed) await store.put({ ...use, useId: 'by somebody' });
    const work = await workOfAltcha(solution, start);
    return { work, by: (await store.get<{ useId: string }>(use))?.useId === 'by somebody' ? 'somebody' : 'this use' };
  },
  machine: ({ isUsed }) => (isUsed ? { work: 0, by: 'somebody' } : { work: 2, by: 'this use' }),
});

/** `meanwhile`: between the comparison and the write of the new hash. */
const importedPassword = fewCases<{ meanwhile: 'nothing' | 'changed' | 'deleted' }>(
  'imported password: hashed anew, and never over a newer one',
  {
    cases: [{ meanwhile: 'nothing' }, { meanwhile: 'changed' }, { meanwhile: 'deleted' }],
    event: () => 'an imported password is hashed anew',
    table: async ({ meanwhile }) => {
      const [customerId, username] = [randomUUID(), randomUUID()];
      const login = store.loginKey(username);
      const imported = hashSync('imported', 4);
      await store.put({ ...login, customerId, passwordHash: imported });
      await store.put({ ...store.customerKey(customerId), customerId });
      beforeCall(3, async () => {
        if (meanwhile === 'changed') await store.put({ ...login, customerId, passwordHash: 'a newer one' });
        if (meanwhile === 'deleted') await store.remove(login);
      });
      const tried = await store
        .tryPassword({ username, password: 'imported', from: { network: '192.0.2.0/24' } }, start)
        .finally(undisturbed);
      const after = (await store.get<{ passwordHash: string }>(login))?.passwordHash;
      return { is: tried.is, after: after?.replace(/^(\$argon2id\$).*/, '$1') };
    },
    machine: ({ meanwhile }) => ({ is: 'right', after: { nothing: '$argon2id$', changed: 'a newer one', deleted: undefined }[meanwhile] }),
  },
);

const slowestHash = fewCases<{ before: number | undefined; took: number }>('imported hashes: the slowest is remembered', {
  cases: [undefined, 299, 300, 301].map((before) => ({ before, took: 300 })),
  event: () => 'a hash is imported',
  table: async ({ before, took }) => {
    await store.remove(store.slowestHashKey);
    if (before !== undefined) await store.put({ ...store.slowestHashKey, slowest: before });
    await store.noteSlowestHash(took);
    const remembered = await store.get<{ slowest: number }>(store.slowestHashKey);
    await store.remove(store.slowestHashKey);
    return remembered?.slowest;
  },
  machine: ({ before = 0, took }) => Math.max(before, took),
});

const logout = fewCases<{ meanwhile: 'nothing' | 'logged out'; by?: 'its customer' | 'another' }>(
  'logout: whoever ends the session tells of it',
  {
    cases: [
      { meanwhile: 'nothing' },
      { meanwhile: 'logged out' },
      { meanwhile: 'nothing', by: 'its customer' },
      { meanwhile: 'nothing', by: 'another' },
    ],
    event: () => 'a session is logged out',
    table: async ({ meanwhile, by }) => {
      const customerId = randomUUID();
      await store.put({ ...store.familyKey(customerId), customerId });
      beforeCall(2, async () => {
        if (meanwhile === 'logged out') await store.endFamily(customerId);
      });
      const named = { 'its customer': customerId, another: 'another' };
      const is = await store.logOut(customerId, start, by && named[by]).finally(undisturbed);
      const told = await newestOf([`LOGGED_OUT#${customerId}`], 2);
      return { is, told: told.length, isThere: (await store.readFamily(customerId)) !== undefined };
    },
    machine: ({ meanwhile, by }) =>
      by === 'another'
        ? { is: 'of another', told: 0, isThere: true }
        : { is: 'ended', told: meanwhile === 'nothing' ? 1 : 0, isThere: false },
  },
);

export const withoutMachine = [keptKey, captchaUse, importedPassword, slowestHash, logout];
