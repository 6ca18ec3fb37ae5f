/** A change of the factor whose write comes second, to something else that moved the epoch: what is said of the account is true. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, type Holder, outcome, password, signedInHolder } from './holder.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const writes = {
  disable: { action: 'TransactWriteItems' },
  'recovery-codes': { action: 'TransactWriteItems' },
  email: { action: 'TransactWriteItems' },
  totp: { action: 'UpdateItem' },
} as const;
type Change = keyof typeof writes;

const changes: Record<Change, (holder: Holder, code?: string) => Promise<Answer>> = {
  disable: (holder, code = '') => holder.disable({ code }),
  'recovery-codes': (holder, code = '') => holder.replaceRecoveryCodes(code),
  email: (holder, code) => holder.switchOnEmail(code === undefined ? {} : { code }),
  totp: (holder, code) => holder.start(code === undefined ? {} : { password, code }),
};

/** Calls for the change, and does `meanwhile` after everything was read and proved, just before the change is written. */
async function overtaken(change: Change, holder: Holder, code: string | undefined, meanwhile: () => Promise<unknown>): Promise<string> {
  // The first write of the change is not answered. Of an app's code two others come before it.
  const after = change === 'totp' && code !== undefined ? 2 : 0;
  stack.fault({ service: 'dynamodb', ...writes[change], function: 'security', kind: 'timeout', after });
  const answered = changes[change](holder, code);
  await expect
    .poll(() => stack.calls().some((call) => call.function === 'security' && call.outcome === 'fault:timeout'), { timeout: 10_000 })
    .toBe(true);
  await meanwhile();
  return outcome(await answered);
}

const all = Object.keys(writes) as Change[];
const switchesOn: Change[] = ['email', 'totp'];
const changesFactor: Change[] = ['disable', 'recovery-codes'];

let customers = 0;

/** The same for several, each of a customer of its own, one after the other: one function serves them all, and is held back for one. */
async function eachOvertaken(
  names: Change[],
  ready: (customerId: string) => Promise<Holder>,
  meanwhile: (holder: Holder, change: Change) => Promise<unknown>,
): Promise<{ holders: [Change, Holder][]; outcomes: string[] }> {
  const holders: [Change, Holder][] = [];
  for (const name of names) holders.push([name, await ready(`${name}-${++customers}`)]);
  stack.advanceClock(30);
  const outcomes: string[] = [];
  for (const [name, holder] of holders) {
    stack.clearCalls();
    const code = holder.recoveryCodes.length > 0 ? holder.code : undefined;
    outcomes.push(await overtaken(name, holder, code, () => meanwhile(holder, name)));
  }
  return { holders, outcomes };
}

const withApp = (customerId: string) => enrolledHolder(stack, customerId);
const withoutFactor = (customerId: string) => signedInHolder(stack, customerId);
const endOthers = (holder: Holder) => holder.post('/v1/logout', { others: true });
const methodOf = async (holder: Holder) => (await holder.overview()).twoFactor.method;

describe('a change that comes second', { timeout: 60_000 }, () => {
  test('to the end of all other sessions asks for a new code; the factor is on, and nobody says otherwise', async () => {
    const { holders, outcomes } = await eachOvertaken(all, withApp, endOthers);
    expect(outcomes).toEqual(all.map(() => '410 code_expired'));
    for (const [change, holder] of holders) {
      expect(await methodOf(holder)).toBe('totp');
      expect(outcome(await changes[change](holder, holder.nextCode())), change).toMatch(/^20[04]$/);
    }
  });

  test('to the end of this session is told that it is over', async () => {
    const others = new Map<string, Holder>();
    const ready = async (customerId: string) => {
      const holder = await withApp(customerId);
      others.set(holder.identity.customerId, await holder.elsewhere());
      return holder;
    };
    const { holders, outcomes } = await eachOvertaken(all, ready, async (holder) => {
      const other = others.get(holder.identity.customerId);
      expect(other && (await endOthers(other)).status).toBe(204);
    });
    expect(outcomes).toEqual(all.map(() => '401 session_required'));
    for (const [, holder] of holders) {
      await holder.elsewhere();
      expect(outcome(await holder.logIn())).toBe('200 second_factor_required');
    }
  });

  test('to the same session switching it off hears that it is off', async () => {
    const { outcomes } = await eachOvertaken(changesFactor, withApp, async (holder) => {
      const [recoveryCode = ''] = holder.recoveryCodes;
      expect(outcome(await holder.disable({ recoveryCode }))).toBe('204');
    });
    expect(outcomes).toEqual(changesFactor.map(() => '409 not_enabled'));
  });
});

describe('an enrolment that comes second', { timeout: 60_000 }, () => {
  test('to the end of all other sessions can be called again: no factor is on', async () => {
    const { holders, outcomes } = await eachOvertaken(switchesOn, withoutFactor, endOthers);
    expect(outcomes).toEqual(switchesOn.map(() => '503 unavailable'));
    for (const [change, holder] of holders) {
      expect(await methodOf(holder)).toBeUndefined();
      expect(outcome(await changes[change](holder)), change).toBe('200');
    }
  });

  test('to the end of this session is told that it is over', async () => {
    const { outcomes } = await eachOvertaken(switchesOn, withoutFactor, ({ identity }) =>
      stack.putCustomer(identity.customerId, { phone: identity.phone, phoneVerified: true, password: 'another password' }),
    );
    expect(outcomes).toEqual(switchesOn.map(() => '401 session_required'));
  });

  test('to the same session switching the e-mail method on hears that a factor is on', async () => {
    const { holders, outcomes } = await eachOvertaken(switchesOn, withoutFactor, async (holder) => {
      expect(outcome(await holder.switchOnEmail())).toBe('200');
    });
    expect(outcomes).toEqual(switchesOn.map(() => '409 already_enabled'));
    for (const [, holder] of holders) expect(await methodOf(holder)).toBe('email');
  });

  test('to a contact that is not verified any more hears which', async () => {
    const { outcomes } = await eachOvertaken(['email'], withoutFactor, ({ identity }) =>
      stack.putCustomer(identity.customerId, { phone: identity.phone, emailVerified: false }),
    );
    expect(outcomes).toEqual(['409 contact_incomplete']);
  });
});
