import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Template } from '../../local/template.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { codesSentTo, outcome, type Shopper, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;
let customer: Shopper;
let visitor: Visitor;

type Statement = { Sid: string; Action: string | string[] };

/** Takes one action out of a statement of a function's role. @throws Error when it does not stand there. */
function takeOut(template: Template, functionName: string, sid: string, action: string): void {
  const [, policy] = Object.entries(template.Resources).find(([id]) => id.startsWith(`${functionName}RoleDefaultPolicy`)) ?? [];
  const document = policy?.Properties?.PolicyDocument as { Statement: Statement[] } | undefined;
  const statement = document?.Statement.find(({ Sid }) => Sid === sid);
  const actions = [statement?.Action ?? []].flat();
  if (!document || !statement || !actions.includes(action)) throw new Error(`${functionName}: ${sid} does not grant ${action}`);
  statement.Action = actions.filter((each) => each !== action);
  if (statement.Action.length === 0) document.Statement = document.Statement.filter((each) => each !== statement);
}

beforeAll(async () => {
  stack = await startTestStack({
    editTemplate: (template) => {
      takeOut(template, 'LoginVerify', 'Table', 'dynamodb:UpdateItem');
      takeOut(template, 'LoginResend', 'Mail', 'ses:SendEmail');
      takeOut(template, 'SecurityShow', 'SessionsOfCustomer', 'dynamodb:Query');
      takeOut(template, 'SecurityCode', 'OpenKeyring', 'kms:Decrypt');
      takeOut(template, 'SessionRefresh', 'Table', 'dynamodb:GetItem');
    },
  });
  stack.freezeClock();
  await stack.setFlag(true);
  customer = await shopperWithFactor(stack, 'customer');
});

beforeEach(() => {
  stack.advanceClock(60);
  visitor = new Visitor(stack, customer);
  stack.clearCalls();
});

const deniedCalls = () =>
  stack
    .calls()
    .filter(({ outcome: result }) => result.startsWith('AccessDenied'))
    .map(({ function: caller, service, action }) => `${caller} ${service} ${action}`);

describe('a function whose role lacks one action', () => {
  test('UpdateItem: no code is evaluated and nobody gets in', async () => {
    const challenge = await visitor.challenge();
    const answer = await visitor.verifyRight(challenge);
    expect(outcome(answer)).toBe('503 unavailable');
    expect(answer.headers['retry-after']).toBe('5');
    expect(JSON.stringify(answer.body)).not.toMatch(/denied|dynamodb|arn:/i);
    expect(deniedCalls()).toEqual(['login-verify dynamodb UpdateItem']);
    const denied = stack.calls().find(({ outcome: result }) => result.startsWith('AccessDenied'));
    expect(denied?.message).toContain('is not authorized to perform: dynamodb:UpdateItem');
  });

  test('SendEmail: the dispatch has failed, and the minute is not used up by it', async () => {
    const challenge = await visitor.challenge();
    stack.advanceClock(60);
    const before = codesSentTo(stack, customer).length;
    for (let nth = 1; nth <= 2; nth++) expect(outcome(await visitor.resend(challenge))).toBe('503 delivery_failed');
    expect(codesSentTo(stack, customer)).toHaveLength(before);
    expect(deniedCalls()).toEqual(Array(2).fill('login-resend ses SendEmail'));
    expect(await visitor.challenge()).toMatchObject({ sent: true });
  });

  test('Query, Decrypt: the calls that need it are unavailable', async () => {
    await stack.setFlag(false);
    const { accessToken: bearer } = (await visitor.logIn()).body as { accessToken: string };
    await stack.setFlag(true);
    expect(outcome(await visitor.browser.get('/v1/security', { bearer }))).toBe('503 unavailable');
    expect(outcome(await visitor.browser.post('/v1/security/code', {}, { bearer }))).toBe('503 unavailable');
    expect(deniedCalls()).toEqual(['security-show dynamodb Query', 'security-code kms Decrypt']);
  });

  test('GetItem: a stay-logged-in session is neither refreshed nor taken away', async () => {
    await stack.setFlag(false);
    await visitor.logIn({ stayLoggedIn: true });
    const cookie = visitor.browser.cookies.get('__Host-keycard')?.value;
    expect(cookie).toEqual(expect.any(String));
    expect(outcome(await visitor.browser.post('/v1/session/refresh'))).toBe('503 unavailable');
    expect(visitor.browser.cookies.get('__Host-keycard')?.value).toBe(cookie);
    expect(deniedCalls()).toEqual(['session-refresh dynamodb GetItem']);
    await stack.setFlag(true);
  });

  test('the others have theirs: nothing else is refused', async () => {
    await visitor.challenge();
    expect(deniedCalls()).toEqual([]);
  });
});
