import { beforeAll, describe, expect, test, vi } from 'vitest';
import { retryAfterOf } from '../recovery/lost-device.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, Holder, outcome, password, signedInHolder, smsTo, subjectsTo } from './holder.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;
/** Somebody whose contacts are all refused. */
let faultFinder: Holder;

beforeAll(async () => {
  stack = await startReadyStack();
  faultFinder = await signedInHolder(stack, 'fault-finder');
});

const at = (seconds: number) => new Date(stack.now() + seconds * 1000).toISOString();
const contactOf = async (holder: Holder) => (await holder.overview()).contact;

describe('a customer who verifies a contact', () => {
  test('gets a code to the address; with it the address is verified', async () => {
    const holder = await signedInHolder(stack, 'address', { emailVerified: false });
    const { email } = holder.identity;
    expect(await holder.changeContact({ email })).toMatchObject({
      status: 200,
      body: { sentTo: 'a•••@example.com', resendAt: at(60), codeExpiresAt: at(300) },
    });
    expect(await contactOf(holder)).toMatchObject({ emailVerified: false });
    expect((await holder.confirmContact(stack.lastCode(email))).status).toBe(204);
    expect(await contactOf(holder)).toMatchObject({ email: 'a•••@example.com', emailVerified: true });
    expect(stack.sentTo(email)).toBe(1);
  });

  test('gets a code to the phone; with it the app can be set up', async () => {
    const holder = await signedInHolder(stack, 'phone', { phoneVerified: false });
    expect(outcome(await holder.start())).toBe('409 contact_incomplete');
    await holder.verifyContact({ phone: holder.identity.phone });
    // The number is the one they had: nobody is told of another.
    expect(subjectsTo(stack, holder.identity.email)).toEqual([]);
    expect(stack.sentTo(holder.identity.phone)).toBe(1);
    await holder.enrol();
    expect(await contactOf(holder)).toMatchObject({ phoneVerified: true });
  });

  test('may add a phone where there was none', async () => {
    const customer = await stack.putCustomer('no-phone', { password });
    const holder = new Holder(stack, { ...customer, phone: '+420777123456' });
    await holder.signIn();
    expect(await contactOf(holder)).not.toHaveProperty('phone');
    await holder.verifyContact({ phone: '+420 777 123 456' });
    expect(await contactOf(holder)).toMatchObject({ phone: '+420 ••• ••56', phoneVerified: true });
  });
});

