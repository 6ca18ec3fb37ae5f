/** The audit log as its customer reads it: what is in it, from where, and whose it is. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import type { activity } from '../../shared/http/routes/security.ts';
import { enrolledHolder, Holder, newHolder, outcome, signedInHolder, subjectsTo } from '../authenticator/holder.ts';
import { codeSentTo, otherThan, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { lostDevice } from '../recovery/lost-device.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { approve, fillIn, page } from '../support-requests/queue.ts';
import { auditLog } from './audit-log.ts';

type Entry = AnswerOf<typeof activity>['entries'][number];

let stack: TestStack;
let names = 0;

beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(() => stack.clearFaults());

const fresh = () => `active-${++names}`;

async function entriesOf({ browser, bearer }: Pick<Holder, 'browser' | 'bearer'>): Promise<Entry[]> {
  const answer = await browser.get('/v1/security/activity', { bearer });
  expect(outcome(answer)).toBe('200');
  return (answer.body as { entries: Entry[] }).entries;
}

const eventsOf = (entries: Entry[]) => entries.map(({ event }) => event);
const bodyless = ({ at: _, by: _by, network: _network, device: _device, requestId: _id, ...facts }: Entry) => facts;

/** The newest entry of this event. */
async function newest(holder: Holder, event: Entry['event']): Promise<Entry> {
  const entry = (await entriesOf(holder)).find((each) => each.event === event);
  if (!entry) throw new Error(`no ${event}`);
  return entry;
}

