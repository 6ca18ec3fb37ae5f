/** One call as a handler sees it: what API Gateway says about it, and nothing a client can make up. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { IfMatch } from '../flow/customer-tag.ts';
import type { ServedCall } from '../log/served-call.ts';
import { type Locale, localeFrom } from '../words/locale.ts';
import type { Near } from '../words/whence.ts';
import { customerAddress } from './customer-address.ts';
import { nearOf } from './near.ts';
import { networkOf } from './network.ts';
import type { BodyOf, QueryOf, Route } from './routes/route.ts';

export type Call<R extends Route = Route> = {
  body: BodyOf<R>;
  path: Record<string, string>;
  query: QueryOf<R>;
  /** Every value of every parameter, in their order: of the query or, of a form that a page sends, of the body. */
  everyParameter: Readonly<Record<string, readonly string[]>>;
  /** ms since 1970: one moment for the whole call. */
  now: number;
  /** The language of the answer; a customer's own `locale` goes first where there is one. */
  locale: Locale;
  /** Where the call came from, as wide as one household or office. */
  network: string;
  /** What the client's user agent calls itself, shortened for people to recognise. */
  device: string;
  /** Near where that is, if a CDN tells it. */
  near: Near | undefined;
  /** The service's own public URL with no slash at its end. */
  publicUrl: string;
  bearer?: string;
  /** What stands behind `Basic`, in base64. */
  basic?: string;
  /** Value of the stay-logged-in cookie. */
  cookie?: string;
  /** Value of the cookie by which a device is known that somebody has logged in from, or set a new password on. */
  deviceCookie?: string;
  /** What it is to be done to has to be in such a state, where the route honours that. */
  ifMatch?: IfMatch;
  /** Nobody may be there yet, where the route honours that. */
  ifNoneMatch?: '*';
  /** IAM identity of an administrator. */
  admin?: string;
};

export const COOKIE = '__Host-keycard';
export const DEVICE_COOKIE = '__Host-keycard-device';

/** What a deployment says of itself. */
type Deployed = {
  publicUrl: string;
  /** In which a configured CDN names the customer's address; empty: there is none. */
  addressHeader: string;
  /** In which it names the customer's country and city; empty: it does not. */
  placeHeaders: string;
};

export function callFrom(
  event: APIGatewayProxyEvent,
  parsed: { body: unknown; query: unknown; ifMatch?: IfMatch; ifNoneMatch?: '*' },
  now: number,
  { publicUrl, addressHeader, placeHeaders }: Deployed,
): Call {
  const authorization = header(event, 'authorization') ?? '';
  const bearer = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  const basic = /^Basic +([\w+/-]+=*)$/i.exec(authorization)?.[1];
  const sent = cookies(header(event, 'cookie') ?? '');
  const [cookie, deviceCookie] = [sent.get(COOKIE), sent.get(DEVICE_COOKIE)];
  const admin = event.requestContext.identity.userArn ?? undefined;
  return {
    body: parsed.body as undefined,
    path: decodedPath(event),
    query: parsed.query as never,
    everyParameter: everyParameterOf(event),
    now,
    locale: localeFrom(header(event, 'accept-language')),
    ...placeOf(event, addressHeader),
    near: nearOf(event, placeHeaders),
    publicUrl,
    ...(parsed.ifMatch && { ifMatch: parsed.ifMatch }),
    ...(parsed.ifNoneMatch && { ifNoneMatch: parsed.ifNoneMatch }),
    ...(bearer && { bearer }),
    ...(basic && { basic }),
    ...(cookie && { cookie }),
    ...(deviceCookie && { deviceCookie }),
    ...(admin && { admin }),
  };
}

const placeOf = (event: APIGatewayProxyEvent, addressHeader: string) => ({
  network: networkOf(customerAddress(event, addressHeader)),
  device: deviceFrom(header(event, 'user-agent') ?? ''),
});

export function originOf(
  event: APIGatewayProxyEvent,
  { addressHeader, placeHeaders }: Pick<Deployed, 'addressHeader' | 'placeHeaders'>,
): ServedCall {
  const near = nearOf(event, placeHeaders);
  return {
    requestId: event.requestContext.requestId,
    ...placeOf(event, addressHeader),
    ...(near && { near }),
    ...(event.requestContext.identity.userArn && { isOfTeam: true as const }),
  };
}

/** Longer forms than a URL could be are no page's. */
const LONGEST_FORM = 16 * 1024;

function everyParameterOf(event: APIGatewayProxyEvent): Call['everyParameter'] {
  const isForm = /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(header(event, 'content-type') ?? '');
  if (!isForm) return (event.multiValueQueryStringParameters as Record<string, string[]> | null) ?? {};
  const { body, isBase64Encoded } = event;
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');
  const given = [...new URLSearchParams(text.length > LONGEST_FORM ? '' : text)];
  return Object.fromEntries(
    Map.groupBy(given, ([name]) => name)
      .entries()
      .map(([name, all]) => [name, all.map(([, value]) => value)]),
  );
}

/** Path parameters arrive as they stood in the URL. One that cannot be decoded stays as it is, for the parser to refuse. */
export function decodedPath(event: APIGatewayProxyEvent): Record<string, string> {
  const decoded = Object.entries(event.pathParameters ?? {}).map(([name, value = '']) => {
    try {
      return [name, decodeURIComponent(value)];
    } catch {
      return [name, value];
    }
  });
  return Object.fromEntries(decoded) as Record<string, string>;
}

/** API Gateway passes names of headers as the client wrote them. */
export function header(event: APIGatewayProxyEvent, name: string): string | undefined {
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}

/**
 * Where the service itself is reached: the configured URL, or the host and stage that API Gateway says it answered on.
 * The client's `Host` is not asked.
 */
export function publicUrlOf(event: APIGatewayProxyEvent, configured: string): string {
  if (configured) return configured;
  const { domainName = '', path = event.path } = event.requestContext;
  const prefix = path.endsWith(event.path) ? path.slice(0, path.length - event.path.length) : '';
  const scheme = /^localhost(:\d+)?$/.test(domainName) ? 'http' : 'https';
  return `${scheme}://${domainName}${prefix}`;
}

/** The stay-logged-in cookie, good or not. */
export const cookieIn = (event: APIGatewayProxyEvent): string | undefined => cookies(header(event, 'cookie') ?? '').get(COOKIE);

function cookies(value: string): Map<string, string> {
  const pairs = value.split(';').map((pair) => pair.trim().split('=', 2) as [string, string?]);
  return new Map(pairs.map(([name, text]) => [name, text ?? '']));
}

const browsers: [RegExp, string][] = [
  [/Edg/, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/OPR/, 'Opera'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** `Firefox, Windows`: enough to recognise one's own, too little to follow anybody. */
function deviceFrom(userAgent: string): string {
  const named = (list: [RegExp, string][]) => list.find(([form]) => form.test(userAgent))?.[1];
  return [named(browsers), named(systems)].filter(Boolean).join(', ');
}
