import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { enrolledHolder, type Holder, signedInHolder } from '../authenticator/holder.ts';
import { outcome, password, type Shopper, shopper, shopperWithFactor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { accessTokenIn, cookieName, type Overview, type SignedIn, signIn } from './signed-in.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

afterEach(() => stack.clearFaults());

const minute = 60;
const asksForPassword = '400 invalid_request password';
const takesPasswordAlways = 'is required: codes and links to a new password go to this address';
const ended = '401 session_required';

/** Somebody in their account: `post` brings the session and nothing else. */
type Session = { post(path: string, body?: unknown): Promise<Answer>; overview(): Promise<Overview> };

let contacts = 0;

const newNumber = () => `+420602${String(++contacts).padStart(6, '0')}`;

/** Begins to change the phone to one that nobody has: no codes of a factor go there, and no link to a new password. `given`: password and code. */
async function changesPhone(session: Session, given: Record<string, unknown> = {}): Promise<string> {
  return told(await session.post('/v1/security/contact', { ...given, phone: newNumber() }));
}

/** The same with the e-mail address. */
async function changesAddress(session: Session, given: Record<string, unknown> = {}): Promise<string> {
  return told(await session.post('/v1/security/contact', { ...given, email: `fresh-${++contacts}@example.com` }));
}

const replacesCodes = async (session: Session, given: Record<string, unknown> = {}) =>
  told(await session.post('/v1/security/recovery-codes', given));

function told(answer: Answer): string {
  const { errors = [] } = (answer.body ?? {}) as { errors?: { path: string }[] };
  return [outcome(answer), ...errors.map(({ path }) => path)].join(' ');
}

/** An access token tells the login's time in whole seconds: so that what follows is exact, a login here is at a whole one. */
const toWholeSecond = () => stack.advanceClock((1000 - (stack.now() % 1000)) / 1000);

/** Brings the clock to so many seconds after a moment. */
const standAfter = (moment: number, seconds: number) => stack.advanceClock((moment + seconds * 1000 - stack.now()) / 1000);

async function shopperSignedIn(name: string, given: { stayLoggedIn?: boolean } = {}): Promise<SignedIn> {
  const customer = await shopper(stack, name);
  await toWholeSecond();
  return signIn(stack, customer, given);
}

/** With the e-mail method, and logged in by a code. */
async function mailed(name: string, given: { stayLoggedIn?: boolean } = {}): Promise<{ session: SignedIn; customer: Shopper }> {
  const customer = await shopperWithFactor(stack, name);
  stack.advanceClock(minute);
  await toWholeSecond();
  return { session: await signIn(stack, customer, given), customer };
}

const mailedSignedIn = async (name: string, given: { stayLoggedIn?: boolean } = {}): Promise<SignedIn> =>
  (await mailed(name, given)).session;

/** With an app, and logged in so long ago that the login stands for nothing. */
async function agedHolder(name: string, given: Record<string, unknown> = {}): Promise<Holder> {
  const holder = await enrolledHolder(stack, name);
  await holder.signIn(given);
  stack.advanceClock(10 * minute);
  return holder;
}

/** What the table keeps of the proofs of a customer's sessions. */
async function keptOf(customerId: string) {
  const items = (await stack.scanTable()) as Record<string, { S?: string }>[];
  return items.filter(({ pk, sk }) => pk?.S === `CUSTOMER#${customerId}` && sk?.S?.startsWith('PROOF#'));
}

/** What a session that stays logged in goes on with after its access token. */
async function refreshed(session: { browser: SignedIn['browser'] }): Promise<Session> {
  const bearer = accessTokenIn(await session.browser.post('/v1/session/refresh'));
  return {
    post: (path, body = {}) => session.browser.post(path, body, { bearer }),
    overview: async () => (await session.browser.get('/v1/security', { bearer })).body as Overview,
  };
}

describe('who has just logged in', () => {
  test('is asked for no password, until the login is ten minutes old', async () => {
    const session = await shopperSignedIn('fresh');
    const login = stack.now();
    expect(await changesPhone(session)).toBe('200');
    standAfter(login, 599.9);
    expect(await changesPhone(session)).toBe('200');
    stack.advanceClock(0.1);
    stack.advanceClock(minute);
    const late = newNumber();
    const asked = await session.post('/v1/security/contact', { phone: late });
    expect(asked).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path: 'password', message: expect.stringMatching(/^is required: .*10 minutes/) }] },
    });
    expect(stack.sentTo(late)).toBe(0);
    expect(await changesPhone(session, { password })).toBe('200');
  });

  test('is asked again at exactly ten minutes', async () => {
    const session = await shopperSignedIn('exact');
    const login = stack.now();
    standAfter(login, 600);
    expect(await changesPhone(session)).toBe(asksForPassword);
  });

  test('reads in the overview until when', async () => {
    const session = await shopperSignedIn('told-until');
    const until = stack.now() + 600_000;
    expect((await session.overview()).provedUntil).toBe(new Date(until).toISOString());
    standAfter(until, -0.001);
    expect((await session.overview()).provedUntil).toBe(new Date(until).toISOString());
    stack.advanceClock(0.001);
    expect(await session.overview()).not.toHaveProperty('provedUntil');
  });

  test('with a code is asked for neither password nor code', async () => {
    const session = await mailedSignedIn('by-mail');
    expect(await changesPhone(session)).toBe('200');
    stack.advanceClock(10 * minute);
    expect(await changesPhone(session)).toBe(asksForPassword);
  });

  test('with a recovery code, neither', async () => {
    const holder = await enrolledHolder(stack, 'by-recovery-code');
    const answer = await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[0] ?? '');
    holder.bearer = accessTokenIn(answer);
    expect(await changesPhone(holder)).toBe('200');
  });

  test('with the password alone, while the shop asked for no codes, gives both once it does', async () => {
    const customer = await shopperWithFactor(stack, 'password-only');
    await stack.setFlag(false);
    const session = await signIn(stack, customer);
    expect(await changesPhone(session)).toBe('200');
    await stack.setFlag(true);
    stack.advanceClock(minute);
    expect(await session.overview()).not.toHaveProperty('provedUntil');
    expect(await changesPhone(session)).toBe(asksForPassword);
  });

  test('gives both all the same where a factor is switched on or off, changed, or its key shown', async () => {
    const session = await mailedSignedIn('always-both');
    for (const path of ['email', 'disable', 'totp/activate', 'totp/reveal', 'recovery-codes']) {
      expect(told(await session.post(`/v1/security/${path}`, { code: '123456' })), path).toBe(asksForPassword);
    }
    const holder = await enrolledHolder(stack, 'always-both-app');
    expect(told(await holder.start())).toBe('409 already_enabled');
  });
});