describe('an entry tells of', () => {
  test('each login, and how it was proved', async () => {
    const holder = await signedInHolder(stack, fresh());
    expect(bodyless(await newest(holder, 'logged_in'))).toEqual({ event: 'logged_in', acr: 'password', stayLoggedIn: false });
    stack.advanceClock(60);
    await holder.enrol();
    stack.advanceClock(60);
    await holder.signIn({ stayLoggedIn: true });
    expect(bodyless(await newest(holder, 'logged_in'))).toEqual({ event: 'logged_in', acr: 'totp', stayLoggedIn: true });
    stack.advanceClock(1);
    const byCode = await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[0] ?? '');
    expect(outcome(byCode)).toBe('200 authenticated');
    expect(bodyless(await newest(holder, 'logged_in'))).toEqual({ event: 'logged_in', acr: 'recovery-code', stayLoggedIn: false });
    expect(bodyless(await newest(holder, 'recovery_code_used'))).toEqual({ event: 'recovery_code_used', left: 9 });
    // In the order in which they happened, although the clock stands still.
    expect(eventsOf(await entriesOf(holder)).slice(0, 2)).toEqual(['logged_in', 'recovery_code_used']);
  });

  test('no login that was not finished, and no refresh', async () => {
    const holder = await enrolledHolder(stack, fresh());
    await holder.signIn({ stayLoggedIn: true });
    const before = eventsOf(await entriesOf(holder));
    await holder.guessWrong(await holder.challenge(), 1);
    expect((await holder.logIn({ password: 'wrong' })).status).toBe(401);
    expect(outcome(await holder.browser.post('/v1/session/refresh'))).toBe('200 authenticated');
    expect(eventsOf(await entriesOf(holder))).toEqual(before);
  });

  test('a code that is locked, and the wait that begins with it', async () => {
    const customer = await shopperWithFactor(stack, fresh());
    const visitor = new Visitor(stack, customer);
    await visitor.lock(await visitor.challenge());
    const locked = (await auditLog(stack, customer.customerId)).find(({ event }) => event === 'code_locked');
    const limits = ['attempts_of_code', 'wrong_codes_in_row'];
    expect(locked).toMatchObject({ by: 'service', limits, row: 5, until: stack.now() + 60_000 });
  });

  test('wrong codes in a row that no lock hides, each time that a wait begins', async () => {
    const holder = await enrolledHolder(stack, fresh());
    for (let nth = 0; nth < 3; nth++) {
      await holder.guessWrong(await holder.challenge(), 3);
      stack.advanceClock(15 * 60);
    }
    const reached = (await auditLog(stack, holder.identity.customerId)).filter(({ event }) => event === 'limit_reached');
    expect(reached).toMatchObject([{ limits: ['wrong_codes_in_row'], row: 5 }]);
  });

  test('the hundredth wrong code of a day, and when the next is evaluated', async () => {
    const holder = await enrolledHolder(stack, fresh());
    const first = stack.now();
    for (let wrong = 0; wrong < 100; wrong += 5) {
      // Thirty in a row would end the password.
      if (wrong > 0 && wrong % 25 === 0) await holder.signIn();
      await holder.lock(await holder.challenge());
      stack.advanceClock(17 * 60);
    }
    const last = (await auditLog(stack, holder.identity.customerId)).findLast(({ event }) => event === 'code_locked');
    expect(last).toMatchObject({ limits: ['attempts_of_code', 'wrong_codes_in_row', 'wrong_codes_in_24_hours'], row: 25 });
    const until = Number(last?.until);
    expect([until >= first + 86_400_000, until < first + 86_400_000 + 60_000]).toEqual([true, true]);
  });

  test('five wrong passwords in a row from one network, for its customer to see', async () => {
    const holder = await signedInHolder(stack, fresh());
    const { username } = holder.identity;
    for (let nth = 0; nth < 5; nth++) {
      await stack.browser().post('/v1/login', { username, password: 'wrong' }, { from: '127.9.8.7' });
    }
    const entry = await newest(holder, 'limit_reached');
    expect(entry).toMatchObject({ by: 'service', limits: ['wrong_passwords_in_row'], row: 5, network: '127.9.8.0/24' });
    expect(entry.until).toBe(new Date(stack.now() + 1000).toISOString());
    expect(eventsOf(await entriesOf(holder)).filter((event) => event === 'limit_reached')).toHaveLength(1);
    // Under a name that anybody may type, so not for ever.
    const items = (await stack.scanTable()) as Record<string, { S?: string; N?: string }>[];
    const [kept] = items.filter(({ pk, sk }) => pk?.S?.startsWith('LOGIN#') && sk?.S?.startsWith('AUDIT#'));
    expect(Number(kept?.ttl?.N) * 1000 - stack.now()).toBeCloseTo(90 * 86_400_000, -4);
  });

  test('the fifth e-mail with a code in a row, after which the next one waits longer', async () => {
    const customer = await shopperWithFactor(stack, fresh());
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    for (let nth = 0; nth < 4; nth++) {
      stack.advanceClock(60);
      expect((await visitor.resend(challenge)).status).toBe(200);
    }
    const reached = (await auditLog(stack, customer.customerId)).filter(({ event }) => event === 'limit_reached');
    expect(reached).toMatchObject([{ limits: ['emails_in_row'], until: stack.now() + 120_000 }]);
  });

  test('the last SMS of a day, the last check of a contact, and the last of a customer', async () => {
    const lost = await lostDevice(stack);
    for (let nth = 0; nth < 10; nth++) {
      expect(outcome(await lost.sendSms((await lost.begun()).token))).toBe('200');
      stack.advanceClock(120);
    }
    const limitsOf = async (customerId: string) => (await auditLog(stack, customerId)).flatMap(({ limits }) => limits ?? []);
    expect(await limitsOf(lost.holder.identity.customerId)).toContain('recovery_sms_in_24_hours');

    const holder = await signedInHolder(stack, fresh());
    for (let nth = 0; nth < 10; nth++) {
      expect(outcome(await holder.changeContact({ email: `to-${nth % 2}-${holder.identity.email}` }))).toBe('200');
      stack.advanceClock(60);
    }
    const limits = await limitsOf(holder.identity.customerId);
    expect(limits).toEqual(['checks_of_contact_in_24_hours', 'contact_checks_in_24_hours', 'checks_of_contact_in_24_hours']);
  });

  test('a recovery that was refused, and why', async () => {
    const holder = await enrolledHolder(stack, fresh());
    const { customerId, username, email } = holder.identity;
    await stack.putCustomer(customerId, { username, email, phone: '+420602000111', phoneVerified: true });
    const challenge = await holder.challenge();
    expect(outcome(await holder.browser.post('/v1/recovery', { challenge: challenge.token }))).toBe('409 contact_too_new');
    expect(bodyless(await newest(holder, 'recovery_refused'))).toEqual({ event: 'recovery_refused', why: 'contact_too_new' });
  });

  test.each(['its SMS', 'its last step'])('a recovery that was refused at %s, as the phone became another meanwhile', async (step) => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    const code = step === 'its SMS' ? '' : await lost.texted(token);
    const { customerId, username, email } = lost.holder.identity;
    await stack.putCustomer(customerId, { username, email, phone: '+420602000333', phoneVerified: true });
    const refused = await (code ? lost.confirm(token, code) : lost.sendSms(token));
    expect(outcome(refused)).toBe('409 contact_too_new');
    const told = (await auditLog(stack, customerId)).filter(({ event }) => event === 'recovery_refused');
    expect(told).toMatchObject([{ by: 'service', why: 'contact_too_new' }]);
  });

  test('no recovery that only came too soon, or too late', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    expect(outcome(await lost.ask())).toBe('429 too_soon');
    stack.advanceClock(300);
    expect(outcome(await lost.sendSms(token))).toBe('410 recovery_expired');
    expect((await auditLog(stack, lost.holder.identity.customerId)).map(({ event }) => event)).not.toContain('recovery_refused');
  });

  test('a contact that was verified, and one that was changed', async () => {
    const holder = await signedInHolder(stack, fresh());
    await holder.verifyContact({ email: holder.identity.email });
    stack.advanceClock(60);
    await holder.verifyContact({ phone: '+420602000444' });
    const events = eventsOf(await entriesOf(holder)).filter((event) => !['logged_in', 'customer_created'].includes(event));
    expect(events).toEqual(['phone_changed', 'contact_verified']);
  });

  test('which facts an administrator has changed, and not what they were', async () => {
    const holder = await signedInHolder(stack, fresh());
    const { customerId, username, email } = holder.identity;
    await stack.putCustomer(customerId, { username, email, phone: '+420602000222', locale: 'cs', phoneVerified: true });
    const changed = await newest(holder, 'customer_changed');
    expect(changed).toMatchObject({ by: 'admin', fields: expect.arrayContaining(['phone', 'locale']) });
    expect(changed.fields).toHaveLength(2);
    await stack.putCustomer(customerId, {
      username,
      email,
      phone: '+420602000222',
      locale: 'cs',
      phoneVerified: true,
      password: 'another long password',
    });
    const anew = new Holder(stack, holder.identity);
    const login = await anew.logIn({ password: 'another long password' });
    anew.bearer = (login.body as { accessToken: string }).accessToken;
    expect((await newest(anew, 'customer_changed')).fields).toEqual(['password']);
  });
});

