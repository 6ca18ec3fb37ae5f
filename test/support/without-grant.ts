import type { Statement } from '../../local/aws/iam.ts';
import type { LocalStack } from '../../local/stack.ts';

/**
 * A function's role without an action meanwhile; of a KMS action, for one purpose.
 * @throws Error when the role does not have it: a test that takes nothing out proves nothing.
 */
export async function withoutGrant<T>(
  stack: LocalStack,
  name: string,
  [action, purpose]: readonly [action: string, purpose?: string],
  work: () => Promise<T>,
): Promise<T> {
  const role = stack.model.functions.find(({ shortName }) => shortName === name)?.role;
  const isFor = ({ conditions }: Statement) => purpose === undefined || conditions.some(({ values }) => values.includes(purpose));
  const before = role?.statements.filter(isFor).map((statement) => ({ statement, actions: statement.actions }));
  if (!before?.some(({ actions }) => actions?.includes(action))) throw new Error(`${name} is not granted ${action}`);
  for (const { statement, actions } of before) if (actions) statement.actions = actions.filter((each) => each !== action);
  try {
    return await work();
  } finally {
    for (const { statement, actions } of before) if (actions) statement.actions = actions;
  }
}
