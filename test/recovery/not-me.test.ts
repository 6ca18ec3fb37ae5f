/** "This wasn't me": by whichever e-mail it is said, whoever was at the account is out, and its owner sets a new password. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, type Holder, signedInHolder } from '../authenticator/holder.ts';
import { codeSentTo, otherThan, outcome, password, type Shopper, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { forget, linksTo, linkTo, newPassword, reset, withPassword } from '../passwords/forgotten.ts';
import { tokenTo } from '../support/mailed-links.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { cancel, openRequest, statusOf } from '../support-requests/queue.ts';
import { lostDevice } from './lost-device.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

beforeEach(() => stack.clearFaults());

/** The token of their newest e-mail by which they say so. */
const notMeTo = (email: string): string => tokenTo(stack, email, 'notMe');

const eventsOf = async (customerId: string) => (await auditLog(stack, customerId)).map(({ event }) => event);
const endings = async (customerId: string) => (await eventsOf(customerId)).filter((event) => event === 'password_ended').length;

/** Somebody who has the password has typed five wrong codes, and the owner was told. */
async function guessedAt(customerId: string): Promise<Shopper> {
  const customer = await shopperWithFactor(stack, customerId);
  const guesser = new Visitor(stack, customer);
  stack.advanceClock(MINUTE);
  await guesser.lock(await guesser.challenge());
  return customer;
}

const logIn = async (customer: Shopper): Promise<string> => outcome(await new Visitor(stack, customer).logIn());
const ended = '403 password_reset_required';