describe('a recent proof never becomes a code:', () => {
  test('new recovery codes ask for password and code, and those before them go on', async () => {
    const holder = await enrolledHolder(stack, 'no-codes');
    await holder.signIn();
    const [first = '', second = ''] = holder.recoveryCodes;
    expect((await holder.overview()).provedUntil).toBeDefined();
    expect(await replacesCodes(holder)).toBe('400 invalid_request code');
    expect(await replacesCodes(holder, { code: holder.nextCode() })).toBe(asksForPassword);
    expect(await replacesCodes(holder, { password })).toBe('400 invalid_request code');
    expect(outcome(await holder.start({ password, recoveryCode: first }))).toBe('200');
    expect(outcome(await holder.replaceRecoveryCodes(holder.nextCode()))).toBe('200');
    expect(outcome(await holder.disable({ recoveryCode: second }))).toBe('401 invalid_code');
  });

  test('the address that codes go to is changed by password and code', async () => {
    const { session, customer } = await mailed('no-address');
    expect((await session.overview()).provedUntil).toBeDefined();
    const asked = await session.post('/v1/security/contact', { email: 'thief@example.com' });
    expect(asked).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'password', message: takesPasswordAlways }] },
    });
    expect(told(await session.post('/v1/security/contact', { email: 'thief@example.com', password }))).toBe('400 invalid_request code');
    expect(stack.sentTo('thief@example.com')).toBe(0);
    const code = await session.freshCode();
    expect(await changesAddress(session, { password, code })).toBe('200');
    expect(code).toBe(stack.lastCode(customer.email));
  });

  test('also while nobody knows how the flag stands', async () => {
    const { session } = await mailed('no-address-unknown');
    await stack.coldStart();
    stack.fault({ service: 'ssm', action: '*', kind: 'error', count: 1000 });
    expect((await session.overview()).twoFactor.available).toBe(false);
    expect(await changesAddress(session)).toBe(asksForPassword);
    expect(await changesPhone(session)).toBe('200');
    stack.clearFaults();
    stack.advanceClock(5);
  });

  test('a phone is no factor, and takes neither, whatever the factor is', async () => {
    const holder = await enrolledHolder(stack, 'phone-of-app');
    await holder.signIn();
    expect(await changesPhone(holder)).toBe('200');
    const { session } = await mailed('phone-of-mailed');
    expect(await changesPhone(session)).toBe('200');
  });
});

