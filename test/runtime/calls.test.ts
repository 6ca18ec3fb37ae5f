/** The bundles that are deployed, under the client that runs them on AWS, with API Gateway's events. */
import { beforeAll, describe, expect, test } from 'vitest';
import { functionNames } from '../../cdk/functions.ts';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder } from '../authenticator/holder.ts';
import { codeSentTo, otherThan, outcome, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { lostDevice } from '../recovery/lost-device.ts';
import { allRoutes, wellFormedBody } from '../security/calls.ts';
import { decideAs, fillIn, listed } from '../support-requests/queue.ts';
import { type RuntimeStack, startRuntimeStack } from './runtime-stack.ts';

let stack: RuntimeStack;

beforeAll(async () => {
  stack = await startRuntimeStack({ schedules: true });
  await stack.setFlag(true, { wait: false });
});

test.each(functionNames)('%s starts in its own environment', async (name) => {
  const environment = await stack.serving(name);
  expect(await environment.started()).toBe('ready');
  expect(environment.output).toBe('');
});

test.each(allRoutes)('$method $path is answered', async (route) => {
  const body = route.body ? wellFormedBody(route) : undefined;
  const path = route.path.replaceAll(/\{(\w+)\}/g, 'nobody');
  const { status } =
    route.auth === 'iam'
      ? await stack.admin(route.method, path, body)
      : await stack.browser().send(route.method, path, body && JSON.stringify(body));
  expect(status).toBeLessThan(500);
});

test("a browser's preflight is answered", async () => {
  const { status } = await stack.browser().send('OPTIONS', '/v1/login', undefined, { origin: 'https://elsewhere.example' });
  expect(status).toBe(204);
});

test('the schedule finds its function', async () => {
  await stack.advanceClock(5 * 60);
  expect(stack.deadLetters()).toEqual([]);
  expect(stack.answered.at(-1)?.function).toBe('support-sweep');
  const { lines } = await stack.serving('support-sweep');
  await expect.poll(() => lines.join()).toContain('"event":"support_sweep"');
});

test('feedback on an e-mail finds its function', async () => {
  const { email } = await shopperWithFactor(stack, 'returned');
  await stack.mailFeedback({ to: email, kind: 'bounce' });
  expect(stack.deadLetters()).toEqual([]);
  expect(stack.answered.at(-1)?.function).toBe('mail-feedback');
  const { lines } = await stack.serving('mail-feedback');
  await expect.poll(() => lines.join()).toContain('"event":"mail_feedback"');
});

describe('a customer', () => {
  test('logs in with a code by e-mail, and stays logged in', async () => {
    const customer = await shopperWithFactor(stack, 'by-email');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge({ stayLoggedIn: true });
    expect(outcome(await visitor.verify(challenge, otherThan(codeSentTo(stack, customer))))).toBe('401 invalid_code');
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
    const refreshed = await visitor.browser.post('/v1/session/refresh');
    expect(outcome(refreshed)).toBe('200 authenticated');
    const bearer = (refreshed.body as { accessToken: string }).accessToken;
    expect(outcome(await visitor.browser.get('/v1/security', { bearer }))).toBe('200');
    expect(outcome(await visitor.browser.post('/v1/logout', {}, { bearer }))).toBe('204');
  });

  test('loses the device with the app, and gets back in', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    expect(outcome(await lost.confirm(token, code))).toBe('204');
    expect(outcome(await lost.holder.logIn())).toBe('200 authenticated');
  });

  test('asks the team for it, which approves, and the schedule executes', async () => {
    const { identity } = await enrolledHolder(stack, 'by-support');
    expect(outcome(await fillIn(stack, { username: identity.username }))).toBe('202');
    const [request] = await listed(stack);
    await decideAs(stack, 'KEYOFTEAM', request?.id ?? '', 'approve', { reason: 'known in person' });
    await stack.advanceClock(24 * 60 * 60);
    expect(stack.answered.at(-1)?.function).toBe('support-sweep');
    expect((await auditLog(stack, identity.customerId)).at(-1)?.event).toBe('support_executed');
  });
});

// Lambda freezes a function that has answered: what it left would go on with the next call, minutes later, or never.
test('whatever was answered was over by then', () => {
  expect(stack.answeredTooEarly()).toEqual([]);
});
