/** What rules of a web ACL make of a request, as far as ours go (WAF Developer Guide, "Rule statements"). */
import { posix } from 'node:path';
import type { Resource } from './synthesized.ts';

type Statement = Resource['Properties'];
/** Names of headers in lower case. */
export type Seen = { readonly path: string; readonly headers: Readonly<Record<string, string>> };

/** @throws Error for a statement that it does not know */
export function matches(statement: Statement, seen: Seen): boolean {
  const [kind, is] = Object.entries(statement)[0] as [string, Statement];
  switch (kind) {
    case 'AndStatement':
      return is.Statements.every((each: Statement) => matches(each, seen));
    case 'OrStatement':
      return is.Statements.some((each: Statement) => matches(each, seen));
    case 'NotStatement':
      return !matches(is.Statement, seen);
    case 'ByteMatchStatement': {
      const text = looked(is, seen);
      return text !== undefined && constraints[is.PositionalConstraint as keyof typeof constraints](text, is.SearchString);
    }
    case 'SizeConstraintStatement': {
      if (is.ComparisonOperator !== 'GT') break;
      const text = looked(is, seen);
      return text !== undefined && Buffer.byteLength(text) > is.Size;
    }
  }
  throw new Error(`${kind} is not known here`);
}

const constraints = {
  EXACTLY: (text: string, searched: string) => text === searched,
  STARTS_WITH: (text: string, searched: string) => text.startsWith(searched),
};

/**
 * Capacity units that a rule takes: as the Developer Guide says of each managed group ("Baseline rule groups", "IP reputation"), each
 * statement, each transformation (10, and of NONE no more) and each custom key of a rate (30).
 */
export function unitsOf(statement: Statement): number {
  const [kind, is] = Object.entries(statement)[0] as [string, Statement];
  switch (kind) {
    case 'AndStatement':
    case 'OrStatement':
      return is.Statements.map(unitsOf).reduce((sum: number, each: number) => sum + each);
    case 'NotStatement':
      return unitsOf(is.Statement);
    case 'ByteMatchStatement':
      return 2 + 10 * is.TextTransformations.length;
    case 'SizeConstraintStatement':
      return 1 + 10 * is.TextTransformations.length;
    case 'RateBasedStatement':
      return 2 + 30 * is.CustomKeys.length + unitsOf(is.ScopeDownStatement);
    case 'ManagedRuleGroupStatement':
      return ofGroups[is.Name as keyof typeof ofGroups];
  }
  throw new Error(`${kind} is not known here`);
}

const ofGroups = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesCommonRuleSet: 700,
};

/** None of a header that is missing, which matches nothing. */
function looked({ FieldToMatch, TextTransformations }: Statement, { path, headers }: Seen): string | undefined {
  const raw = FieldToMatch.UriPath ? path : headers[FieldToMatch.SingleHeader.Name];
  const inOrder = [...TextTransformations].sort((one, other) => one.Priority - other.Priority);
  return raw && inOrder.reduce((text: string, { Type }) => transformations[Type as keyof typeof transformations](text), raw);
}

const transformations = {
  NONE: (text: string) => text,
  URL_DECODE: decodeURIComponent,
  NORMALIZE_PATH: posix.normalize,
};
