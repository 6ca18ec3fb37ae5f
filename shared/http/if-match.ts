/** The headers `If-Match` and `If-None-Match` (RFC 9110 §13.1), from what was sent to what it asks for. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { IfMatch } from '../flow/customer-tag.ts';

/** One element of the list, which may be empty (§5.6.1), and what ends it. */
const element = /[\t ]*(?:(?<weak>W\/)?(?<tag>"[!#-~\x80-\xff]*")[\t ]*)?(?:,|(?<end>$))/y;

/** Several lines are one list (§5.3). `undefined`: it was not sent. */
function sentAs(header: string, { multiValueHeaders }: APIGatewayProxyEvent): string | undefined {
  const sent = Object.entries(multiValueHeaders ?? {}).filter(([name]) => name.toLowerCase() === header);
  return sent.length === 0 ? undefined : sent.flatMap(([, values]) => values ?? []).join(',');
}

/** Does it ask that nobody be there (§13.1.2)? Nothing else can be asked by it: what is to be changed is named by `If-Match`. */
export function ifNoneMatchOf(event: APIGatewayProxyEvent): '*' | undefined | 'malformed' {
  const value = sentAs('if-none-match', event);
  if (value === undefined) return undefined;
  return value.trim() === '*' ? '*' : 'malformed';
}

/** `undefined`: it was not sent. Weak tags are left out, as none ever matches (§8.8.3.2). */
export function ifMatchOf(event: APIGatewayProxyEvent): IfMatch | undefined | 'malformed' {
  const value = sentAs('if-match', event);
  if (value === undefined) return undefined;
  if (value.trim() === '*') return '*';
  const tags: string[] = [];
  element.lastIndex = 0;
  for (;;) {
    const { weak, tag, end } = element.exec(value)?.groups ?? {};
    if (tag === undefined && end === undefined && element.lastIndex === 0) return 'malformed';
    if (tag !== undefined && weak === undefined) tags.push(tag);
    if (end !== undefined) return tags;
  }
}
