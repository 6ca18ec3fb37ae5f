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
  CONTAINS: (text: string, searched: string) => text.includes(searched),
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
