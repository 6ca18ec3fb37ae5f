/** The header `If-Match` (RFC 9110 §13.1.1), from what was sent to the tags that it names. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { IfMatch } from '../flow/customer-tag.ts';

/** One element of the list, which may be empty (§5.6.1), and what ends it. */
const element = /[\t ]*(?:(?<weak>W\/)?(?<tag>"[!#-~\x80-\xff]*")[\t ]*)?(?:,|(?<end>$))/y;

/** `undefined`: it was not sent. Weak tags are left out, as none ever matches (§8.8.3.2). */
export function ifMatchOf(event: APIGatewayProxyEvent): IfMatch | undefined | 'malformed' {
  const sent = Object.entries(event.multiValueHeaders ?? {}).filter(([name]) => name.toLowerCase() === 'if-match');
  // Several lines are one list (§5.3).
  const value = sent.flatMap(([, values]) => values ?? []).join(',');
  if (sent.length === 0) return undefined;
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