describe('a recent proof never becomes a password:', () => {
  const another = async (session: Session, email: string) => {
    const answer = await session.post('/v1/security/contact', { email });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body).toMatchObject({ errors: [{ path: 'password', message: takesPasswordAlways }] });
    expect(stack.sentTo(email)).toBe(0);
  };

  test('another address, where the link to a new one would go, takes the password, however fresh the login is', async () => {
    const session = await shopperSignedIn('no-link');
    expect((await session.overview()).provedUntil).toBeDefined();
    await another(session, 'thief-of-link@example.com');
    expect(await changesAddress(session, { password: 'wrong' })).toBe('401 invalid_credentials');
    expect(await changesAddress(session, { password })).toBe('200');
    // What was just proved is a proof of the same kind.
    stack.advanceClock(minute);
    await another(session, 'thief-again@example.com');
    expect(await changesPhone(session)).toBe('200');
  });

  test('so it does of who has an app, with the code beside it; and with the flag off, the password alone', async () => {
    const holder = await enrolledHolder(stack, 'no-link-app');
    await holder.signIn();
    await another(holder, 'thief-of-app@example.com');
    const code = holder.nextCode();
    expect(told(await holder.post('/v1/security/contact', { email: 'thief-of-app@example.com', code }))).toBe(asksForPassword);
    expect(await changesAddress(holder, { password })).toBe('400 invalid_request code');
    expect(await changesAddress(holder, { password, code })).toBe('200');
    stack.advanceClock(minute);
    await stack.setFlag(false);
    await another(holder, 'thief-flag-off@example.com');
    expect(await changesAddress(holder, { password })).toBe('200');
    await stack.setFlag(true);
  });

  test('nor while the address that the account has is not verified: no other is written in its place', async () => {
    const customer = await shopper(stack, 'no-link-unverified', { emailVerified: false });
    const session = await signIn(stack, customer);
    await another(session, 'thief-of-unverified@example.com');
    await another(session, customer.email.replace('example.com', 'example.org'));
    await another(session, customer.email.toUpperCase());
  });

  test('the own address, not verified yet, is checked without one, for ten minutes', async () => {
    const customer = await shopper(stack, 'own-address', { emailVerified: false });
    await toWholeSecond();
    const session = await signIn(stack, customer);
    const login = stack.now();
    const check = async () => told(await session.post('/v1/security/contact', { email: customer.email }));
    expect(await check()).toBe('200');
    standAfter(login, 599.9);
    expect(await check()).toBe('200');
    expect(outcome(await session.post('/v1/security/contact/confirm', { code: stack.lastCode(customer.email) }))).toBe('204');
    expect((await session.overview()).contact.emailVerified).toBe(true);
    stack.advanceClock(minute);
    expect(await check()).toBe(asksForPassword);
  });
});

