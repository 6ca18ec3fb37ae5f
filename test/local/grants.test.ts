import { beforeAll, expect, it } from 'vitest';
import type { Template } from '../../local/template.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

/** Takes an action out of every policy statement that a function's role has. */
function withdraw(template: Template, functionName: string, action: string): void {
  const policies = Object.entries(template.Resources).filter(
    ([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(`${functionName}Role`),
  );
  expect(policies).toHaveLength(1);
  for (const [, { Properties }] of policies) {
    const document = Properties?.PolicyDocument as { Statement: { Action: string | string[] }[] };
    for (const statement of document.Statement) statement.Action = [statement.Action].flat().filter((each) => each !== action);
  }
}

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ editTemplate: (template) => withdraw(template, 'AdminCustomers', 'dynamodb:GetItem') });
});

it('a function whose grant is taken out of the stack is refused as AWS refuses it', async () => {
  const { status, body } = await stack.admin('GET', '/v1/admin/customers/anna');
  expect([status, body]).toMatchObject([503, { code: 'unavailable' }]);
  const refused = stack.calls().filter(({ outcome }) => outcome !== 'ok');
  expect(refused.length).toBeGreaterThan(0);
  for (const call of refused) {
    expect(call).toMatchObject({ function: 'admin-customers', service: 'dynamodb', action: 'GetItem', outcome: 'AccessDeniedException' });
    expect(call.message).toMatch(
      /^User: arn:aws:sts::\d+:assumed-role\/.+ is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:/,
    );
  }
});