describe('the shared key, shown again,', () => {
  test('is an entry and an e-mail', async () => {
    const holder = await enrolledHolder(stack, fresh());
    expect(outcome(await holder.reveal(holder.nextCode()))).toBe('200');
    expect(bodyless(await newest(holder, 'shared_key_shown'))).toEqual({ event: 'shared_key_shown' });
    expect(subjectsTo(stack, holder.identity.email).at(-1)).toBe('The setup key of your authenticator app was shown');
  });

  test('is not shown where that cannot be written down', async () => {
    const holder = await enrolledHolder(stack, fresh());
    await holder.reveal(holder.nextCode());
    const code = holder.nextCode();
    stack.fault({ service: 'dynamodb', action: 'PutItem', kind: 'error', count: 100, function: 'security' });
    const answer = await holder.reveal(code);
    stack.clearFaults();
    expect(outcome(answer)).toBe('503 unavailable');
    expect(JSON.stringify(answer.body)).not.toContain('sharedKey');
  });
});

describe('where it came from', () => {
  test('stands in each entry: network, device, and the id that the function’s own log has', async () => {
    const holder = await newHolder(stack, fresh());
    const headers = { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0' };
    const body = { username: holder.identity.username, password: 'correct horse battery staple' };
    const answer = await stack.browser().post('/v1/login', body, { from: '127.3.2.1', headers });
    holder.bearer = (answer.body as { accessToken: string }).accessToken;
    const entry = await newest(holder, 'logged_in');
    expect(entry).toMatchObject({ by: 'customer', network: '127.3.2.0/24', device: 'Firefox, Windows' });
    const logged = stack.logs().find(({ line }) => line.includes(`"requestId":"${entry.requestId}"`));
    expect(logged?.line).toContain('POST /v1/login');
  });

  test('is each call’s own, also of two that the same function serves one after the other', async () => {
    const holder = await enrolledHolder(stack, fresh());
    await Promise.all([holder.elsewhere(), stack.browser().post('/v1/login', { username: 'nobody@example.com', password: 'x' })]);
    const ids = (await entriesOf(holder)).map(({ requestId }) => requestId);
    expect(new Set(ids.filter((id) => id !== undefined)).size).toBeGreaterThan(2);
  });
});

describe('whose it is', () => {
  test('fifty entries, the newest first, are read at a time', async () => {
    const holder = await signedInHolder(stack, fresh());
    const { customerId, username, email } = holder.identity;
    for (let nth = 0; nth < 55; nth++) {
      await stack.putCustomer(customerId, { username, email, phoneVerified: true, locale: nth % 2 ? 'de' : 'cs' });
      stack.advanceClock(1);
    }
    for (let nth = 0; nth < 5; nth++) await stack.browser().post('/v1/login', { username, password: 'wrong' }, { from: '127.9.6.6' });
    const [reached, ...entries] = await entriesOf(holder);
    expect([reached?.event, entries.length]).toEqual(['limit_reached', 49]);
    const times = entries.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().reverse());
    expect(new Set(eventsOf(entries))).toEqual(new Set(['customer_changed']));
  });

  test('is the customer’s alone: nobody else’s, and none of whoever had the id before', async () => {
    const before = await signedInHolder(stack, fresh());
    const { customerId, ...facts } = before.identity;
    expect((await stack.admin('DELETE', `/v1/admin/customers/${customerId}`)).status).toBe(204);
    stack.advanceClock(1);
    const after = await newHolder(stack, customerId, facts);
    stack.advanceClock(1);
    await after.signIn();
    expect(eventsOf(await entriesOf(after))).toEqual(['logged_in', 'customer_created']);
    expect(outcome(await stack.browser().get('/v1/security/activity'))).toBe('401 session_required');
    expect(outcome(await before.browser.get('/v1/security/activity', { bearer: before.bearer }))).toBe('401 session_required');
  });

  test('goes with no name: what was tried of whoever had the username before is not shown to who has it now', async () => {
    const [before, after] = [await signedInHolder(stack, fresh()), await signedInHolder(stack, fresh())];
    const { username, email, customerId } = before.identity;
    for (let nth = 0; nth < 5; nth++) await stack.browser().post('/v1/login', { username, password: 'wrong' }, { from: '127.9.7.7' });
    const moved = `moved-${username}`;
    for (let nth = 0; nth < 5; nth++)
      await stack.browser().post('/v1/login', { username: moved, password: 'wrong' }, { from: '127.9.7.7' });
    await stack.putCustomer(customerId, { username: moved, email });
    await stack.putCustomer(after.identity.customerId, { username, email: after.identity.email });
    expect(eventsOf(await entriesOf(after))).toContain('customer_changed');
    expect(eventsOf(await entriesOf(after))).not.toContain('limit_reached');
    // Nor what was tried while nobody had it.
    expect(eventsOf(await entriesOf(before))).not.toContain('limit_reached');
  });

  test('is not drowned by whoever has the password', async () => {
    const customer = await shopperWithFactor(stack, fresh());
    const challenge = await new Visitor(stack, customer).challenge();
    for (let nth = 0; nth < 60; nth++) {
      expect(outcome(await stack.browser().post('/v1/recovery', { challenge: challenge.token }))).toBe('409 not_enabled');
    }
    for (let nth = 0; nth < 3; nth++) {
      for (let wrong = 0; wrong < 5; wrong++) await new Visitor(stack, { ...customer, password: 'wrong' }).logIn();
      stack.advanceClock(1);
      await new Visitor(stack, customer).logIn();
    }
    const holder = new Holder(stack, { ...customer, phone: '' });
    stack.advanceClock(60);
    const visitor = new Visitor(stack, customer);
    holder.bearer = ((await visitor.verifyRight(await visitor.challenge())).body as { accessToken: string }).accessToken;
    const events = eventsOf(await entriesOf(holder));
    const timesOf = (event: string) => events.filter((each) => each === event).length;
    expect([timesOf('recovery_refused'), timesOf('limit_reached'), timesOf('customer_created')]).toEqual([1, 1, 1]);
  });

  test('has no lock where several right codes came at once', async () => {
    const holder = await enrolledHolder(stack, fresh());
    const challenge = await holder.challenge();
    const code = holder.nextCode();
    const answers = await Promise.all([1, 2, 3].map(() => holder.verify(challenge, code)));
    expect(answers.map(outcome)).toContain('200 authenticated');
    expect((await auditLog(stack, holder.identity.customerId)).map(({ event }) => event)).not.toContain('code_locked');
  });

  test('says of the team that it was the team, and neither who nor from where', async () => {
    const holder = await signedInHolder(stack, fresh());
    await holder.enrol();
    await fillIn(stack, { username: holder.identity.username });
    const [request] = (await page(stack, { username: holder.identity.username })).requests;
    expect((await approve(stack, request?.id ?? '')).status).toBe(200);
    const entries = await entriesOf(holder);
    const ofTeam = entries.filter(({ event }) => ['customer_created', 'support_approved', 'support_announced'].includes(event));
    expect(ofTeam).toHaveLength(3);
    for (const entry of ofTeam) for (const where of ['network', 'device', 'requestId']) expect(entry).not.toHaveProperty(where);
    expect(eventsOf(entries)).toContain('support_requested');
    expect(JSON.stringify(entries)).not.toMatch(/arn:|reason|supportRequest/);
  });
});