describe('a customer who changes a contact', () => {
  test('has the new address once its code was entered, and old and new one are told', async () => {
    const holder = await signedInHolder(stack, 'moves');
    const [old, fresh] = [holder.identity.email, 'moved@example.com'];
    expect(outcome(await holder.changeContact({ email: fresh }))).toBe('200');
    expect(await contactOf(holder)).toMatchObject({ email: 'm•••@example.com', emailVerified: true });
    expect(stack.sentTo(old)).toBe(0);
    expect((await holder.confirmContact(stack.lastCode(fresh))).status).toBe(204);
    expect(subjectsTo(stack, old)).toEqual(['Your e-mail address was changed']);
    expect(subjectsTo(stack, fresh)).toHaveLength(2);
    expect(subjectsTo(stack, fresh).at(-1)).toBe('Your e-mail address was changed');
    // From here on the notices go to the new one.
    await holder.startAndScan();
    expect(outcome(await holder.activate(holder.code))).toBe('200');
    expect(subjectsTo(stack, fresh).at(-1)).toBe('Two-factor login is on');
    expect(stack.sentTo(old)).toBe(1);
  });

  test('has the new phone, in E.164 however it was typed, and is told by e-mail with the number masked', async () => {
    const typed = ['+420 602 111 001', '+420-602-111-001', '+420 (602) 111.001', '+420602111001'];
    for (const [nth, phone] of typed.entries()) {
      const holder = await signedInHolder(stack, `typed-${nth}`);
      expect(await holder.changeContact({ phone })).toMatchObject({ body: { sentTo: '+420 ••• ••01' } });
      expect(smsTo(stack, '+420602111001')).toHaveLength(nth + 1);
      expect((await holder.confirmContact(stack.lastCode('+420602111001'))).status).toBe(204);
      const { status, body } = await stack.admin('GET', `/v1/admin/customers/typed-${nth}`);
      expect([status, body]).toMatchObject([200, { phone: '+420602111001', phoneVerified: true }]);
      expect(subjectsTo(stack, holder.identity.email)).toEqual(['Your phone number was changed']);
      expect(JSON.stringify(stack.outbox().at(-1))).not.toContain('602111001');
    }
  });

  test('of a phone: the old one, if it was verified, is told by SMS, in the customer’s language and without the new number', async () => {
    const holder = await signedInHolder(stack, 'old-phone', { locale: 'de' });
    const { phone } = holder.identity;
    await holder.verifyContact({ phone });
    expect(smsTo(stack, phone)).toHaveLength(1);
    stack.advanceClock(60);
    await holder.verifyContact({ phone: '+420604000001' });
    expect(smsTo(stack, phone).at(-1)?.text).toMatch(/^Keycard: Diese Telefonnummer wurde aus Ihrem Konto entfernt\. [^\d+]+$/);
    expect(smsTo(stack, '+420604000001')).toHaveLength(1);

    const unverified = await signedInHolder(stack, 'unverified-phone', { phoneVerified: false });
    await unverified.verifyContact({ phone: '+420604000002' });
    expect(smsTo(stack, unverified.identity.phone)).toEqual([]);
  });

  test('of a phone is done although the old one cannot be told', async () => {
    const holder = await signedInHolder(stack, 'deaf-phone');
    await holder.changeContact({ phone: '+420604000003' });
    stack.fault({ service: 'sns', action: 'Publish', kind: 'error' });
    expect(outcome(await holder.confirmContact(stack.lastCode('+420604000003')))).toBe('204');
    expect(await contactOf(holder)).toMatchObject({ phone: '+420 ••• ••03', phoneVerified: true });
    expect(stack.logs().some(({ line }) => line.includes('"notice":"phone_left"'))).toBe(true);
  });

  test('has it in the audit log, without the contact itself', async () => {
    const holder = await signedInHolder(stack, 'audited');
    await holder.verifyContact({ email: 'audited-new@example.com' });
    const entries = (await stack.scanTable()).filter(({ pk, sk }) => {
      const { S: owner } = pk as { S: string };
      return owner === 'CUSTOMER#audited' && (sk as { S: string }).S.startsWith('AUDIT#');
    });
    const changes = entries.filter(({ event }) => (event as { S: string }).S === 'email_changed');
    expect(changes).toHaveLength(1);
    expect(JSON.stringify(changes)).not.toContain('@');
  });

  test('is refused with a wrong password, and nothing is sent', async () => {
    const holder = await signedInHolder(stack, 'wrong-password');
    expect(outcome(await holder.changeContact({ email: 'elsewhere@example.com' }, { password: 'wrong' }))).toBe('401 invalid_credentials');
    expect(outcome(await stack.browser().post('/v1/security/contact', { password, email: 'a@example.com' }))).toBe('401 session_required');
    expect(stack.sentTo('elsewhere@example.com')).toBe(0);
  });

  test('gives one contact, an address or a number', async () => {
    const holder = await signedInHolder(stack, 'malformed');
    const faulty: [Record<string, unknown>, string][] = [
      [{}, ''],
      [{ email: 'a@example.com', phone: '+420601123456' }, ''],
      [{ email: 'nobody' }, 'email'],
      [{ email: 'a@example.com\r\nBcc: b@example.com' }, 'email'],
      [{ email: ['a@example.com'] }, 'email'],
      [{ phone: '601123456' }, 'phone'],
      [{ phone: '+420 1' }, 'phone'],
      [{ phone: '+420 601 123 4567' }, 'phone'],
      [{ phone: '+4２0601123456' }, 'phone'],
      [{ phone: '+420601123456;ext=1' }, 'phone'],
    ];
    for (const [contact, path] of faulty) {
      const answer = await holder.post('/v1/security/contact', { password, ...contact });
      expect(answer, JSON.stringify(contact)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path }] } });
    }
    expect(stack.outbox().filter(({ channel, to }) => channel === 'sms' && to.startsWith('+4201'))).toEqual([]);
  });

  test.each([
    ['at a premium rate', '+1 900 234 5678'],
    ['at a premium rate', '+44 909 879 0879'],
    ['at a premium rate', '+420 900 123 456'],
    ['that follows a person', '+44 70 1234 5678'],
    ['whose cost is shared', '+49 1805 1234567'],
    ['of a pager', '+49 164 1234567'],
    ['that is free to call', '+1 800 234 5678'],
    ['of the internet', '+420 970 123 456'],
    ['of a landline', '+49 30 12345678'],
  ])('is told that a number %s is none of a mobile phone, and nothing is sent (%s)', async (_, phone) => {
    const before = stack.outbox().length;
    const errors = [{ path: 'phone', message: 'is not the number of a mobile phone' }];
    expect(await faultFinder.changeContact({ phone })).toMatchObject({ status: 400, body: { code: 'invalid_request', errors } });
    expect(stack.outbox()).toHaveLength(before);
  });

  test('may have a number that is a mobile phone’s or a landline’s, where a country does not tell', async () => {
    const holder = await signedInHolder(stack, 'american');
    await holder.verifyContact({ phone: '+1 212 555 1234' });
  });

  test('is told when no SMS go to the country, and nothing is sent', async () => {
    const holder = await signedInHolder(stack, 'country');
    const before = stack.outbox().length;
    for (const phone of ['+33 6 12 34 56 78', '+882 16 12345678', '+1 876 555 0123']) {
      const answer = await holder.changeContact({ phone });
      expect(answer, phone).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'phone' }] } });
    }
    expect(stack.outbox()).toHaveLength(before);
  });
});

