/** A stack in which a function has other environment variables than the synthesized ones. */
import type { LocalStackOptions } from '../../local/stack.ts';

type FunctionProperties = { Description?: string; Environment?: { Variables: Record<string, unknown> } };

/** `name`: the file in `functions/`. */
export function withEnvironment(name: string, variables: Record<string, string>): Partial<LocalStackOptions> {
  return {
    editTemplate: ({ Resources }) => {
      const found = Object.values(Resources).filter(
        ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && (Properties as FunctionProperties).Description?.endsWith(`: ${name}`),
      );
      if (found.length !== 1) throw new Error(`${found.length} functions are named ${name}`);
      for (const { Properties } of found) Object.assign((Properties as FunctionProperties).Environment?.Variables ?? {}, variables);
    },
  };
}
