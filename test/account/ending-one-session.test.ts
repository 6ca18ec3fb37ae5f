/** One session of several is ended from another, or from within itself. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcome, type Shopper, shopper } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type SignedIn, signIn } from './signed-in.ts';

let stack: TestStack;
let nth = 0;
beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(() => stack.clearFaults());

const somebody = () => shopper(stack, `ends-one-${nth++}`);
const stays = (customer: Shopper) => signIn(stack, customer, { stayLoggedIn: true });

async function idOf(session: SignedIn): Promise<string> {
  const { sessions } = await session.overview();
  return sessions.find(({ current }) => current)?.id ?? '';
}
const end = ({ browser, accessToken: bearer }: SignedIn, id: string) =>
  browser.send('DELETE', `/v1/security/sessions/${id}`, undefined, { bearer });
/** How often the customer's logouts were written down. */
async function logouts(customer: Shopper): Promise<number> {
  const { body } = await stack.admin('GET', `/v1/audit/customers/${customer.customerId}`);
  return (body as { entries: { event: string }[] }).entries.filter(({ event }) => event === 'logged_out').length;
}

describe('ending one session', () => {
  test('logs that browser out at once, with every access token that came of it, and no other', async () => {
    const customer = await somebody();
    const [here, there, third] = [await stays(customer), await stays(customer), await stays(customer)];
    const id = await idOf(there);
    const answer = await end(here, id);
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(outcome(await there.session())).toBe('401 session_required');
    expect(outcome(await there.refresh())).toBe('401 session_required');
    for (const goesOn of [here, third]) {
      expect(outcome(await goesOn.session())).toBe('200');
      expect(outcome(await goesOn.refresh())).toBe('200 authenticated');
    }
    expect((await here.overview()).sessions.map((each) => each.id)).not.toContain(id);
    expect(await logouts(customer)).toBe(1);
  });

  test('needs no cookie of one’s own, and ends none of the password alone that stays nowhere', async () => {
    const customer = await somebody();
    const [here, alike, there] = [await signIn(stack, customer), await signIn(stack, customer), await stays(customer)];
    expect(outcome(await end(here, await idOf(alike)))).toBe('204');
    expect(outcome(await alike.session())).toBe('200');
    expect(outcome(await end(here, await idOf(there)))).toBe('204');
    expect(outcome(await there.refresh())).toBe('401 session_required');
  });

  test('that is this one is a logout, cookie and all', async () => {
    const customer = await somebody();
    const [staying, other, passing] = [await stays(customer), await stays(customer), await signIn(stack, customer)];
    for (const here of [staying, passing]) {
      const answer = await end(here, await idOf(here));
      expect(answer.status).toBe(204);
      expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-keycard=; Max-Age=0;/)]);
      expect(outcome(await here.session())).toBe('401 session_required');
      expect(outcome(await here.refresh())).toBe('401 session_required');
    }
    expect(outcome(await other.refresh())).toBe('200 authenticated');
  });

  test('that is this one leaves alone who has logged in by the same browser since, and their cookie', async () => {
    const [before, since] = [await stays(await somebody()), await stays(await somebody())];
    const answer = await since.browser.send('DELETE', `/v1/security/sessions/${await idOf(before)}`, undefined, {
      bearer: before.accessToken,
    });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(outcome(await before.session())).toBe('401 session_required');
    expect(outcome(await since.refresh())).toBe('200 authenticated');
  });

  test('of somebody else is refused, and ends nothing', async () => {
    const [mine, theirs] = [await stays(await somebody()), await stays(await somebody())];
    expect(outcome(await end(mine, await idOf(theirs)))).toBe('404 not_found');
    expect(outcome(await theirs.refresh())).toBe('200 authenticated');
  });

  test('twice, or twice at once, is the same as once', async () => {
    const customer = await somebody();
    const [here, there] = [await stays(customer), await stays(customer)];
    const id = await idOf(there);
    const answers = await Promise.all([end(here, id), end(here, id)]);
    for (const answer of [...answers, await end(here, id)]) expect(outcome(answer)).toBe('204');
    expect(await logouts(customer)).toBe(1);
  });

  test('holds where its answer from the table is lost, and is written down once', async () => {
    const customer = await somebody();
    const [here, there] = [await stays(customer), await stays(customer)];
    const id = await idOf(there);
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', function: 'security', count: 1 });
    expect(outcome(await end(here, id))).toBe('204');
    expect(outcome(await there.refresh())).toBe('401 session_required');
    expect(outcome(await end(here, id))).toBe('204');
    expect(await logouts(customer)).toBe(1);
  });

  test('while it is refreshed leaves nothing of it, whichever came first', async () => {
    const customer = await somebody();
    const here = await stays(customer);
    for (let time = 0; time < 4; time++) {
      const there = await stays(customer);
      const id = await idOf(there);
      const [refreshed, ended] = await Promise.all([there.refresh(), end(here, id)]);
      expect(outcome(ended)).toBe('204');
      expect(['200 authenticated', '401 session_required']).toContain(outcome(refreshed));
      expect(outcome(await there.refresh())).toBe('401 session_required');
    }
  });

  test('asks for somebody who is logged in, and for an id that can be one', async () => {
    const session = await stays(await somebody());
    const id = await idOf(session);
    expect(outcome(await stack.browser().send('DELETE', `/v1/security/sessions/${id}`, undefined))).toBe('401 session_required');
    expect(outcome(await end(session, 'client-x'))).toBe('400 invalid_request');
    const from = { bearer: session.accessToken, origin: 'https://elsewhere.example' };
    const foreign = await session.browser.send('DELETE', `/v1/security/sessions/${id}`, undefined, from);
    expect(outcome(foreign)).toBe('403 origin_refused');
    expect(outcome(await session.refresh())).toBe('200 authenticated');
  });
});

test('a refresh tells when and from where a session was last used, in the one write that it takes anyway', async () => {
  const session = await stays(await somebody());
  stack.clearCalls();
  await session.refresh();
  const writes = stack.calls().filter(({ action }) => /Write|Put|Update|Delete/.test(action));
  expect(writes.map(({ action }) => action)).toEqual(['TransactWriteItems']);
});
