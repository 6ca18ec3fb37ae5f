/** A stack in which some functions have other environment variables than the synthesized ones. */
import type { LocalStackOptions } from '../../local/stack.ts';

type FunctionProperties = { Description?: string; Environment?: { Variables: Record<string, unknown> } };

/** `names`: the files in `functions/`. */
export function withEnvironment(names: string | readonly string[], variables: Record<string, string>): Partial<LocalStackOptions> {
  return {
    editTemplate: ({ Resources }) => {
      for (const name of [names].flat()) {
        const found = Object.values(Resources).filter(
          ({ Type, Properties }) =>
            Type === 'AWS::Lambda::Function' && (Properties as FunctionProperties).Description?.endsWith(`: ${name}`),
        );
        if (found.length !== 1) throw new Error(`${found.length} functions are named ${name}`);
        for (const { Properties } of found) Object.assign((Properties as FunctionProperties).Environment?.Variables ?? {}, variables);
      }
    },
  };
}
