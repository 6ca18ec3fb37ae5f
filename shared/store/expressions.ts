/**
 * DynamoDB's expressions, written as data: what a write changes, and under which named conditions.
 * `ttl` is one of DynamoDB's reserved words, so changed attributes go by placeholder; no condition names a reserved one.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/**
 * A rule as DynamoDB checks it. `text` names its values as `:name`; equal names in one write mean equal values. By its own name
 * a test finds the condition, leaves it out, and sees a contract broken (`test/store/dropped-conditions.test.ts`).
 */
export type Condition = { name: string; text: string; values?: Record<string, unknown> };

export const condition = (name: string, text: string, values: Record<string, unknown> = {}): Condition => ({ name, text, values });

/** Names of attributes may be paths into a map: `round.guesses`. */
export type Change = {
  /** `undefined` removes the attribute. */
  set?: Record<string, unknown>;
  /** A number that stands in another attribute, and so much more. */
  setSum?: Record<string, { of: string; plus: number }>;
  /** Adds to the end of a list that exists. */
  append?: Record<string, readonly unknown[]>;
  /** Replaces one element of a list that is there. */
  setAt?: { name: string; index: number; value: unknown };
  /** Adds to numbers, which begin at 0, and elements to sets, which begin empty. */
  add?: Record<string, number | Set<unknown>>;
  /** Takes elements out of sets. */
  take?: Record<string, Set<unknown>>;
  /** Puts a number into the first of these attributes, what was in it into the second, and so on; what was in the last is gone. */
  shift?: { names: readonly string[]; value: number };
};

export const isNew = condition('isNew', 'attribute_not_exists(pk)');

/** The attribute is what was read before: nobody changed it meanwhile. */
export function stillIs(attribute: string, value: unknown): Condition {
  const name = `stillIs ${attribute}`;
  return value === undefined
    ? condition(name, `attribute_not_exists(${attribute})`)
    : condition(name, `${attribute} = :was_${attribute}`, { [`:was_${attribute}`]: value });
}

const valuesOf = (conditions: readonly Condition[]) =>
  Object.assign({}, ...conditions.map(({ values }) => values)) as Record<string, unknown>;

type Expressions = {
  UpdateExpression?: string;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
};

/** The expression parameters of one write. DynamoDB refuses empty ones, so what is empty is left out. */
export function expressions(change: Change, conditions: readonly Condition[]): Expressions {
  const values: Record<string, unknown> = {};
  const put = (placeholder: string, value: unknown) => {
    // A change and a condition that share a placeholder would silently mean the same value.
    if (placeholder in values && values[placeholder] !== value) throw new Error(`${placeholder} stands for two values in one write`);
    values[placeholder] = value;
  };
  for (const [placeholder, value] of Object.entries(valuesOf(conditions))) put(placeholder, value);
  const names: Record<string, string> = {};
  const named = (path: string) => {
    for (const name of path.split('.')) names[`#${name}`] = name;
    return `#${path.replaceAll('.', '.#')}`;
  };
  const placeholder = (prefix: string, path: string) => `:${prefix}${path.replaceAll('.', '_')}`;
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [name, value] of Object.entries(change.set ?? {})) {
    if (value === undefined) removes.push(named(name));
    else {
      sets.push(`${named(name)} = ${placeholder('', name)}`);
      put(placeholder('', name), value);
    }
  }
  for (const [name, { of, plus }] of Object.entries(change.setSum ?? {})) {
    sets.push(`${named(name)} = ${named(of)} + ${placeholder('plus_', name)}`);
    put(placeholder('plus_', name), plus);
  }
  for (const [name, added] of Object.entries(change.append ?? {})) {
    sets.push(`${named(name)} = list_append(${named(name)}, ${placeholder('more_', name)})`);
    put(placeholder('more_', name), added);
  }
  if (change.setAt) {
    const { name, index, value } = change.setAt;
    sets.push(`${named(name)}[${index}] = ${placeholder('at_', name)}`);
    put(placeholder('at_', name), value);
  }
  // DynamoDB reads the right-hand sides before it writes any: each attribute gets what its neighbour had.
  if (change.shift) {
    const { names: row, value } = change.shift;
    for (const [index, name] of row.entries()) {
      const neighbour = row[index - 1];
      if (neighbour === undefined) {
        sets.push(`${named(name)} = :shifted`);
        put(':shifted', value);
      } else {
        sets.push(`${named(name)} = if_not_exists(#${neighbour}, :never)`);
        put(':never', 0);
      }
    }
  }
  const takes = Object.entries(change.take ?? {}).map(([name, taken]) => {
    put(`:taken_${name}`, taken);
    return `${named(name)} :taken_${name}`;
  });
  const adds = Object.entries(change.add ?? {}).map(([name, amount]) => {
    put(`:add_${name}`, amount);
    return `${named(name)} :add_${name}`;
  });
  const clauses = [
    sets.length > 0 ? `SET ${sets.join(', ')}` : '',
    removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
    adds.length > 0 ? `ADD ${adds.join(', ')}` : '',
    takes.length > 0 ? `DELETE ${takes.join(', ')}` : '',
  ];
  const update = clauses.filter(Boolean).join(' ');
  return {
    ...(update && { UpdateExpression: update }),
    ...(conditions.length > 0 && { ConditionExpression: conditions.map(({ text }) => text).join(' AND ') }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: marshall(values, { removeUndefinedValues: true }) }),
  };
}