describe('an entry that cannot be written', () => {
  test('takes no login away, and is missed loudly', async () => {
    const holder = await signedInHolder(stack, fresh());
    stack.fault({ service: 'dynamodb', action: 'PutItem', kind: 'error', count: 3, function: 'login' });
    expect(outcome(await holder.logIn())).toBe('200 authenticated');
    const missed = stack.logs().filter(({ line }) => line.includes('"entry_not_kept"'));
    expect(missed.at(-1)?.line).toContain('"of":"logged_in"');
  });

  test('and whose answer was lost is there once', async () => {
    const holder = await newHolder(stack, fresh());
    stack.advanceClock(1);
    stack.fault({ service: 'dynamodb', action: 'PutItem', kind: 'lost-ack', count: 1, function: 'login' });
    await holder.signIn();
    expect(eventsOf(await entriesOf(holder))).toEqual(['logged_in', 'customer_created']);
  });

  test('leaves a wrong code counted and answered', async () => {
    const customer = await shopperWithFactor(stack, fresh());
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    await visitor.guessWrong(challenge, 4);
    stack.fault({ service: 'dynamodb', action: 'PutItem', kind: 'error', count: 3, function: 'login' });
    const code = otherThan(codeSentTo(stack, customer), 5);
    expect(outcome(await visitor.verify(challenge, code))).toBe('401 invalid_code');
    expect(outcome(await visitor.verify(challenge, code))).toBe('423 challenge_locked');
  });
});

