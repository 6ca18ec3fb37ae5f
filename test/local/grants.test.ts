import { beforeAll, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { withoutGrant } from '../support/without-grant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});

it('a function whose grant is taken out of the stack is refused as AWS refuses it', async () => {
  const { status, body } = await withoutGrant(stack, 'admin', ['dynamodb:GetItem'], () => stack.admin('GET', '/v1/admin/customers/anna'));
  expect([status, body]).toMatchObject([503, { code: 'unavailable' }]);
  const refused = stack.calls().filter(({ outcome }) => outcome !== 'ok');
  expect(refused.length).toBeGreaterThan(0);
  for (const call of refused) {
    expect(call).toMatchObject({ function: 'admin', service: 'dynamodb', action: 'GetItem', outcome: 'AccessDeniedException' });
    expect(call.message).toMatch(
      /^User: arn:aws:sts::\d+:assumed-role\/.+ is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:/,
    );
  }
});
