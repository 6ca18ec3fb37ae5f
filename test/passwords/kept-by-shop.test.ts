/** A shop that keeps passwords itself: nothing here sets one, and whatever leads to a new one leads to the shop's own pages. */
import { beforeAll, describe, expect, test } from 'vitest';
import { rfc3339 } from '../../shared/http/answers.ts';
import { hashPassword } from '../../shared/passwords/hashes.ts';
import { signedInHolder } from '../authenticator/holder.ts';
import { synthesized } from '../cdk/synthesized.ts';
import { outcome, password, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { tokenTo } from '../support/mailed-links.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { cancel } from '../support-requests/queue.ts';
import { forget, newPassword, reset, withPassword } from './forgotten.ts';

const changePasswordUrl = 'https://shop.example/account/password?from=login';
const forgotPasswordUrl = 'https://shop.example/forgotten';
const HOUR = 60 * 60;

let stack: TestStack;

beforeAll(async () => {
  const { pathOf } = await synthesized({ stage: 'local', changePasswordUrl, forgotPasswordUrl });
  stack = await startReadyStack({ assembly: pathOf('.') });
});

const mailsTo = (email: string) => stack.outbox().filter(({ to }) => to === email);

describe('the calls that would set a password', () => {
  test('say where the shop does, ask nothing, and tell nobody who has an account', async () => {
    const holder = await signedInHolder(stack, 'at-the-shop');
    const { username, email } = holder.identity;
    const before = mailsTo(email).length;
    stack.clearCalls();
    const answers = [
      await holder.post('/v1/security/password', { password, newPassword }),
      await forget(stack, username),
      await forget(stack, 'nobody@example.com'),
      await reset(stack, 'whatever'),
    ];
    expect(answers.map((answer) => [outcome(answer), (answer.body as { url: string }).url])).toEqual([
      ['409 password_kept_elsewhere', changePasswordUrl],
      ...Array(3).fill(['409 password_kept_elsewhere', forgotPasswordUrl]),
    ]);
    expect(answers[1]?.body).toEqual(answers[2]?.body);
    // A function that starts opens its keys ahead.
    expect(stack.calls().filter(({ service, action }) => service !== 'kms' && action !== 'BatchGetItem')).toEqual([]);
    expect(mailsTo(email)).toHaveLength(before);
    expect(outcome(await withPassword(stack, { ...holder.identity, password }, password).logIn())).toBe('200 authenticated');
  });

  test('refuse what is no such call before they say so', async () => {
    expect(outcome(await stack.browser().post('/v1/password/forgot', { user: 'eva' }))).toBe('400 invalid_request');
  });
});

describe('the addresses at which people and password managers look for the form', () => {
  const location = async (path: string) => {
    const { status, headers } = await stack.browser().get(path);
    return [status, headers.location];
  };

  test('lead to the shop’s pages', async () => {
    expect(await location('/.well-known/change-password')).toEqual([302, changePasswordUrl]);
    expect(await location('/password?lang=de')).toEqual([302, `${forgotPasswordUrl}#`]);
  });

  test('are a page of our own where a password has ended, which says so', async () => {
    expect(await location('/password?ended')).toEqual([200, undefined]);
  });
});

test.each([
  ['itself', async (chosen: string) => ({ password: chosen })],
  [
    'by its hash and when it was set',
    async (chosen: string, now: number) => ({ passwordHash: await hashPassword(chosen), passwordChangedAt: rfc3339(now) }),
  ],
])(
  'the thirtieth wrong code ends the password, its e-mail leads to the shop’s page, and the new one, told %s, opens the account',
  async (how, told) => {
    const customer = await shopperWithFactor(stack, `thirty-${how.replaceAll(' ', '-')}`);
    const visitor = new Visitor(stack, customer);
    for (let nth = 0; nth < 6; nth++) {
      stack.advanceClock(HOUR);
      await visitor.guessWrong(await visitor.challenge(), 5);
    }
    const mail = mailsTo(customer.email).at(-1);
    expect(mail?.subject).toBe('Your password no longer works');
    expect(mail?.text).toContain(`Set a new password:\n${forgotPasswordUrl}\n`);
    expect(mail?.text).not.toContain(`${stack.url}/password`);

    const { customerId, username, email } = customer;
    stack.advanceClock(HOUR);
    const facts = { username, email, emailVerified: true, ...(await told(newPassword, stack.now())) };
    expect((await stack.admin('PUT', `/v1/admin/customers/${customerId}`, facts)).status).toBe(200);
    expect(outcome(await visitor.logIn())).toBe('401 invalid_credentials');
    expect(outcome(await withPassword(stack, customer, newPassword).logIn())).toBe('200 second_factor_required');
  },
);

test('"this wasn’t me" ends the password, and one e-mail leads to the shop’s page, by no link of ours', async () => {
  const customer = await shopperWithFactor(stack, 'not-me-at-the-shop');
  stack.advanceClock(HOUR);
  const guesser = new Visitor(stack, customer);
  await guesser.lock(await guesser.challenge());
  const token = tokenTo(stack, customer.email, 'notMe');
  const before = mailsTo(customer.email).length;
  for (let nth = 0; nth < 3; nth++) {
    expect(outcome(await cancel(stack, token))).toBe('204');
    stack.advanceClock(HOUR);
  }
  expect(outcome(await guesser.logIn())).toBe('403 password_reset_required');

  const told = mailsTo(customer.email).slice(before);
  expect(told.map(({ subject }) => subject)).toEqual(['Set a new password']);
  for (const body of [told[0]?.text, told[0]?.html]) {
    expect(body).toContain('you told us that something wasn’t you');
    expect(body).toContain(forgotPasswordUrl);
    expect(body).not.toMatch(/#t=|30 minutes|changes nothing yet/);
  }
});