describe('"this wasn\'t me"', { timeout: 60_000 }, () => {
  test('stands in every e-mail that tells of something, and in none with a code or a link to a password', async () => {
    const lost = await lostDevice(stack);
    const { holder } = lost;
    await holder.lock(await holder.challenge());
    stack.advanceClock(30 * MINUTE);
    await lost.begun();
    await openRequest(stack, holder);
    await holder.signIn();
    expect((await holder.post('/v1/security/totp/reveal', { password, code: holder.nextCode() })).status).toBe(200);
    stack.advanceClock(MINUTE);
    await holder.verifyContact({ phone: '+420601999888' }, { code: holder.nextCode() });
    stack.advanceClock(MINUTE);
    expect(outcome(await holder.disable({ code: holder.nextCode() }))).toBe('204');
    await forget(stack, holder.identity.username);

    const mails = stack.outbox().filter(({ to }) => to === lost.email);
    const isAnswered = ({ text }: { text: string }) => text.includes(`This wasn’t me:\n${stack.url}/recover#n=`);
    const [asked, told] = [mails.filter((mail) => !isAnswered(mail)), mails.filter(isAnswered)];
    const subjects = (of: typeof mails) => new Set(of.map(({ subject }) => subject?.replace(/^\d{6} /, '')));
    expect(subjects(told)).toEqual(
      new Set([
        'Two-factor login is on',
        'Five wrong codes. Was it you?',
        'Switch off two-factor login?',
        'Request to switch off your two-factor login',
        'The setup key of your authenticator app was shown',
        'Your phone number was changed',
        'Two-factor login is off',
      ]),
    );
    expect([...subjects(asked)].every((subject) => /is your|verifies your|Set a new password/.test(subject ?? ''))).toBe(true);
  });

  test('out of a notice of wrong codes: the password is worthless, every session is over, and an e-mail leads to a new one', async () => {
    const holder = await enrolledHolder(stack, 'guessed-at');
    stack.advanceClock(30);
    const staying = await holder.elsewhere({ stayLoggedIn: true });
    const pending = await holder.challenge();
    await holder.lock(await holder.challenge());
    const { email, customerId } = holder.identity;
    const owner = { ...holder.identity, password };

    expect(outcome(await cancel(stack, notMeTo(email)))).toBe('204');
    expect(outcome(await holder.session())).toBe('401 session_required');
    expect(outcome(await staying.browser.post('/v1/session/refresh'))).toBe('401 session_required');
    expect(outcome(await holder.verify(pending, holder.nextCode()))).toBe('401 invalid_challenge');
    expect(await logIn(owner)).toBe(ended);
    expect(await logIn({ ...owner, password: 'not the password' })).toBe('401 invalid_credentials');
    const entries = await auditLog(stack, customerId);
    expect(entries.find(({ event }) => event === 'password_ended')).toMatchObject({ by: { customer: customerId } });

    const mail = stack.outbox().findLast(({ to }) => to === email);
    expect(mail?.text).toContain('you told us that something wasn’t you');
    expect(outcome(await reset(stack, linkTo(stack, owner)))).toBe('204');
    const anew = withPassword(stack, owner, newPassword);
    stack.advanceClock(MINUTE);
    const challenge = await anew.challenge();
    expect(outcome(await anew.verify(challenge, holder.nextCode()))).toBe('200 authenticated');
  });

  test('keeps whoever has the password from beginning the next recovery', async () => {
    const lost = await lostDevice(stack);
    const challenge = await lost.holder.challenge();
    const { token, cancel: notMe } = await lost.begun();
    expect(outcome(await lost.cancel(notMe))).toBe('204');
    expect(outcome(await lost.sendSms(token))).toBe('410 recovery_expired');
    stack.advanceClock(MINUTE);
    expect(outcome(await lost.start(challenge))).toBe('401 invalid_challenge');
    expect(outcome(await lost.holder.logIn())).toBe(ended);
  });

  test('said ten times at once ends the password once, sends one link, and is as good as said once', async () => {
    const customer = await guessedAt('ten-times');
    const token = notMeTo(customer.email);
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(stack, token)));
    expect(answers.map(outcome)).toEqual(Array(10).fill('204'));
    expect(await endings(customer.customerId)).toBe(1);
    expect(linksTo(stack, customer)).toHaveLength(1);
    expect(outcome(await reset(stack, linkTo(stack, customer)))).toBe('204');
  });

  test('counts once: a new password stays, whichever of the older e-mails it is said by, and goes by a later one', async () => {
    const customer = await guessedAt('counts-once');
    const older = notMeTo(customer.email);
    stack.advanceClock(30 * MINUTE);
    const guesser = new Visitor(stack, customer);
    await guesser.lock(await guesser.challenge());
    const newer = notMeTo(customer.email);
    expect(newer).not.toBe(older);
    stack.advanceClock(1);
    // The older one is as good as the newer.
    expect(outcome(await cancel(stack, older))).toBe('204');
    expect(await logIn(customer)).toBe(ended);
    stack.advanceClock(1);
    await reset(stack, linkTo(stack, customer));
    const owner = { ...customer, password: newPassword };
    for (const token of [older, newer]) expect(outcome(await cancel(stack, token))).toBe('204');
    expect(await logIn(owner)).toBe('200 second_factor_required');
    expect(linksTo(stack, customer)).toHaveLength(1);

    // "Your password was changed", says the newest e-mail.
    stack.advanceClock(MINUTE);
    expect(outcome(await cancel(stack, notMeTo(customer.email)))).toBe('204');
    expect(await logIn(owner)).toBe(ended);
    expect(await endings(customer.customerId)).toBe(2);
  });

  test('counts against a password that somebody set since the e-mail', async () => {
    const holder = await signedInHolder(stack, 'changed-since');
    await holder.enrol();
    const token = notMeTo(holder.identity.email);
    stack.advanceClock(MINUTE);
    const change = { password, newPassword, code: holder.nextCode() };
    expect((await holder.post('/v1/security/password', change)).status).toBe(204);
    expect(outcome(await cancel(stack, token))).toBe('204');
    expect(await logIn({ ...holder.identity, password: newPassword })).toBe(ended);
  });

  test('is good for seven days', async () => {
    const [one, other] = [await guessedAt('a-week'), await guessedAt('a-week-and-more')];
    stack.advanceClock(7 * DAY - MINUTE - 1);
    expect(outcome(await cancel(stack, notMeTo(one.email)))).toBe('204');
    stack.advanceClock(MINUTE + 1);
    expect(outcome(await cancel(stack, notMeTo(other.email)))).toBe('410 link_expired');
    expect(await logIn(other)).toBe('200 second_factor_required');
  });

  test('is nothing to a customer who was created anew', async () => {
    const customer = await guessedAt('created-anew');
    const token = notMeTo(customer.email);
    expect((await stack.admin('DELETE', `/v1/admin/customers/${customer.customerId}`)).status).toBe(204);
    expect(outcome(await cancel(stack, token))).toBe('410 link_expired');
    stack.advanceClock(1);
    await shopper(stack, customer.customerId, { username: customer.username, email: customer.email });
    expect(outcome(await cancel(stack, token))).toBe('410 link_expired');
    expect(await logIn(customer)).toBe('200 authenticated');
  });

  test('carries nothing on, and nothing else can be taken for it', async () => {
    const lost = await lostDevice(stack);
    const { token, cancel: notMe } = await lost.begun();
    await forget(stack, lost.holder.identity.username);
    const challenge = await lost.holder.challenge();
    expect(outcome(await lost.sendSms(notMe))).toBe('401 invalid_token');
    expect(outcome(await lost.confirm(notMe, '123456', 'x'))).toBe('401 invalid_token');
    expect(outcome(await reset(stack, notMe))).toBe('401 invalid_token');
    expect(outcome(await lost.holder.verify({ ...challenge, token: notMe }, '123456'))).toBe('401 invalid_challenge');
    const others = [token, linkTo(stack, { email: lost.email }), challenge.token, `${notMe}x`, 'x'];
    for (const other of others) expect(outcome(await cancel(stack, other))).toBe('401 invalid_token');
    expect(outcome(await cancel(stack, ''))).toBe('400 invalid_request');
    expect(outcome(await lost.holder.logIn())).toBe('200 second_factor_required');
  });

  test('in the same moment as a right code leaves no session', async () => {
    for (let round = 0; round < 4; round++) {
      const customer = await guessedAt(`same-moment-${round}`);
      stack.advanceClock(30 * MINUTE);
      const owner = new Visitor(stack, customer);
      const challenge = await owner.challenge();
      const [answer] = await Promise.all([owner.verifyRight(challenge), cancel(stack, notMeTo(customer.email))]);
      expect(['200 authenticated', '401 invalid_challenge']).toContain(outcome(answer));
      const { accessToken } = answer.body as { accessToken?: string };
      if (accessToken) expect((await owner.browser.send('GET', '/v1/session', undefined, { bearer: accessToken })).status).toBe(401);
      expect(await logIn(customer)).toBe(ended);
    }
  });
});