describe('a session whose login is older', () => {
  const proving: [string, (holder: Holder) => Promise<Answer>][] = [
    ['a contact', (holder) => holder.changeContact({ email: `at-${++contacts}@example.com` }, { code: holder.nextCode() })],
    ['the recovery codes', (holder) => holder.replaceRecoveryCodes(holder.nextCode())],
    ['a further key', (holder) => holder.start({ password, code: holder.nextCode() })],
    ['the key, shown', (holder) => holder.reveal(holder.nextCode())],
    ['the lost device', (holder) => holder.start({ password, recoveryCode: holder.recoveryCodes[0] ?? '' })],
  ];
  test.each(proving)('gives password and code once, for %s, and not again for ten minutes', async (name, change) => {
    const holder = await agedHolder(`once-${name.replaceAll(/\W/g, '-')}`);
    expect(await changesPhone(holder)).toBe(asksForPassword);
    expect(outcome(await change(holder))).toBe('200');
    const given = stack.now();
    expect((await holder.overview()).provedUntil).toBe(new Date(given + 600_000).toISOString());
    standAfter(given, minute);
    expect(await changesPhone(holder)).toBe('200');
    // The access token ends before the proof does, so the last moment is looked at by another test.
    standAfter(given, 4 * minute);
    expect(await changesPhone(holder)).toBe('200');
  });

  test('has what it gave for 599.9 seconds, and not for 600; a change that needed nothing prolongs nothing', async () => {
    const holder = await agedHolder('boundary', { stayLoggedIn: true });
    // So that the access token outlives the proof.
    const session = await refreshed(holder);
    expect(told(await session.post('/v1/security/totp/reveal', { password, code: holder.nextCode() }))).toBe('200');
    const given = stack.now();
    standAfter(given, 599.9);
    expect(await changesPhone(session)).toBe('200');
    stack.advanceClock(0.1);
    expect(await session.overview()).not.toHaveProperty('provedUntil');
    stack.advanceClock(minute);
    expect(await changesPhone(session)).toBe(asksForPassword);
  });

  test('has nothing of a wrong password or a wrong code', async () => {
    const holder = await agedHolder('nothing-right');
    expect(await replacesCodes(holder, { password: 'wrong', code: holder.nextCode() })).toBe('401 invalid_credentials');
    expect(await replacesCodes(holder, { password, code: holder.wrongCode })).toBe('401 invalid_code');
    expect(await changesPhone(holder, { password })).toBe('400 invalid_request code');
    expect(await changesPhone(holder)).toBe(asksForPassword);
  });

  test('keeps a code that comes without a password unspent', async () => {
    const holder = await agedHolder('code-alone');
    const code = holder.nextCode();
    expect(await changesPhone(holder, { code })).toBe(asksForPassword);
    expect(outcome(await holder.reveal(code))).toBe('200');
    const next = holder.nextCode();
    expect(await changesPhone(holder, { code: next })).toBe('200');
    expect(outcome(await holder.reveal(next))).toBe('200');
  });

  test('is refused a wrong password although none was needed', async () => {
    const session = await shopperSignedIn('wrong-all-the-same');
    expect(await changesPhone(session, { password: 'wrong' })).toBe('401 invalid_credentials');
    expect(await changesPhone(session)).toBe('200');
  });
});