describe('an address or number', () => {
  const fiveCheck = async (name: string, contact: { email: string } | { phone: string }) => {
    const [first, ...others] = await Promise.all(Array.from({ length: 3 }, (_, nth) => signedInHolder(stack, `${name}-${nth}`)));
    expect(outcome((await first?.changeContact(contact)) as Answer)).toBe('200');
    stack.advanceClock(60);
    for (const holder of [first, ...others]) expect(outcome((await holder?.changeContact(contact)) as Answer)).toBe('200');
    stack.advanceClock(60);
    expect(outcome((await first?.changeContact(contact)) as Answer)).toBe('200');
  };

  test.each([
    { name: 'Mailbox', contact: { email: 'Mailbox@example.com' }, same: { email: 'mailBox@Example.com' } },
    { name: 'Phone', contact: { phone: '+420602888001' }, same: { phone: '+420 602 888 001' } },
  ])('gets five codes in any 24 hours, whoever wants to verify it, and the sixth when the answer says ($name)', async (given) => {
    const { name, contact, same } = given;
    await fiveCheck(name, contact);
    const sixth = await signedInHolder(stack, `${name}-6`);
    const refusal = await sixth.changeContact(same);
    expect([outcome(refusal), retryAfterOf(refusal)]).toEqual(['429 too_many_attempts', 24 * 3600 - 120]);
    stack.advanceClock(24 * 3600 - 121);
    await sixth.signIn();
    expect(retryAfterOf(await sixth.changeContact(same))).toBe(1);
    stack.advanceClock(1);
    expect(outcome(await sixth.changeContact(same))).toBe('200');
  });

  test('that has had its five spends no code of who asks for a sixth', async () => {
    const contact = { phone: '+420602888002' };
    await fiveCheck('spent', contact);
    const holder = await enrolledHolder(stack, 'spared');
    const code = holder.nextCode();
    expect(outcome(await holder.changeContact(contact, { code }))).toBe('429 too_many_attempts');
    expect(outcome(await holder.reveal(code))).toBe('200');
  });

  test('is checked five times where twelve ask at once, and the others’ minute and day are not used up', async () => {
    const contact = { phone: '+420602888003' };
    const holders = await Promise.all(Array.from({ length: 12 }, (_, nth) => signedInHolder(stack, `crowd-${nth}`)));
    const outcomes = await Promise.all(holders.map(async (holder) => outcome(await holder.changeContact(contact))));
    expect(outcomes.toSorted()).toEqual([...Array(5).fill('200'), ...Array(7).fill('429 too_many_attempts')]);
    expect(smsTo(stack, contact.phone)).toHaveLength(5);
    const refused = holders[outcomes.indexOf('429 too_many_attempts')];
    expect(outcome((await refused?.changeContact({ phone: '+420602888004' })) as Answer)).toBe('200');
  });

  test('that the provider refuses to serve costs nothing', async () => {
    const contact = { phone: '+420602888005' };
    const holder = await signedInHolder(stack, 'unserved');
    stack.fault({ service: 'sns', action: 'Publish', kind: 'throttle', count: 8 });
    for (let nth = 0; nth < 8; nth++) expect(outcome(await holder.changeContact(contact))).toBe('503 delivery_failed');
    await fiveCheck('served', contact);
  });
});