describe('nobody pushes what matters out of the last fifty', () => {
  test('by ending the other sessions again and again, with ever new tokens of access', async () => {
    const holder = await signedInHolder(stack, fresh());
    await holder.verifyContact({ phone: '+420602000555' });
    await holder.signIn({ stayLoggedIn: true });
    for (let nth = 0; nth < 60; nth++) {
      expect(outcome(await holder.post('/v1/logout', { others: true }))).toBe('204');
      const refreshed = await holder.browser.post('/v1/session/refresh');
      holder.bearer = (refreshed.body as { accessToken: string }).accessToken;
    }
    const events = eventsOf(await entriesOf(holder));
    expect(events.filter((event) => event === 'sessions_ended')).toHaveLength(1);
    expect(events).toContain('phone_changed');
    // Each session says it for itself: what another one did hides nothing of this.
    const other = new Holder(stack, holder.identity);
    await other.signIn();
    expect(outcome(await other.post('/v1/logout', { others: true }))).toBe('204');
    expect(eventsOf(await entriesOf(other)).filter((event) => event === 'sessions_ended')).toHaveLength(2);
  });

  test('by beginning a recovery again and again: the first of 24 hours is written down, and each is an e-mail', async () => {
    const lost = await lostDevice(stack);
    const started = async () =>
      (await auditLog(stack, lost.holder.identity.customerId)).filter(({ event }) => event === 'recovery_started').length;
    for (let nth = 0; nth < 6; nth++) {
      await lost.begun();
      await stack.advanceClock(120);
    }
    expect([await started(), lost.mailsWithLinks()]).toEqual([1, 6]);
    await stack.advanceClock(86_400);
    await lost.begun();
    expect(await started()).toBe(2);
  });
});
