/** A local stack whose functions run under AWS's runtime client, each in a process of its own; they end with the test file. */
import { afterAll } from 'vitest';
import type { LocalStackOptions } from '../../local/stack.ts';
import type { LambdaFunction } from '../../local/template.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { Environment } from './environment.ts';

/** `left`: what the function had not ended when it answered, or began afterwards: sockets and timers by kind, AWS calls by action. */
type Answered = { function: string; left: string[] };

export type RuntimeStack = TestStack & {
  functionNamed(name: string): LambdaFunction;
  /** The environment that serves the stack's calls of a function; started by the first that asks for it, with variables as `start`. */
  serving(name: string, given?: Record<string, string>): Promise<Environment>;
  /** Another one. `given`: variables that are other than the stack's; `undefined` takes one away. */
  start(name: string, given?: Record<string, string | undefined>): Promise<Environment>;
  /** Every answer that the stack's calls have had, oldest first. */
  readonly answered: readonly Answered[];
  /** Those that left something. */
  answeredTooEarly(): Answered[];
};

/** What may be left: closing a connection that is not kept, those to SES. */
const harmless = 'TCPSocketWrap';

const running: Environment[] = [];
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
});

export async function startRuntimeStack(options: Partial<LocalStackOptions> = {}): Promise<RuntimeStack> {
  const serving = new Map<string, Promise<Environment>>();
  const answered: Answered[] = [];
  const stack = await startTestStack({
    ...options,
    invoker: async ({ shortName }, event) => {
      const environment = await servingOf(shortName);
      const invoked = await environment.invoke(event);
      if (invoked.is === 'ended') return { kind: 'failed', reason: 'Runtime exited' };
      const calls = callsOf(shortName);
      await environment.idle();
      const late = [...calls.filter(({ outcome }) => outcome === 'pending'), ...callsOf(shortName).slice(calls.length)];
      answered.push({ function: shortName, left: [...invoked.pending, ...late.map(({ action }) => action)] });
      if (invoked.is === 'answered') return { kind: 'answered', payload: invoked.payload };
      return { kind: 'failed', reason: `${invoked.error.errorType}: ${invoked.error.errorMessage}` };
    },
  });

  const callsOf = (name: string) => stack.calls().filter((call) => call.function === name);
  const functionNamed = (name: string): LambdaFunction => {
    const found = stack.model.functions.find(({ shortName }) => shortName === name);
    if (!found) throw new Error(`no function is named ${name}`);
    return found;
  };
  const start = async (name: string, given: Record<string, string | undefined> = {}): Promise<Environment> => {
    const target = functionNamed(name);
    const variables = Object.entries({ ...stack.variablesOf(target), ...given }).filter(
      (each): each is [string, string] => each[1] !== undefined,
    );
    const environment = await Environment.start(target, Object.fromEntries(variables), () => stack.now());
    running.push(environment);
    return environment;
  };
  const servingOf = (name: string, given: Record<string, string> = {}): Promise<Environment> => {
    const known = serving.get(name);
    if (known) return known;
    const started = start(name, given).then(async (environment) => {
      // Nothing of the start is taken for something of the first call.
      await environment.idle();
      return environment;
    });
    serving.set(name, started);
    // The next call has a new one, as after a crash on AWS.
    started.then(({ ended }) => ended).then(() => serving.delete(name));
    return started;
  };

  const answeredTooEarly = () => answered.filter(({ left }) => left.some((what) => what !== harmless));

  return { ...stack, functionNamed, serving: servingOf, start, answered, answeredTooEarly };
}
