/** The examples of the contract, to be held against what is really answered. */
import { said } from '../../shared/http/openapi/calls/index.ts';
import type { RouteName } from '../../shared/http/routes/map.ts';

/** Every field of a value with its type, however deep: `challenge.token string`. */
export function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => fieldsOf(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [`${path} ${typeof value}`];
  return Object.entries(value).flatMap(([key, inside]) => fieldsOf(inside, path ? `${path}.${key}` : key));
}

/** Those that the answers have which the contract shows of a call. */
export function shownFieldsOf(name: RouteName): Set<string> {
  const calls = Object.values(said).flatMap((each) => Object.entries(each)) as [string, { answers?: Record<string, unknown> }][];
  const answers = calls.find(([named]) => named === name)?.[1].answers ?? {};
  return new Set(Object.values(answers).flatMap((answer) => fieldsOf(answer)));
}
