/** Codes go out from the accounts that there are: fresh ones in the sandbox, with identities and sets that the shop has made as it likes. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sesAccountFor } from '../../local/aws/ses-account.ts';
import { snsAccount } from '../../local/aws/sns-account.ts';
import { codesSentTo, outcome, type Shopper, shopper, Visitor } from '../login/visitor.ts';
import { lostDevice } from '../recovery/lost-device.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';

/** With the sender at a subdomain of `example.com`. */
let stack: TestStack;
let eva: Shopper;

beforeAll(async () => {
  stack = await startReadyStack({
    editTemplate: (template) => {
      const edited = JSON.stringify(template).replaceAll('no-reply@example.com', 'no-reply@login.example.com');
      Object.assign(template, JSON.parse(edited));
    },
  });
  eva = await shopper(stack, 'eva', { email: 'eva@mail.test' });
  const visitor = new Visitor(stack, eva);
  const { accessToken: bearer } = (await visitor.logIn()).body as { accessToken: string };
  expect(outcome(await visitor.browser.post('/v1/security/email', { password: eva.password }, { bearer }))).toBe('200');
});
beforeEach(async () => {
  Object.assign(stack.ses, sesAccountFor(stack.model));
  Object.assign(stack.sns, { ...snsAccount(), deliveries: stack.sns.deliveries });
  await stack.advanceClock(60);
});

const logIn = () => new Visitor(stack, eva).logIn();

/** A login whose code arrives, and is the right one. */
async function codeArrives(): Promise<void> {
  const before = codesSentTo(stack, eva).length;
  const visitor = new Visitor(stack, eva);
  const challenge = await visitor.challenge();
  expect(codesSentTo(stack, eva)).toHaveLength(before + 1);
  expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
}

const refusalsOfSes = () => stack.calls().filter(({ service, outcome: came }) => service === 'ses' && came !== 'ok');

describe('a code by e-mail goes out', () => {
  test('with the domain of the sender verified', async () => {
    expect(stack.ses.identities).toEqual([{ name: 'login.example.com' }]);
    await codeArrives();
  });

  test('with the address of the sender verified', async () => {
    stack.ses.identities = [{ name: 'no-reply@login.example.com' }];
    await codeArrives();
  });

  test('with a domain above that of the sender verified', async () => {
    stack.ses.identities = [{ name: 'example.com' }];
    await codeArrives();
  });

  test('in the sandbox, to a verified customer', async () => {
    Object.assign(stack.ses, { sandbox: true, identities: [{ name: 'example.com' }, { name: 'eva@mail.test' }] });
    await codeArrives();
  });

  test('with a configuration set that the identity has by default: ours takes its place', async () => {
    const identities = [{ name: 'example.com', configurationSet: 'shop-mails' }];
    Object.assign(stack.ses, { identities, configurationSets: [...stack.ses.configurationSets, 'shop-mails'] });
    await codeArrives();
  });

  test('with all of that at once', async () => {
    const identities = [{ name: 'example.com', configurationSet: 'shop-mails' }, { name: 'mail.test' }];
    Object.assign(stack.ses, { sandbox: true, identities, configurationSets: [...stack.ses.configurationSets, 'shop-mails'] });
    await codeArrives();
  });
});

describe('a code that SES does not take', () => {
  beforeEach(() => stack.clearCalls());

  test('in the sandbox, to a customer who is not verified: the login says so, and the next one need not wait', async () => {
    stack.ses.sandbox = true;
    for (let nth = 1; nth <= 2; nth++) expect(outcome(await logIn())).toBe('503 delivery_failed');
    expect(refusalsOfSes()).toMatchObject([{ outcome: 'MessageRejected' }, { outcome: 'MessageRejected' }]);
    stack.ses.sandbox = false;
    await codeArrives();
  });

  test('because the sender is not verified: the same', async () => {
    stack.ses.identities = [];
    expect(outcome(await logIn())).toBe('503 delivery_failed');
    expect(refusalsOfSes()).toMatchObject([{ outcome: 'MessageRejected' }]);
  });
});

describe('a code by SMS that SNS takes and never delivers', () => {
  test.each(['spendLimitReached', 'sandbox'] as const)(
    '%s: nobody hears of it but the delivery status, and the next is due in a minute',
    async (why) => {
      const lost = await lostDevice(stack);
      const { token } = await lost.begun();
      stack.sns[why] = true;
      const before = lost.smsWithCodes();
      expect(outcome(await lost.sendSms(token))).toBe('200');
      expect(lost.smsWithCodes()).toBe(before);
      expect(stack.sns.deliveries.at(-1)).toMatchObject({ delivery: { destination: lost.phone }, status: 'FAILURE' });
      stack.sns[why] = false;
      expect(outcome(await lost.sendSms(token))).toBe('429 too_soon');
      await stack.advanceClock(60);
      await lost.texted(token);
    },
  );
});