describe('an SMS with a code', () => {
  test('ends with the line that binds the code to our host', async () => {
    const holder = await signedInHolder(stack, 'bound');
    await holder.changeContact({ phone: '+420603000001' });
    const code = stack.lastCode('+420603000001');
    const { text = '' } = smsTo(stack, '+420603000001').at(-1) ?? {};
    expect(text.split('\n').at(-1)).toBe(`@${new URL(stack.url).host} #${code}`);
    expect(text.startsWith(`${code} is your code for Keycard`)).toBe(true);
  });

  test('is in the customer’s language, with letters that fit one message', async () => {
    for (const [locale, words] of [
      ['de', 'ist Ihr Code'],
      ['cs', 'je Vas kod'],
    ] as const) {
      const holder = await signedInHolder(stack, `sms-${locale}`, { locale });
      const phone = locale === 'de' ? '+420603000002' : '+420603000003';
      await holder.changeContact({ phone });
      const { text = '' } = smsTo(stack, phone).at(-1) ?? {};
      expect(text).toContain(words);
      expect(text.length).toBeLessThanOrEqual(160);
      expect(text).toMatch(/^[A-Za-zäöüÄÖÜß0-9 .,@#:\n-]+$/);
    }
  });
});

describe('a customer with a second factor', () => {
  test('confirms the change with the app’s code, or with a recovery code', async () => {
    const holder = await enrolledHolder(stack, 'app');
    const contact = { email: 'app-new@example.com' };
    expect(await holder.changeContact(contact)).toMatchObject({ status: 400, body: { errors: [{ path: 'code' }] } });
    expect(outcome(await holder.changeContact(contact, { code: holder.wrongCode }))).toBe('401 invalid_code');
    expect(stack.sentTo('app-new@example.com')).toBe(0);
    await holder.verifyContact(contact, { code: holder.nextCode() });
    stack.advanceClock(60);
    await holder.verifyContact({ phone: '+420608000001' }, { recoveryCode: holder.recoveryCodes[0] ?? '' });
    expect(await contactOf(holder)).toMatchObject({ email: 'a•••@example.com', phone: '+420 ••• ••01' });
    expect((await holder.overview()).twoFactor).toMatchObject({ enabled: true, recoveryCodesLeft: 9 });
  });

  test('spends no code on a change that has to wait', async () => {
    const holder = await enrolledHolder(stack, 'waits');
    await holder.verifyContact({ phone: '+420608000002' }, { code: holder.nextCode() });
    const code = holder.nextCode();
    expect(outcome(await holder.changeContact({ phone: '+420608000003' }, { code }))).toBe('429 too_soon');
    expect(outcome(await holder.reveal(code))).toBe('200');
  });

  test('by e-mail confirms with a code to the old address; the next login’s goes to the new one, and every other session has ended', async () => {
    const holder = await signedInHolder(stack, 'mail');
    await holder.switchOnEmail();
    const other = new Holder(stack, holder.identity);
    const loggedIn = await other.verify(await other.challenge({ stayLoggedIn: true }), stack.lastCode(holder.identity.email));
    other.bearer = (loggedIn.body as { accessToken: string }).accessToken;
    stack.advanceClock(60);
    await holder.post('/v1/security/code');
    expect(outcome(await holder.changeContact({ email: 'mail-new@example.com' }, { code: stack.lastCode(holder.identity.email) }))).toBe(
      '200',
    );
    const changed = await holder.confirmContact(stack.lastCode('mail-new@example.com'));
    expect(outcome(changed)).toBe('204');
    // A change of the factor, as any: the session that made it goes on, with no cookie.
    expect(changed.headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-keycard=; Max-Age=0;/)]);
    expect(outcome(await holder.session())).toBe('200');
    expect(outcome(await other.session())).toBe('401 session_required');
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('401 session_required');
    stack.advanceClock(60);
    const challenge = await holder.challenge();
    expect(challenge).toMatchObject({ sentTo: 'm•••@example.com', sent: true });
    expect(outcome(await holder.verify(challenge, stack.lastCode('mail-new@example.com')))).toBe('200 authenticated');
  });
});
