import type { LocalStack } from '../../local/stack.ts';

/**
 * A function's role without an action meanwhile.
 * @throws Error when the role does not have it: a test that takes nothing out proves nothing.
 */
export async function withoutGrant<T>(stack: LocalStack, name: string, action: string, work: () => Promise<T>): Promise<T> {
  const role = stack.model.functions.find(({ shortName }) => shortName === name)?.role;
  const before = role?.statements.map((statement) => ({ statement, actions: statement.actions }));
  if (!before?.some(({ actions }) => actions?.includes(action))) throw new Error(`${name} is not granted ${action}`);
  for (const { statement, actions } of before) if (actions) statement.actions = actions.filter((each) => each !== action);
  try {
    return await work();
  } finally {
    for (const { statement, actions } of before) if (actions) statement.actions = actions;
  }
}