describe('what one session proved', () => {
  test('is nothing to another session of the same customer', async () => {
    const holder = await agedHolder('here');
    const elsewhere = await holder.elsewhere({ stayLoggedIn: true });
    stack.advanceClock(10 * minute);
    await holder.signIn();
    const stolen = await refreshed(elsewhere);
    expect(await changesPhone(holder)).toBe('200');
    expect(outcome(await holder.reveal(holder.nextCode()))).toBe('200');
    stack.advanceClock(minute);
    expect(await changesPhone(stolen)).toBe(asksForPassword);
    expect(await stolen.overview()).not.toHaveProperty('provedUntil');
  });

  test('is nothing to a copy of its cookie that is refreshed', async () => {
    const holder = await agedHolder('copied', { stayLoggedIn: true });
    const thief = stack.browser();
    thief.cookies.set(cookieName, { ...holder.browser.cookies.get(cookieName) } as never);
    const copy = await refreshed({ browser: thief });
    expect(outcome(await holder.reveal(holder.nextCode()))).toBe('200');
    expect(await changesPhone(copy)).toBe(asksForPassword);
    expect(await copy.overview()).not.toHaveProperty('provedUntil');
    expect(await changesPhone(holder)).toBe('200');
  });

  test('is not renewed by its cookie: a refresh keeps the time of the login', async () => {
    const session = await mailedSignedIn('cookie', { stayLoggedIn: true });
    const login = stack.now();
    standAfter(login, 599.9);
    expect(await changesPhone(await refreshed(session))).toBe('200');
    stack.advanceClock(0.1);
    const again = await refreshed(session);
    expect(await changesPhone(again)).toBe('429 too_soon');
    stack.advanceClock(minute);
    expect(await changesPhone(again)).toBe(asksForPassword);
  });

  test('in the account is asked for once more after a refresh', async () => {
    const session = await shopperSignedIn('through-refresh', { stayLoggedIn: true });
    stack.advanceClock(10 * minute);
    expect(await changesPhone(session, { password })).toBe('200');
    stack.advanceClock(minute);
    expect(await changesPhone(session)).toBe('200');
    stack.advanceClock(minute);
    expect(await changesPhone(await refreshed(session))).toBe(asksForPassword);
  });

  test('ends with a logout', async () => {
    const session = await shopperSignedIn('logout', { stayLoggedIn: true });
    expect(await changesPhone(session, { password })).toBe('200');
    await session.logOut();
    expect(await changesPhone(session)).toBe('401 session_required');
  });

  test('ends with a logout too where no cookie was kept, and with it all that its access token could do', async () => {
    const holder = await enrolledHolder(stack, 'logout-token');
    await holder.signIn();
    const login = stack.now();
    expect(await changesPhone(holder)).toBe('200');
    const code = stack.lastCode(`+420602${String(contacts).padStart(6, '0')}`);
    expect(outcome(await holder.post('/v1/logout'))).toBe('204');
    const note = { loggedOut: { BOOL: true }, ttl: { N: String(Math.floor(login / 1000) + 900) } };
    expect(await keptOf('logout-token')).toContainEqual({ pk: expect.anything(), sk: expect.anything(), ...note });
    expect(outcome(await holder.confirmContact(code))).toBe(ended);
    expect(outcome(await holder.session())).toBe(ended);
    expect(outcome(await holder.browser.get('/v1/security', { bearer: holder.bearer }))).toBe(ended);
    expect(await changesPhone(holder)).toBe(ended);
    expect(await replacesCodes(holder, { password, code: holder.nextCode() })).toBe(ended);
    expect(outcome(await holder.post('/v1/logout', { others: true }))).toBe(ended);
    // Logging out once more does no harm, and another session goes on.
    expect(outcome(await holder.post('/v1/logout'))).toBe('204');
    await holder.signIn();
    expect(outcome(await holder.session())).toBe('200');
  });

  test('that comes after the logout does not take it back', async () => {
    const session = await shopperSignedIn('late-proof');
    stack.clearCalls();
    stack.fault({ service: 'dynamodb', action: 'PutItem', function: 'security', kind: 'timeout', count: 1 });
    const change = changesPhone(session, { password });
    const puts = () =>
      stack.calls().flatMap(({ action, function: of, outcome }) => (action === 'PutItem' && of === 'security' ? outcome : []));
    await expect.poll(() => puts()).toEqual(['fault:timeout']);
    expect((await session.logOut()).status).toBe(204);
    // What was begun before the logout is done; the proof of it is refused.
    expect(await change).toBe('200');
    expect(puts()).toEqual(['fault:timeout', 'ConditionalCheckFailedException']);
    expect(outcome(await session.session())).toBe(ended);
    stack.advanceClock(minute);
    expect(await changesPhone(session)).toBe(ended);
  });

  test('by a code is asked for again once it has ended all other sessions; the password alone is not', async () => {
    const holder = await enrolledHolder(stack, 'others-ended');
    await holder.signIn();
    expect(outcome(await holder.post('/v1/logout', { others: true }))).toBe('204');
    expect(await changesPhone(holder)).toBe(asksForPassword);
    const session = await shopperSignedIn('others-ended-plain');
    expect(outcome(await session.post('/v1/logout', { others: true }))).toBe('204');
    expect(await changesPhone(session)).toBe('200');
  });

  test('ends with the session, where somebody else ends it', async () => {
    const session = await mailedSignedIn('ended-elsewhere');
    await stack.putCustomer('ended-elsewhere', { password: 'another password altogether' });
    expect(await changesPhone(session)).toBe('401 session_required');
  });

  test('goes with the customer who is deleted', async () => {
    const session = await shopperSignedIn('deleted');
    await changesPhone(session, { password });
    expect(await keptOf('deleted')).toHaveLength(1);
    await stack.admin('DELETE', '/v1/admin/customers/deleted');
    expect(await keptOf('deleted')).toEqual([]);
  });

  test('is one item, which goes by itself, and has neither password nor code in it', async () => {
    const session = await shopperSignedIn('one-item');
    for (let nth = 0; nth < 2; nth++) {
      expect(await changesPhone(session, { password })).toBe('200');
      stack.advanceClock(minute);
    }
    const given = stack.now() - minute * 1000;
    expect(await keptOf('one-item')).toEqual([
      {
        pk: { S: 'CUSTOMER#one-item' },
        sk: { S: expect.stringMatching(/^PROOF#[0-9a-f-]{36}$/) },
        at: { N: String(given) },
        acr: { S: 'password' },
        epoch: { N: expect.any(String) },
        ttl: { N: String(Math.ceil((given + 600_000) / 1000)) },
      },
    ]);
  });
});

describe('when the factor changes, what was proved before', () => {
  test('by the password alone is nothing to the factor that was switched on', async () => {
    const session = await shopperSignedIn('switched-on');
    expect(await changesPhone(session)).toBe('200');
    expect(outcome(await session.switchOn())).toBe('200');
    stack.advanceClock(minute);
    expect(await session.overview()).not.toHaveProperty('provedUntil');
    expect(await changesPhone(session)).toBe(asksForPassword);
  });

  test('and the activation of an app, by password and code, is not asked for once more', async () => {
    const holder = await signedInHolder(stack, 'activated');
    stack.advanceClock(10 * minute);
    await holder.enrol();
    expect((await holder.overview()).provedUntil).toBe(new Date(stack.now() + 600_000).toISOString());
    expect(await changesPhone(holder)).toBe('200');
  });

  test('stands where the factor is off, as the password is all that is asked for then', async () => {
    const holder = await agedHolder('switched-off');
    expect(outcome(await holder.disable({ code: holder.nextCode() }))).toBe('204');
    expect(await changesPhone(holder)).toBe('200');
  });

  test('by a code of one factor is nothing to the next', async () => {
    const holder = await enrolledHolder(stack, 'changed');
    await holder.signIn();
    expect(outcome(await holder.switchOnEmail({ code: holder.nextCode() }))).toBe('200');
    expect(await changesPhone(holder)).toBe(asksForPassword);
  });

  test('by a code is nothing to a factor that was off in between', async () => {
    const holder = await enrolledHolder(stack, 'off-and-on');
    await holder.signIn();
    expect(outcome(await holder.disable({ code: holder.nextCode() }))).toBe('204');
    expect(outcome(await holder.switchOnEmail())).toBe('200');
    expect(await changesPhone(holder)).toBe(asksForPassword);
  });

  test('by a code to the older address is nothing to codes that go to another', async () => {
    const session = await mailedSignedIn('moved');
    const code = await session.freshCode();
    expect(outcome(await session.post('/v1/security/contact', { email: 'moved-on@example.com', password, code }))).toBe('200');
    expect(outcome(await session.post('/v1/security/contact/confirm', { code: stack.lastCode('moved-on@example.com') }))).toBe('204');
    stack.advanceClock(minute);
    expect(await changesPhone(session)).toBe(asksForPassword);
  });
});

describe('with the flag off', () => {
  test('the password alone stands for a change, and for no longer', async () => {
    const customer = await shopperWithFactor(stack, 'flag-off');
    await stack.setFlag(false);
    await toWholeSecond();
    const session = await signIn(stack, customer);
    const login = stack.now();
    expect((await session.overview()).provedUntil).toBe(new Date(login + 600_000).toISOString());
    standAfter(login, 599.9);
    expect(await changesPhone(session)).toBe('200');
    stack.advanceClock(minute);
    expect(await changesPhone(session)).toBe(asksForPassword);
    expect(await changesPhone(session, { password })).toBe('200');
    stack.advanceClock(minute);
    expect(await changesPhone(session)).toBe('200');
    await stack.setFlag(true);
    stack.advanceClock(minute);
    expect(await changesPhone(session)).toBe(asksForPassword);
  });
});

describe('a proof that cannot be kept', () => {
  const putFails = (kind: 'error' | 'lost-ack', count: number) =>
    stack.fault({ service: 'dynamodb', action: 'PutItem', kind, count, function: 'security' });

  test('takes nothing from the change that it was given for; the next change asks again', async () => {
    const holder = await agedHolder('not-kept');
    putFails('error', 100);
    expect(await replacesCodes(holder, { password, code: holder.nextCode() })).toBe('200');
    stack.clearFaults();
    const lines = stack.logs().map(({ line }) => line);
    expect(lines.filter((line) => line.includes('proof_not_kept'))).toHaveLength(1);
    expect(await changesPhone(holder)).toBe(asksForPassword);
  });

  test('for all that its function hears is kept, where only the answer was lost', async () => {
    const holder = await agedHolder('ack-lost');
    putFails('lost-ack', 1);
    expect(await replacesCodes(holder, { password, code: holder.nextCode() })).toBe('200');
    stack.clearFaults();
    expect(await changesPhone(holder)).toBe('200');
  });

  test('and cannot be read lets nobody pass', async () => {
    const session = await shopperSignedIn('unreadable');
    stack.fault({ service: 'dynamodb', action: 'BatchGetItem', kind: 'error', count: 100, function: 'security' });
    expect(await changesPhone(session)).toBe('503 unavailable');
    stack.clearFaults();
  });
});