describe('who has lost their address to somebody', { timeout: 60_000 }, () => {
  /** The address of somebody without a factor becomes another's, by a session and the password. */
  async function movedBy(customerId: string): Promise<{ holder: Holder; former: string; present: string }> {
    const holder = await signedInHolder(stack, customerId);
    const former = holder.identity.email;
    const present = `${customerId}@example.org`;
    await holder.changeContact({ email: present });
    expect((await holder.confirmContact(stack.lastCode(present))).status).toBe(204);
    return { holder, former, present };
  }

  const disputedOf = async (customerId: string) =>
    ((await stack.admin('GET', `/v1/admin/customers/${customerId}`)).body as { emailDisputed?: true }).emailDisputed ?? false;

  /** Whatever they ask for, for a month. */
  async function askForAMonth(username: string): Promise<void> {
    for (const wait of [1, DAY, 29 * DAY]) {
      stack.advanceClock(wait);
      await forget(stack, username);
    }
  }

  test('says so by the former one: the password ends, no link ever goes to the present one, and the shop sees why', async () => {
    const { holder, former, present } = await movedBy('loses-address');
    const { customerId, username, phone } = holder.identity;
    expect(await disputedOf(customerId)).toBe(false);
    expect(outcome(await cancel(stack, notMeTo(former)))).toBe('204');
    expect(await logIn({ ...holder.identity, password })).toBe(ended);
    await askForAMonth(username);
    expect(linksTo(stack, { email: present })).toEqual([]);
    expect(stack.outbox().filter(({ to, text }) => to === present && text.includes('You told us'))).toEqual([]);
    expect(await disputedOf(customerId)).toBe(true);
    const entry = (await auditLog(stack, customerId)).find(({ event }) => event === 'password_ended');
    expect(entry).toMatchObject({ addressDisputed: true });
    // The shop, which has seen who they are, gives them another address.
    await stack.putCustomer(customerId, { username, phone, email: former });
    expect(await disputedOf(customerId)).toBe(false);
    stack.advanceClock(DAY);
    await forget(stack, username);
    expect(outcome(await reset(stack, linkTo(stack, { email: former })))).toBe('204');
  });

  test('is heard although whoever has it now said so first', async () => {
    const { holder, former, present } = await movedBy('said-first');
    stack.advanceClock(1);
    expect(outcome(await cancel(stack, notMeTo(present)))).toBe('204');
    stack.advanceClock(1);
    expect(outcome(await cancel(stack, notMeTo(former)))).toBe('204');
    await askForAMonth(holder.identity.username);
    expect(linksTo(stack, { email: present })).toEqual([]);
  });

  test('is heard although it was changed once more', async () => {
    const { holder, former } = await movedBy('moved-twice');
    stack.advanceClock(MINUTE);
    await holder.changeContact({ email: 'further@example.org' });
    expect((await holder.confirmContact(stack.lastCode('further@example.org'))).status).toBe(204);
    expect(outcome(await cancel(stack, notMeTo(former)))).toBe('204');
    await askForAMonth(holder.identity.username);
    expect(linksTo(stack, { email: 'further@example.org' })).toEqual([]);
  });

  test('says so by any e-mail of before the change', async () => {
    const holder = await signedInHolder(stack, 'older-mail');
    await holder.enrol();
    const { email: former, username } = holder.identity;
    const older = notMeTo(former);
    stack.advanceClock(MINUTE);
    await holder.changeContact({ email: 'newer@example.org' }, { code: holder.nextCode() });
    expect((await holder.confirmContact(stack.lastCode('newer@example.org'))).status).toBe(204);
    stack.advanceClock(2 * DAY);
    expect(outcome(await cancel(stack, older))).toBe('204');
    await askForAMonth(username);
    expect(linksTo(stack, { email: 'newer@example.org' })).toEqual([]);
  });

  test('has a link that went to the present one ended, too', async () => {
    const { holder, former, present } = await movedBy('loses-late');
    stack.advanceClock(DAY);
    await forget(stack, holder.identity.username);
    const theirs = linkTo(stack, { email: present });
    expect(outcome(await cancel(stack, notMeTo(former)))).toBe('204');
    expect(outcome(await reset(stack, theirs))).toBe('410 link_expired');
  });

  test('gets a password of the shop, and what was disputed is not disputed by an older e-mail again', async () => {
    const { holder, former, present } = await movedBy('clears');
    const { customerId, username, phone } = holder.identity;
    const older = notMeTo(former);
    expect(outcome(await cancel(stack, older))).toBe('204');
    stack.advanceClock(1);
    const facts = { username, phone, email: present };
    expect((await stack.admin('PUT', `/v1/admin/customers/${customerId}`, { ...facts, password: newPassword })).status).toBe(200);
    expect(outcome(await cancel(stack, older))).toBe('204');
    expect(await logIn({ ...holder.identity, password: newPassword })).toBe('200 authenticated');
    expect(await disputedOf(customerId)).toBe(false);
  });

  test('is believed by no e-mail to the present one; and what the shop has changed is not disputed', async () => {
    const { holder, present } = await movedBy('moves');
    stack.advanceClock(DAY);
    expect(outcome(await cancel(stack, notMeTo(present)))).toBe('204');
    expect(outcome(await reset(stack, linkTo(stack, { email: present })))).toBe('204');

    const { customerId, username, phone } = holder.identity;
    stack.advanceClock(1);
    const moved = { username, phone, email: 'by-the-shop@example.org' };
    await stack.putCustomer(customerId, moved);
    stack.advanceClock(DAY);
    expect(outcome(await cancel(stack, notMeTo(present)))).toBe('204');
    expect(outcome(await reset(stack, linkTo(stack, moved), 'yet another sentence of mine'))).toBe('204');
  });

  test('is not led to a new password, which would go elsewhere, while the key for their word cannot be had', async () => {
    const holder = await signedInHolder(stack, 'no-key-at-change');
    await holder.changeContact({ email: 'thief@example.org' });
    const code = stack.lastCode('thief@example.org');
    await stack.coldStart();
    // What the call itself needs is held by then.
    await holder.overview();
    stack.fault({ service: 'kms', action: '*', function: 'security', kind: 'error', count: 100 });
    expect(outcome(await holder.confirmContact(code))).toBe('204');
    stack.clearFaults();
    const mail = stack.outbox().findLast(({ to }) => to === holder.identity.email);
    expect(mail?.subject).toBe('Your e-mail address was changed');
    expect(mail?.text).toContain(`Write to us:\n${stack.url}/support\n`);
    expect(mail?.text).not.toContain('/password');
  });
});

