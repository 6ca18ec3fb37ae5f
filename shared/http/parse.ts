/** The parser: from the bytes of a request to the values of its route's schema, or the list of its faults. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as v from 'valibot';
import type { IfMatch } from '../flow/customer-tag.ts';
import { decodedPath, header } from './call.ts';
import { ifMatchOf, ifNoneMatchOf } from './if-match.ts';
import type { Fault } from './problems.ts';
import { pathParameters } from './routes/path-parameters.ts';
import { contentTypesOf, honoursIfMatch, honoursIfNoneMatch, type Route } from './routes/route.ts';

const LARGEST_BODY = 8 * 1024;

type Parsed = { body: unknown; query: Record<string, unknown>; ifMatch?: IfMatch; ifNoneMatch?: '*' } | { faults: Fault[] };

/** The values of a request, or what is wrong with it. */
export function parseRequest(route: Route, event: APIGatewayProxyEvent): Parsed {
  const pathFaults = Object.entries(decodedPath(event)).filter(([name, value]) => !v.is(pathParameters[name] ?? v.never(), value));
  if (pathFaults.length > 0) return { faults: pathFaults.map(([path]) => ({ path, message: 'is not valid' })) };
  const twice = givenTwice(route, event);
  if (twice.length > 0) return { faults: twice.map((name) => ({ path: `query.${name}`, message: 'must be given once' })) };
  const query = v.safeParse(route.query ?? noQuery, event.queryStringParameters ?? {});
  if (!query.success)
    return { faults: query.issues.map((issue) => ({ path: `query.${v.getDotPath(issue) ?? ''}`, message: 'is not valid' })) };
  const ifMatch = honoursIfMatch(route) ? ifMatchOf(event) : undefined;
  if (ifMatch === 'malformed') return fault('headers.if-match', 'must be * or a list of entity tags, each in its quotes');
  const ifNoneMatch = honoursIfNoneMatch(route) ? ifNoneMatchOf(event) : undefined;
  if (ifNoneMatch === 'malformed') return fault('headers.if-none-match', 'must be *');
  const parsed = parseBody(route, event);
  if ('faults' in parsed) return parsed;
  return { ...parsed, query: query.output as Record<string, unknown>, ...(ifMatch && { ifMatch }), ...(ifNoneMatch && { ifNoneMatch }) };
}

/** Of several API Gateway tells the last, while something in front of it may have looked at the first. */
function givenTwice(route: Route, { multiValueQueryStringParameters }: APIGatewayProxyEvent): string[] {
  const given = Object.entries(multiValueQueryStringParameters ?? {});
  return route.query ? given.filter(([, values]) => (values?.length ?? 0) > 1).map(([name]) => name) : [];
}

/** What nobody asks for is not looked at: links come with parameters of their own. */
const noQuery = v.looseObject({});

function parseBody(route: Route, event: APIGatewayProxyEvent): { body: unknown } | { faults: Fault[] } {
  const { oauth } = route;
  const taken = route.body ?? oauth?.form;
  if (!taken) return { body: undefined };
  const types = contentTypesOf(route);
  const [contentType = ''] = (header(event, 'content-type') ?? '').split(';');
  if (!types.includes(contentType.trim().toLowerCase())) return fault('headers.content-type', `must be ${types.join(' or ')}`);
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '');
  if (Buffer.byteLength(text) > LARGEST_BODY) return fault('', 'must be at most 8 KiB');
  const read = oauth ? parseForm(text) : parseJson(text === '' ? '{}' : text);
  if ('faults' in read) return read;
  const result = v.safeParse(taken, read.value);
  const faults = [
    ...(result.issues ?? [])
      .filter((issue) => !isUnknownField(issue))
      .map((issue) => ({ path: v.getDotPath(issue) ?? '', message: wordOf(issue) })),
    // RFC 6749 §3.2: parameters that the server does not know are ignored.
    ...(oauth ? [] : unknownFields(taken, read.value)),
    ...textsThatAreNone(read.value),
  ];
  return result.success && faults.length === 0 ? { body: result.output } : { faults };
}

const fault = (path: string, message: string) => ({ faults: [{ path, message }] });

function parseJson(text: string): { value: object } | { faults: Fault[] } {
  try {
    const value: unknown = JSON.parse(text);
    const duplicate = duplicateKey(text);
    if (duplicate !== undefined) return fault(duplicate, 'must be given once');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault('', 'must be a JSON object');
    return { value };
  } catch {
    return fault('', 'must be JSON');
  }
}

/** RFC 6749 §3.2: no parameter comes twice, and one without a value counts as left out. */
function parseForm(text: string): { value: object } | { faults: Fault[] } {
  const given = [...new URLSearchParams(text)];
  const names = given.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) return fault(twice, 'must be given once');
  return { value: Object.fromEntries(given.filter(([, value]) => value !== '')) };
}

/**
 * A key given twice in one object, as a path. RFC 8259 §4 leaves its meaning open and JSON.parse takes the last one, while
 * something in front of us may have looked at the first. The text is known to be JSON, so its tokens suffice.
 */
export function duplicateKey(text: string): string | undefined {
  const open: { keys: Set<string>; key: string; isObject: boolean }[] = [];
  let lastString = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    const inside = open.at(-1);
    if (token === '{' || token === '[') open.push({ keys: new Set(), key: '', isObject: token === '{' });
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') lastString = token;
    else if (inside?.isObject) {
      inside.key = JSON.parse(lastString) as string;
      if (inside.keys.has(inside.key))
        return open
          .map(({ key }) => key)
          .filter(Boolean)
          .join('.');
      inside.keys.add(inside.key);
    }
  }
  return undefined;
}

const isUnknownField = (issue: v.BaseIssue<unknown>) =>
  issue.type === 'strict_object' && issue.expected === 'never' && issue.path?.length === 1;

/** All of them: valibot names the first one only. */
function unknownFields(schema: v.GenericSchema, value: object): Fault[] {
  const known = 'entries' in schema ? (schema.entries as object) : {};
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(known, name));
  return unknown.map((path) => ({ path, message: 'is not a field of this call' }));
}

/** Half a surrogate pair (RFC 8259 §8.2): it has no UTF-8, so it could neither be stored nor told from another half. */
function textsThatAreNone(value: object): Fault[] {
  const broken = Object.entries(value).filter(([, text]) => typeof text === 'string' && !text.isWellFormed());
  return broken.map(([path]) => ({ path, message: 'must be well-formed Unicode' }));
}

/** What is wrong with a field, never repeating what was sent: it may be a password. */
function wordOf(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'schema') {
    if (issue.input === undefined) return 'is required';
    return `must be ${issue.type === 'picklist' ? `one of ${issue.expected}` : (issue.expected ?? issue.type)}`;
  }
  if (issue.type === 'min_length') return `must have at least ${String(issue.requirement)} character(s)`;
  if (issue.type === 'max_length') return `must have at most ${String(issue.requirement)} characters`;
  if (issue.type === 'rfc_email') return 'must be an e-mail address';
  return issue.message.startsWith('Invalid') ? 'is not valid' : issue.message;
}
