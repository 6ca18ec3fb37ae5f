/**
 * The shop's switch in SSM: is two-factor login on, and which methods are offered. Kept for at most 30 seconds, so that
 * an admin's change is in force by then and a login asks SSM hardly ever.
 */
import { begin } from '../aws/begun.ts';
import { jsonCaller } from '../aws/json-call.ts';
import { briefPatience } from '../aws/patience.ts';
import { FLAG_ASKED_AGAIN_AFTER, FLAG_KEPT_FOR } from '../flow/budgets.ts';
import { isMethod, type Method } from '../flow/method.ts';
import { log } from '../log/events.ts';
import { required, variables } from './environment.ts';

export type Flag = {
  /** `unknown`: SSM could not be read since the cold start. */
  state: 'on' | 'off' | 'unknown';
  /** Methods a customer may switch on; none while the flag is off or unknown. */
  offers: Method[];
};

/** Is a customer with a factor challenged? Only a flag known to be off spares them. */
export const flagChallenges = (flag: Flag): boolean => flag.state !== 'off';

const ssm = jsonCaller('ssm', 'AmazonSSM', briefPatience);
const names = { flag: required(variables.flag), methods: required(variables.methods) };

let known: Flag = { state: 'unknown', offers: [] };
let askAgainAt = 0;
let asking: Promise<void> | undefined;

/** The flag as it stands at `now` (ms), give or take 30 seconds. Does not throw. */
export async function readFlag(now: number): Promise<Flag> {
  if (now >= askAgainAt) {
    asking ??= begin(
      ask(now).finally(() => {
        asking = undefined;
      }),
    );
    await asking;
  }
  return known;
}

async function ask(now: number): Promise<void> {
  try {
    const { Parameters = [] } = (await ssm('GetParameters', { Names: [names.flag, names.methods] })) as ParametersRead;
    const value = (name: string) => Parameters.find(({ Name }) => Name === name)?.Value?.trim();
    const flag = value(names.flag)?.toLowerCase();
    if (flag !== 'true' && flag !== 'false') throw new Error('the flag is neither true nor false');
    known = flag === 'true' ? { state: 'on', offers: methodsIn(value(names.methods)) } : { state: 'off', offers: [] };
    askAgainAt = now + FLAG_KEPT_FOR;
  } catch (error) {
    log({ event: 'flag_unreadable', error: (error as Error).name });
    askAgainAt = now + FLAG_ASKED_AGAIN_AFTER;
  }
}

type ParametersRead = { Parameters?: { Name: string; Value?: string }[] };

const methodsIn = (list = 'email,totp') =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter(isMethod);