describe('with faults, "this wasn\'t me"', { timeout: 60_000 }, () => {
  const linkOf = (customer: Shopper) => linksTo(stack, customer).length;

  test.each(['throttle', 'error'] as const)('ends the password while SES is down (%s), and said again sends the link', async (kind) => {
    const customer = await guessedAt(`ses-${kind}`);
    stack.fault({ service: 'ses', action: 'SendEmail', kind, count: 3 });
    expect(outcome(await cancel(stack, notMeTo(customer.email)))).toBe('204');
    stack.clearFaults();
    expect(await logIn(customer)).toBe(ended);
    expect(linkOf(customer)).toBe(0);
    stack.advanceClock(MINUTE);
    expect(outcome(await cancel(stack, notMeTo(customer.email)))).toBe('204');
    expect(outcome(await reset(stack, linkTo(stack, customer)))).toBe('204');
  });

  test('that SES refused for certain may be sent again at once', async () => {
    const customer = await guessedAt('ses-refuses');
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle' });
    for (let nth = 0; nth < 2; nth++) expect(outcome(await cancel(stack, notMeTo(customer.email)))).toBe('204');
    expect(linkOf(customer)).toBe(1);
  });

  test('tells where to ask for a link while none is due, once', async () => {
    const customer = await guessedAt('asked-just-now');
    await forget(stack, customer.username);
    for (let nth = 0; nth < 2; nth++) expect(outcome(await cancel(stack, notMeTo(customer.email)))).toBe('204');
    const told = stack.outbox().filter(({ to, text }) => to === customer.email && text.includes('you told us that something wasn’t you'));
    expect(told.map(({ text }) => text.includes(`Set a new password:\n${stack.url}/password\n`))).toEqual([true]);
    expect(told[0]?.text).not.toContain('The link is valid');
    // The link that was on its way is as good as any.
    expect(outcome(await reset(stack, linkTo(stack, customer)))).toBe('204');
  });

  test.each(['throttle', 'lost-ack'] as const)('is done although DynamoDB has a hiccup (%s)', async (kind) => {
    const customer = await guessedAt(`dynamodb-${kind}`);
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', function: 'recovery', kind, count: 1 });
    expect(outcome(await cancel(stack, notMeTo(customer.email)))).toBe('204');
    expect(await endings(customer.customerId)).toBe(1);
    expect(outcome(await reset(stack, linkTo(stack, customer)))).toBe('204');
  });

  test('does not call off what began after it, however often it is said', async () => {
    const customer = await enrolledHolder(stack, 'kept-mail');
    const { email, customerId } = customer.identity;
    const older = notMeTo(email);
    stack.advanceClock(1);
    expect(outcome(await cancel(stack, older))).toBe('204');
    const { username, phone } = customer.identity;
    await stack.admin('PUT', `/v1/admin/customers/${customerId}`, { username, email, phone, password });
    stack.advanceClock(1);
    const request = await openRequest(stack, customer);
    stack.advanceClock(1);
    expect(outcome(await cancel(stack, older))).toBe('204');
    expect(await statusOf(stack, request.id)).toBe('open');
    expect(outcome(await cancel(stack, notMeTo(email)))).toBe('204');
    expect(await statusOf(stack, request.id)).toBe('cancelled');
  });

  test('that broke off after the password has ended does the rest when it is said again', async () => {
    const lost = await lostDevice(stack);
    const request = await openRequest(stack, lost.holder);
    const { cancel: notMe } = await lost.begun();
    stack.fault({ service: 'dynamodb', action: '*', function: 'recovery', kind: 'error', after: 2, count: 30 });
    expect((await lost.cancel(notMe)).status).toBe(503);
    stack.clearFaults();
    expect(outcome(await lost.holder.logIn())).toBe(ended);
    expect(await statusOf(stack, request.id)).toBe('open');
    expect(outcome(await lost.cancel(notMe))).toBe('204');
    expect(await statusOf(stack, request.id)).toBe('cancelled');
    expect(await endings(lost.holder.identity.customerId)).toBe(1);
    expect(linksTo(stack, { email: lost.email })).toHaveLength(1);
  });

  test('is left out of a notice while its key cannot be had: the notice goes out, and leads to a new password', async () => {
    const customer = await shopperWithFactor(stack, 'no-key');
    const guesser = new Visitor(stack, customer);
    stack.advanceClock(MINUTE);
    await stack.coldStart();
    const challenge = await guesser.challenge();
    await guesser.guessWrong(challenge, 4);
    stack.fault({ service: 'kms', action: '*', function: 'login', kind: 'error', count: 30 });
    expect(outcome(await guesser.verify(challenge, otherThan(codeSentTo(stack, customer), 5)))).toBe('401 invalid_code');
    stack.clearFaults();
    const mail = stack.outbox().findLast(({ to }) => to === customer.email);
    expect(mail?.subject).toBe('Five wrong codes. Was it you?');
    expect(mail?.text).toContain(`Set a new password:\n${stack.url}/password\n`);
    expect(mail?.text).not.toContain('#');
  });
});
