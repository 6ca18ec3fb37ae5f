/**
 * Evaluation of IAM policies, in the order AWS documents: an explicit Deny wins, an Allow is needed, everything else is refused.
 * What this file does not know (an operator, a condition key, a policy variable) never allows anything, and the reason says so.
 * Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements: Condition operators".
 */

export type Condition = { operator: string; key: string; values: string[] };
export type Statement = {
  effect: 'Allow' | 'Deny';
  actions?: string[];
  notActions?: string[];
  resources?: string[];
  notResources?: string[];
  conditions: Condition[];
};

/** One permission that a call needs, of perhaps several: all of them have to be allowed. `context` holds the condition keys of this call. */
export type Permission = { action: string; resource: string; context: Readonly<Record<string, string | string[]>> };
export type Decision = { allowed: boolean; reason: string };

/** Condition keys that the local stack fills in where AWS would; a key that is absent from a call is "not present", as on AWS. */
const knownKeys = [
  /^kms:encryptioncontext:.+$/,
  /^dynamodb:(leadingkeys|attributes|select)$/,
  /^kms:(encryptioncontextkeys|viaservice|datakeypairspec|calleraccount|requestalias)$/,
  /^events:source$/,
  /^ses:(fromaddress|fromdisplayname|recipients|feedbackaddress)$/,
  /^aws:(requestedregion|principalarn|principalaccount|resourceaccount|securetransport|sourceaccount|sourcearn)$/,
];

export function evaluate(statements: readonly Statement[], permission: Permission): Decision {
  const notes: string[] = [];
  const verdicts = statements.map((statement) => ({ statement, match: matches(statement, permission, notes) }));
  // What is not understood matches a Deny and not an Allow: it fails closed on both sides.
  if (verdicts.some(({ statement, match }) => statement.effect === 'Deny' && match !== 'no')) {
    return { allowed: false, reason: explain(`an explicit deny forbids ${permission.action} on ${permission.resource}`, notes) };
  }
  const allowed = verdicts.some(({ statement, match }) => statement.effect === 'Allow' && match === 'yes');
  if (allowed) return { allowed, reason: 'allowed' };
  return { allowed, reason: explain(`no identity-based policy allows the ${permission.action} action`, notes) };
}

function explain(reason: string, notes: string[]): string {
  return [reason, ...new Set(notes)].join('; ');
}

type Match = 'yes' | 'no' | 'unknown';

function matches(statement: Statement, permission: Permission, notes: string[]): Match {
  const { resource } = permission;
  const { actions, notActions, resources, notResources } = statement;
  // Service and action are case-insensitive, resources are not.
  const action = permission.action.toLowerCase();
  if (actions && !actions.some((pattern) => like(pattern.toLowerCase(), action))) return 'no';
  if (notActions?.some((pattern) => like(pattern.toLowerCase(), action))) return 'no';
  const variable = [...(resources ?? []), ...(notResources ?? [])].find((pattern) => pattern.includes('${'));
  if (variable) {
    notes.push(`the policy variable in ${variable} is not known here`);
    return 'unknown';
  }
  if (resources && !resources.some((pattern) => like(pattern, resource))) return 'no';
  if (notResources?.some((pattern) => like(pattern, resource))) return 'no';
  const verdicts = statement.conditions.map((condition) => holds(condition, permission.context, notes));
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}

/** Every call asks for the same few patterns, those of a template. */
const patterns = new Map<string, RegExp>();

/** `*` is any run of characters, `?` any one. */
export function like(pattern: string, text: string): boolean {
  const known = patterns.get(pattern) ?? expressionFor(pattern);
  patterns.set(pattern, known);
  return known.test(text);
}

function expressionFor(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

const comparisons: Record<string, (wanted: string, actual: string) => boolean> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
};
const negated: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

function holds(condition: Condition, context: Permission['context'], notes: string[]): Match {
  const key = condition.key.toLowerCase();
  if (!knownKeys.some((known) => known.test(key))) {
    notes.push(`the condition key ${condition.key} is not known here`);
    return 'unknown';
  }
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key)?.[1];
  const actual = found === undefined ? undefined : [found].flat();

  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(condition.operator) ?? [];
  if (name === 'Null') return (actual === undefined) === (condition.values[0]?.toLowerCase() === 'true') ? 'yes' : 'no';
  const compare = comparisons[negated[name] ?? name];
  if (!compare) {
    notes.push(`the condition operator ${condition.operator} is not known here`);
    return 'unknown';
  }
  if (condition.values.some((value) => value.includes('${'))) {
    notes.push(`the policy variable in ${condition.values.join(', ')} is not known here`);
    return 'unknown';
  }
  const isNegated = name in negated;
  if (actual === undefined) return ifExists || set === 'ForAllValues' || (isNegated && !set) ? 'yes' : 'no';
  const fits = (value: string) => condition.values.some((wanted) => compare(wanted, value)) !== isNegated;
  return (set === 'ForAnyValue' ? actual.some(fits) : actual.every(fits)) ? 'yes' : 'no';
}

/** The statements of a policy document whose intrinsics are resolved. @throws Error when it is not one. */
export function statementsOf(document: unknown): Statement[] {
  const { Statement: list } = document as { Statement?: unknown };
  if (!list) throw new Error('a policy document without Statement');
  return [list].flat().map((raw) => {
    const statement = raw as Record<string, unknown>;
    const effect = statement.Effect;
    if (effect !== 'Allow' && effect !== 'Deny') throw new Error(`a policy statement with Effect ${String(effect)}`);
    const lists = {
      ...texts('actions', statement.Action),
      ...texts('notActions', statement.NotAction),
      ...texts('resources', statement.Resource),
      ...texts('notResources', statement.NotResource),
    };
    if (!lists.actions && !lists.notActions) throw new Error('a policy statement without Action');
    return { effect, ...lists, conditions: conditionsOf(statement.Condition) };
  });
}

function texts<K extends string>(name: K, value: unknown): { [key in K]?: string[] } {
  return (value === undefined ? {} : { [name]: [value].flat().map(String) }) as { [key in K]?: string[] };
}

function conditionsOf(value: unknown): Condition[] {
  return Object.entries((value ?? {}) as Record<string, Record<string, unknown>>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: [values].flat().map(String) })),
  );
}
