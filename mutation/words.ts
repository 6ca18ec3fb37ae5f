/** Leaves alone what is no rule (a Stryker plugin of kind `Ignore`): the names of conditions, and what errors say. */

type Node = { type: string; name?: string; callee?: Node; arguments?: Node[] };
type Path = { node: Node; parent?: Node };

function shouldIgnore({ node, parent }: Path): string | undefined {
  const { callee: { name = '' } = {}, arguments: given = [] } = parent ?? {};
  const isArgument = given.includes(node);
  if (isArgument && parent?.type === 'NewExpression' && name.endsWith('Error')) return 'what an error says';
  if (isArgument && parent?.type === 'CallExpression' && name === 'condition' && given[0] === node) return 'the name of a condition';
  return undefined;
}

export const strykerPlugins = [{ kind: 'Ignore', name: 'words', value: { shouldIgnore } }];
