import { beforeAll, describe, expect, test } from 'vitest';
import { codeSentTo, password, type Shopper, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { signIn } from './signed-in.ts';

type Locale = 'en' | 'de' | 'cs';
const locales: Locale[] = ['en', 'de', 'cs'];

const words = {
  loginCode: { en: 'is your login code', de: 'ist Ihr Anmeldecode', cs: 'je Váš přihlašovací kód' },
  securityCode: { en: 'is your security code', de: 'ist Ihr Sicherheitscode', cs: 'je Váš bezpečnostní kód' },
  on: { en: 'Two-factor login is on', de: 'Die Zwei-Faktor-Anmeldung ist eingeschaltet', cs: 'Dvoufázové přihlášení je zapnuté' },
  off: { en: 'Two-factor login is off', de: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet', cs: 'Dvoufázové přihlášení je vypnuté' },
  guessed: {
    en: 'Five wrong codes. Was it you?',
    de: 'Fünf falsche Codes. Waren Sie das?',
    cs: 'Pět chybných kódů. Byli jste to Vy?',
  },
  wrong: {
    en: 'The username or password is wrong',
    de: 'Der Benutzername oder das Passwort ist falsch',
    cs: 'Uživatelské jméno nebo heslo není správné',
  },
};

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** A customer with this language, or none, who switches the e-mail method on from a browser that asks for `accepted`. */
async function enrolled(customerId: string, locale: Locale | undefined, accepted: string): Promise<Shopper> {
  const email = `${customerId}@example.com`;
  const body = { username: email, email, emailVerified: true, password, ...(locale && { locale }) };
  expect((await stack.admin('PUT', `/v1/admin/customers/${customerId}`, body)).status).toBe(200);
  const customer = { customerId, username: email, email, password };
  const options = { headers: { 'Accept-Language': accepted } };
  const session = await signIn(stack, customer, {}, options);
  const answer = await session.browser.post('/v1/security/email', { password }, { bearer: session.accessToken, ...options });
  expect(answer.status).toBe(200);
  return customer;
}

const mailsTo = ({ email }: Shopper) => stack.outbox().filter(({ to }) => to === email);
const lastMailTo = (customer: Shopper) => mailsTo(customer).at(-1);

describe.each(locales)('a customer whose language is %s', (locale) => {
  const other = locale === 'de' ? 'cs' : 'de';

  test('reads every e-mail in it, whatever the browser asks for', async () => {
    const customer = await enrolled(`reads-${locale}`, locale, other);
    expect(lastMailTo(customer)?.subject).toBe(words.on[locale]);

    const options = { headers: { 'Accept-Language': other } };
    const session = await signIn(stack, customer, {}, options);
    expect(lastMailTo(customer)?.subject).toBe(`${codeSentTo(stack, customer)} ${words.loginCode[locale]}`);

    const code = await session.freshCode();
    expect(lastMailTo(customer)?.subject).toBe(`${code} ${words.securityCode[locale]}`);
    await session.switchOff(code);
    expect(lastMailTo(customer)?.subject).toBe(words.off[locale]);

    for (const { text, html = '' } of mailsTo(customer)) {
      expect(html).toContain(`<html lang="${locale}">`);
      expect(text.length).toBeGreaterThan(100);
    }
  });

  test('is told in it that somebody has the password', async () => {
    const customer = await enrolled(`guessed-${locale}`, locale, other);
    const visitor = new Visitor(stack, customer, { headers: { 'Accept-Language': other } });
    await visitor.lock(await visitor.challenge());
    expect(lastMailTo(customer)?.subject).toBe(words.guessed[locale]);
  });

  test('is told of an admin’s change in it', async () => {
    const email = `admin-${locale}@example.com`;
    await stack.admin('PUT', `/v1/admin/customers/admin-${locale}`, { username: email, email, locale });
    await stack.admin('PUT', `/v1/admin/customers/admin-${locale}`, { username: email, email: `new-${email}`, locale });
    const subject = {
      en: 'Your e-mail address was changed',
      de: 'Ihre E-Mail-Adresse wurde geändert',
      cs: 'Vaše e-mailová adresa byla změněna',
    }[locale];
    for (const address of [email, `new-${email}`])
      expect(
        stack
          .outbox()
          .filter(({ to }) => to === address)
          .map((mail) => mail.subject),
      ).toEqual([subject]);
  });
});

describe('a customer without a language of their own', () => {
  test.each([
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['cs', 'cs'],
    ['fr-FR, fr;q=0.9, cs;q=0.2', 'cs'],
    ['fr', 'en'],
  ] as const)('whose browser asks for %s reads %s', async (accepted, locale) => {
    const customer = await enrolled(`asks-${accepted.replaceAll(/\W/g, '')}`, undefined, accepted);
    expect(lastMailTo(customer)?.subject).toBe(words.on[locale]);
    await new Visitor(stack, customer, { headers: { 'Accept-Language': accepted } }).logIn();
    expect(lastMailTo(customer)?.subject).toContain(words.loginCode[locale]);
  });
});

describe('a problem', () => {
  const wrongPassword = (headers: Record<string, string>) =>
    stack.browser().post('/v1/login', { username: 'nobody', password: 'x' }, { headers });

  test.each([
    ['en', 'en'],
    ['de', 'de'],
    ['cs-CZ, en;q=0.8', 'cs'],
    ['de;q=0.1, cs;q=0.9', 'cs'],
    ['de;q=0, cs;q=0.1', 'cs'],
    ['*', 'en'],
    ['x'.repeat(5000), 'en'],
    ['de\u00e4, ;;;q=zz', 'en'],
  ] as const)('for a browser that asks for %.20s has its title in %s, and says so', async (accepted, locale) => {
    // A minute between two tries, as wrong passwords in a row wait.
    stack.advanceClock(60);
    const { headers, body } = await wrongPassword({ 'Accept-Language': accepted });
    expect(body).toMatchObject({ code: 'invalid_credentials', title: words.wrong[locale] });
    expect(headers['content-language']).toBe(locale);
  });

  test('for a client that asks for nothing is in English', async () => {
    stack.advanceClock(60);
    expect((await wrongPassword({})).body).toMatchObject({ title: words.wrong.en });
  });
});
