import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, subjectsTo } from '../authenticator/holder.ts';
import { outcome, password, type Shopper, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { tokenTo } from '../support/mailed-links.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { forget, linkFor, linksTo, linkTo, newPassword, reset, withPassword } from './forgotten.ts';

const MINUTE = 60;

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

beforeEach(() => stack.clearFaults());

const reasonOf = ({ body }: { body: unknown }) => (body as { reason?: string }).reason;

describe('a forgotten password', { timeout: 60_000 }, () => {
  test('is replaced by the link of an e-mail: the old one opens nothing, and the factor is still asked for', async () => {
    const customer = await shopperWithFactor(stack, 'forgets');
    const token = await linkFor(stack, customer);
    expect(outcome(await reset(stack, token))).toBe('204');
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('401 invalid_credentials');
    const anew = withPassword(stack, customer, newPassword);
    expect(outcome(await anew.verifyRight(await anew.challenge()))).toBe('200 authenticated');
    expect(subjectsTo(stack, customer.email)).toContain('Your password was changed');
    expect((await auditLog(stack, customer.customerId)).map(({ event }) => event)).toContain('password_reset');
  });

  test('is replaced by address as well as by username, in whatever case', async () => {
    const customer = await shopper(stack, 'by-address', { username: 'the-walker', email: 'walker@example.com' });
    await forget(stack, ' WALKER@example.com ');
    expect(outcome(await reset(stack, linkTo(stack, customer)))).toBe('204');
    stack.advanceClock(MINUTE);
    await forget(stack, 'The-Walker');
    expect(outcome(await reset(stack, linkTo(stack, customer), 'another long sentence of mine'))).toBe('204');
  });

  test('once replaced ends every session and every pending login', async () => {
    const holder = await enrolledHolder(stack, 'forgets-sessions');
    stack.advanceClock(30);
    const staying = await holder.elsewhere({ stayLoggedIn: true });
    const challenge = await holder.challenge();
    const customer = { ...holder.identity, password };
    expect(outcome(await reset(stack, await linkFor(stack, customer)))).toBe('204');
    expect(outcome(await holder.session())).toBe('401 session_required');
    expect(outcome(await staying.browser.post('/v1/session/refresh'))).toBe('401 session_required');
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('401 invalid_challenge');
  });

  test('that has ended by thirty wrong codes is replaced too, and the row begins anew', async () => {
    const customer = await shopperWithFactor(stack, 'ended-and-forgets');
    const visitor = new Visitor(stack, customer);
    for (let round = 0; round < 6; round++) {
      stack.advanceClock(60 * MINUTE);
      await visitor.guessWrong(await visitor.challenge(), 5);
    }
    expect(outcome(await visitor.logIn())).toBe('403 password_reset_required');
    expect(outcome(await reset(stack, await linkFor(stack, customer)))).toBe('204');
    const anew = withPassword(stack, customer, newPassword);
    stack.advanceClock(MINUTE);
    await anew.guessWrong(await anew.challenge(), 4);
    expect(outcome(await anew.verifyRight(await anew.challenge()))).toBe('200 authenticated');
  });

  test('of somebody who never had one is set by it', async () => {
    const customer = { ...(await stack.putCustomer('without', {})), customerId: 'without', password: '' };
    expect(outcome(await reset(stack, await linkFor(stack, customer)))).toBe('204');
    expect(outcome(await withPassword(stack, customer, newPassword).logIn())).toBe('200 authenticated');
  });
});

test('a forgotten password is answered after one time, whoever is meant', async () => {
  const { username } = await shopper(stack, 'takes-as-long');
  for (const typed of [username, 'nobody-takes-as-long@example.com']) {
    const began = performance.now();
    expect(outcome(await forget(stack, typed))).toBe('202');
    expect(performance.now() - began).toBeGreaterThanOrEqual(150);
  }
});

describe('the link', { timeout: 60_000 }, () => {
  let customer: Shopper;
  let nth = 0;
  beforeEach(async () => {
    customer = await shopper(stack, `linked-${++nth}`);
  });

  test('is good once', async () => {
    const token = await linkFor(stack, customer);
    // Whatever opens it before its owner does, such as the scanner of a mailbox.
    for (let turn = 0; turn < 20; turn++) {
      expect((await stack.browser().get('/password')).status).toBe(200);
      expect((await stack.browser().send('HEAD', '/password', undefined)).status).toBeLessThan(405);
    }
    expect(outcome(await reset(stack, token))).toBe('204');
    expect(outcome(await reset(stack, token, 'another long sentence'))).toBe('410 link_expired');
    expect(outcome(await withPassword(stack, customer, newPassword).logIn())).toBe('200 authenticated');
  });

  test('is good for less than thirty minutes', async () => {
    const [one, other] = [await shopper(stack, 'in-time'), await shopper(stack, 'too-late')];
    const [inTime, tooLate] = [await linkFor(stack, one), await linkFor(stack, other)];
    stack.advanceClock(30 * MINUTE - 0.1);
    expect(outcome(await reset(stack, inTime))).toBe('204');
    stack.advanceClock(0.1);
    expect(outcome(await reset(stack, tooLate))).toBe('410 link_expired');
  });

  test('of an older e-mail leads nowhere', async () => {
    const older = await linkFor(stack, customer);
    stack.advanceClock(MINUTE);
    const newer = await linkFor(stack, customer);
    expect(outcome(await reset(stack, older))).toBe('410 link_expired');
    expect(outcome(await reset(stack, newer))).toBe('204');
  });

  test('leads nowhere after the password was changed in the account, or by an administrator', async () => {
    const token = await linkFor(stack, customer);
    const visitor = new Visitor(stack, customer);
    const bearer = ((await visitor.logIn()).body as { accessToken: string }).accessToken;
    const change = { password: customer.password, newPassword };
    expect(outcome(await visitor.browser.post('/v1/security/password', change, { bearer }))).toBe('204');
    expect(outcome(await reset(stack, token, 'the sentence of a thief'))).toBe('410 link_expired');

    stack.advanceClock(MINUTE);
    const next = await linkFor(stack, customer);
    const { username, email } = customer;
    await stack.admin('PUT', `/v1/admin/customers/${customer.customerId}`, { username, email, password: 'set by an administrator' });
    expect(outcome(await reset(stack, next))).toBe('410 link_expired');
  });

  test('leads nowhere for the next customer with that id, and none once the address is another', async () => {
    const token = await linkFor(stack, customer);
    expect((await stack.admin('DELETE', `/v1/admin/customers/${customer.customerId}`)).status).toBe(204);
    const { username, email } = customer;
    await stack.putCustomer(customer.customerId, { username, email, password });
    expect(outcome(await reset(stack, token))).toBe('410 link_expired');

    stack.advanceClock(MINUTE);
    const next = await linkFor(stack, customer);
    await stack.putCustomer(customer.customerId, { username, email: 'elsewhere@example.com' });
    expect(outcome(await reset(stack, next))).toBe('410 link_expired');
  });

  test('of a recovery sets no password, and of a password switches no factor off; nor does a challenge', async () => {
    const holder = await enrolledHolder(stack, `kinds-${nth}`);
    const challenge = await holder.challenge();
    expect((await stack.browser().post('/v1/recovery', { challenge: challenge.token })).status).toBe(202);
    const recovery = tokenTo(stack, holder.identity.email, 'recovery');
    const token = await linkFor(stack, { ...holder.identity, password });
    for (const other of [recovery, challenge.token, `${token}x`, 'x']) expect(outcome(await reset(stack, other))).toBe('401 invalid_token');
    for (const path of ['/v1/recovery/sms', '/v1/recovery/cancel']) {
      expect(outcome(await stack.browser().post(path, { token }))).toBe('401 invalid_token');
    }
  });

  test('used ten times at once sets one password', async () => {
    const token = await linkFor(stack, customer);
    const chosen = Array.from({ length: 10 }, (_, each) => `${newPassword} ${each}`);
    const answers = await Promise.all(chosen.map((each) => reset(stack, token, each)));
    expect(answers.map(outcome).sort()).toEqual(['204', ...Array<string>(9).fill('410 link_expired')]);
    const winner = chosen[answers.findIndex(({ status }) => status === 204)] ?? '';
    expect(outcome(await withPassword(stack, customer, winner).logIn())).toBe('200 authenticated');
  });

  test('whose use was written and its answer lost has set the password', async () => {
    const token = await linkFor(stack, customer);
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', function: 'recovery', kind: 'lost-ack', count: 1 });
    expect(outcome(await reset(stack, token))).toBe('204');
    expect(outcome(await withPassword(stack, customer, newPassword).logIn())).toBe('200 authenticated');
  });

  test('is not used up by a password that cannot be chosen', async () => {
    const token = await linkFor(stack, customer);
    const long = 'x1!'.repeat(90);
    const reasons = {
      short1: 'too_short',
      password123: 'common',
      [customer.username]: 'username',
      'Keycard 2026': 'shop_name',
      [long]: 'too_long',
    };
    for (const [chosen, reason] of Object.entries({ ...reasons, [customer.password]: 'same' })) {
      const answer = await reset(stack, token, chosen);
      expect([outcome(answer), reasonOf(answer)], reason).toEqual(['409 password_unusable', reason]);
      expect(JSON.stringify(answer.body)).not.toContain(chosen);
    }
    for (const chosen of ['', 7, null, ['a long sentence']]) expect((await reset(stack, token, chosen)).status).toBe(400);
    expect(outcome(await reset(stack, token))).toBe('204');
  });

  test('sets a password of 256 characters, whatever they are, that opens from then on', async () => {
    const pictures = '\u{1F511}\u{1F5DD}\u{1F3E0}\u{1F333}'.repeat(64);
    expect(outcome(await reset(stack, await linkFor(stack, customer), pictures))).toBe('204');
    expect(outcome(await withPassword(stack, customer, pictures).logIn())).toBe('200 authenticated');
  });

  test('is sent to no address that was changed in the last 24 hours', async () => {
    const { customerId, username } = customer;
    await stack.putCustomer(customerId, { username, email: 'lately@example.com', emailVerified: true });
    const moved = { ...customer, email: 'lately@example.com' };
    await forget(stack, username);
    expect(linksTo(stack, moved)).toEqual([]);
    stack.advanceClock(24 * 60 * MINUTE);
    expect(outcome(await reset(stack, await linkFor(stack, moved)))).toBe('204');
  });

  test('sets what was typed, in whatever form a keyboard sends it', async () => {
    expect(outcome(await reset(stack, await linkFor(stack, customer), 'pr\u030Ci\u0301lis\u030C z\u030Clut\u030Couc\u030Cky\u0301'))).toBe(
      '204',
    );
    expect(outcome(await withPassword(stack, customer, 'p\u0159\u00EDli\u0161 \u017Elu\u0165ou\u010Dk\u00FD').logIn())).toBe(
      '200 authenticated',
    );
  });
});

describe('asking for a link', { timeout: 60_000 }, () => {
  /** What the function asked of AWS for one call. */
  async function callsFor(username: string): Promise<string[]> {
    stack.clearCalls();
    const answer = await forget(stack, username);
    expect([answer.status, answer.body]).toEqual([202, {}]);
    return stack.calls().flatMap(({ function: name, action }) => (name === 'recovery' ? [action] : []));
  }

  test('answers the same, by the same calls, whoever is meant, and nobody', async () => {
    const plain = await shopper(stack, 'asks-plain');
    const holder = await enrolledHolder(stack, 'asks-holder');
    const without = await stack.putCustomer('asks-without', {});
    const unverified = await stack.putCustomer('asks-unverified', { password, emailVerified: false });
    await forget(stack, 'warms-the-function@example.com');
    const of: Record<string, string[]> = {};
    for (const username of [
      plain.username,
      plain.username,
      holder.identity.username,
      without.username,
      unverified.username,
      'nobody-at-all',
      '\u0000',
      '🦄'.repeat(60),
    ])
      of[`${Object.keys(of).length} ${username}`] = await callsFor(username);
    const [first = [], ...others] = Object.values(of);
    expect(first.filter((action) => action === 'SendEmail')).toHaveLength(1);
    for (const [nth, calls] of others.entries()) expect(calls.toSorted(), Object.keys(of)[nth + 1]).toEqual(first.toSorted());
    expect(linksTo(stack, unverified)).toEqual([]);
  });

  test('five hundred times for one name sends one e-mail', async () => {
    const customer = await shopper(stack, 'asks-500');
    stack.clearCalls();
    for (let batch = 0; batch < 10; batch++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => forget(stack, customer.username)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    }
    expect(linksTo(stack, customer)).toHaveLength(1);
    expect(stack.calls().filter(({ action }) => action === 'SendEmail')).toHaveLength(500);
  });

  test('waits a minute after the last one, and after every fifth in a row twice as long; a link that was used ends the row', async () => {
    const customer = await shopper(stack, 'asks-waits');
    const isSent = async (seconds: number) => {
      stack.advanceClock(seconds);
      const before = linksTo(stack, customer).length;
      await forget(stack, customer.username);
      return linksTo(stack, customer).length > before;
    };
    expect(await isSent(0)).toBe(true);
    expect([await isSent(MINUTE - 1), await isSent(1)]).toEqual([false, true]);
    for (let link = 3; link <= 5; link++) expect(await isSent(MINUTE)).toBe(true);
    expect([await isSent(2 * MINUTE - 1), await isSent(1)]).toEqual([false, true]);
    expect(outcome(await reset(stack, linkTo(stack, customer)))).toBe('204');
    expect(await isSent(MINUTE)).toBe(true);
  });

  test('while SES is down is answered alike for everybody, and the next works a minute later', async () => {
    const customer = await shopper(stack, 'asks-ses-down');
    for (const kind of ['throttle', 'error'] as const) {
      stack.fault({ service: 'ses', action: 'SendEmail', kind, count: 1000 });
      for (const username of [customer.username, 'nobody-while-down'])
        expect([kind, outcome(await forget(stack, username))]).toEqual([kind, '503 delivery_failed']);
      stack.clearFaults();
    }
    stack.advanceClock(MINUTE);
    await forget(stack, customer.username);
    expect(linksTo(stack, customer).length).toBeGreaterThan(0);
  });

  test('is answered alike where SES has something against the address, and the next works at once when it has not', async () => {
    const customer = await shopper(stack, 'asks-refused', { email: 'refused@elsewhere.test' });
    stack.ses.sandbox = true;
    for (const username of [customer.username, 'nobody-while-refused']) expect(outcome(await forget(stack, username))).toBe('202');
    stack.ses.sandbox = false;
    expect(outcome(await forget(stack, customer.username))).toBe('202');
    expect(linksTo(stack, customer)).toHaveLength(1);
  });

  test('while SES takes nothing works at once when it does again', async () => {
    const customer = await shopper(stack, 'asks-ses-throttled');
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', count: 1 });
    expect(outcome(await forget(stack, customer.username))).toBe('503 delivery_failed');
    expect(outcome(await forget(stack, customer.username))).toBe('202');
    expect(linksTo(stack, customer)).toHaveLength(1);
  });

  test('tells in no log who asked, by whichever name, nor what for', async () => {
    const customer = await shopper(stack, 'asks-quietly', { username: 'the-quiet-walker', email: 'quietly@example.com' });
    const token = await linkFor(stack, customer);
    for (const name of [customer.email, 'a-quiet-nobody']) await forget(stack, name);
    await reset(stack, token);
    const logged = JSON.stringify(stack.logs());
    for (const secret of [token, customer.username, customer.email, 'a-quiet-nobody', newPassword]) expect(logged).not.toContain(secret);
  });

  test('sends a token that no server sees: it stands in the fragment of the link', async () => {
    const customer = await shopper(stack, 'asks-by-fragment');
    const token = await linkFor(stack, customer);
    const mail = stack.outbox().findLast(({ to }) => to === customer.email);
    const links = [...(mail?.text ?? '').matchAll(/https?:\S+/g)].map(([link]) => new URL(link)).filter(({ href }) => href.includes(token));
    expect(links.map(({ pathname, search, hash }) => [pathname, search, hash])).toEqual([['/password', '', `#t=${token}`]]);
  });

  test('of bad input names the field', async () => {
    for (const body of [{}, { username: '' }, { username: 7 }, { username: 'x'.repeat(300) }, { username: 'x', more: 1 }]) {
      const answer = await stack.browser().post('/v1/password/forgot', body);
      expect(outcome(answer)).toBe('400 invalid_request');
    }
  });
});
