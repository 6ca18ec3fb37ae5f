/** A password that is not compared to the end, because it takes too long or cannot be, was a wrong one as far as the budgets go. */
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { PASSWORD_COMPARED_WITHIN, SECOND } from '../../shared/flow/budgets.ts';

const compares = vi.hoisted(() => ({ by: (): Promise<'right'> => Promise.resolve('right') }));
vi.mock('../../shared/passwords/hashes.ts', async (load) => ({
  ...(await load<typeof import('../../shared/passwords/hashes.ts')>()),
  comparePassword: () => compares.by(),
}));
const { setTimeout: real } = globalThis;
const waits: unknown[] = [];
// The one timer of a comparison has passed at once; those of DynamoDB's client go on.
vi.stubGlobal(
  'setTimeout',
  Object.assign((callback: () => void, ms?: number) => {
    waits.push(ms);
    return real(callback, ms === PASSWORD_COMPARED_WITHIN ? 0 : ms);
  }, real),
);

const { anEmail, customerWithoutFactor, start } = await import('./customer.ts');
const { readLogin, tryPassword } = await import('./store.ts');

const from = { network: '192.0.2.0/24' };
const rowsOf = async (username: string) => {
  const { ofNetwork, ofUsername } = await readLogin(username, from);
  return [ofNetwork?.failures, ofUsername?.failures];
};
const tried = (username: string) =>
  tryPassword({ username, password: 'right', from }, start).catch((error: unknown) => (error as Error).name);

beforeEach(() => {
  waits.length = 0;
});
// The process may go on to another file.
afterAll(() => {
  vi.unstubAllGlobals();
});

const neverDone = () => new Promise<never>(() => undefined);
const impossible = () => Promise.reject(new RangeError('as argon2 says it of settings that are none'));

it.each([
  [
    'takes too long, of a customer',
    neverDone,
    'NotComparedInTime',
    async () => (await customerWithoutFactor({ passwordHash: 'x' })).username,
  ],
  ['takes too long, of nobody', neverDone, 'NotComparedInTime', async () => anEmail()],
  ['cannot be compared', impossible, 'RangeError', async () => (await customerWithoutFactor({ passwordHash: 'x' })).username],
])('one that %s is told to nobody, and counted; after five each further one waits', async (_, by, error, who) => {
  compares.by = by;
  const username = await who();
  expect(await tried(username)).toBe(error);
  expect(await rowsOf(username)).toEqual([1, 1]);
  for (let nth = 1; nth < 5; nth++) expect(await tried(username)).toBe(error);
  const waiting = { is: 'waiting', until: start + SECOND };
  expect(await tried(username)).toEqual(waiting);
  compares.by = () => Promise.resolve('right');
  expect(await tried(username)).toEqual(waiting);
});

it('one that is compared in time leaves no timer behind', async () => {
  compares.by = () => Promise.resolve('right');
  const { username } = await customerWithoutFactor({ passwordHash: 'x' });
  const cleared = vi.spyOn(globalThis, 'clearTimeout');
  expect(await tried(username)).toMatchObject({ is: 'right' });
  expect(waits).toContain(PASSWORD_COMPARED_WITHIN);
  expect(cleared).toHaveBeenCalled();
});
