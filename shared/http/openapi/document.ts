/** The OpenAPI 3.1 document, made from the routes: what the parser enforces is what the document says. */
import type { GenericSchema } from 'valibot';
import { type JourneyName, journeys } from '../routes/map.ts';
import { pathParameters } from '../routes/path-parameters.ts';
import { contentTypesOf, honoursIfMatch, honoursIfNoneMatch, type Route } from '../routes/route.ts';
import { said, tags } from './calls/index.ts';
import type { Link, Said } from './calls/said.ts';
import { headerComponents, headers } from './headers.ts';
import { problemSchemas, refusals } from './problems.ts';
import { answerOf, bodyOf, calls, type Json, namedSchemas, parameterSchema } from './schemas.ts';

type AnySaid = Said & { requests?: Json; answers?: Json };

/** @param publicUrl where the service is reached, with no slash at its end */
export function openApiDocument(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const journey of Object.keys(tags) as (keyof typeof tags)[]) {
    for (const [name, route] of Object.entries(journeys[journey as JourneyName]) as [string, Route][]) {
      if (route.page) continue;
      const about = (said[journey] as Readonly<Record<string, AnySaid>>)[name] as AnySaid;
      paths[route.path] = {
        ...paths[route.path],
        [route.method.toLowerCase()]: operation(name, route, about, tags[journey].name, publicUrl),
      };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keycard',
      version: '1',
      summary: 'Two-factor login as a serverless service',
      description,
      contact: { name: 'Whoever runs this installation', url: publicUrl },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl, description: 'This installation' }],
    tags: Object.values(tags),
    paths,
    components: {
      securitySchemes: securitySchemes(publicUrl),
      headers: headerComponents,
      schemas: { ...namedSchemas(), ...problemSchemas(calls.map(([, route]) => route)) },
    },
  };
}

const description = [
  'Logs customers in with a password and a second factor: a code by e-mail, or an authenticator app.',
  'JSON in, JSON out; whatever changes something is sent as `application/json`, at most 8 KiB. Times are RFC 3339 in UTC.',
  'What is no success is a problem (RFC 9457) with a `code` that never changes its meaning, and a `type` that leads to a page about it.',
].join('\n\n');

function operation(operationId: string, route: Route, about: AnySaid, tag: string, publicUrl: string): Json {
  const parameters = [
    ...inPath(route),
    ...inQuery(route),
    ...(route.published ? [ifNoneMatch] : []),
    ...(honoursIfMatch(route) ? [ifMatch] : []),
    ...(honoursIfNoneMatch(route) ? [ifNobody] : []),
  ];
  const body = bodyOf(route);
  return {
    operationId,
    tags: [tag],
    summary: route.summary,
    description: about.description,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: inTypes(contentTypesOf(route), body, about.requests) } }),
    security: securityOf(route, about),
    responses: { [route.status]: success(route, about), ...(route.published && { 304: notModified }), ...refusals(route, publicUrl) },
  };
}

function success(route: Route, { answers, links }: AnySaid): Json {
  const answer = answerOf(route);
  const names = [
    ...(route.cookies ? (['SetCookie'] as const) : []),
    ...(route.published ? (['ETag', 'CacheControl'] as const) : []),
    ...(answer && route.tagged ? (['EntityTag'] as const) : []),
  ];
  return {
    description: route.summary,
    ...(names.length > 0 && { headers: headers(...names) }),
    ...(answer && { content: json(answer, answers) }),
    ...(links && { links: Object.fromEntries(Object.entries(links).map(([name, link]) => [name, linkTo(link)])) }),
  };
}

function inTypes(types: readonly string[], schema: Json, examples: Json = {}): Json {
  const shown = Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
  return Object.fromEntries(types.map((type) => [type, { schema, examples: shown }]));
}

const json = (schema: Json, examples?: Json): Json => inTypes(['application/json'], schema, examples);

const linkTo = ({ operationId, description: text, body, parameters }: Link): Json => ({
  operationId,
  description: text,
  ...(body && { requestBody: body }),
  ...(parameters && { parameters }),
});

const inPath = ({ path }: Route): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...words(name),
    schema: parameterSchema(pathParameters[name] as GenericSchema),
  }));

const inQuery = ({ query }: Route): Json[] =>
  Object.entries((query as { entries?: Record<string, GenericSchema> } | undefined)?.entries ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    ...words(name),
    schema: parameterSchema(schema),
  }));

const words = (name: string): Json => ({ description: parameterWords[name] ?? name });

const parameterWords: Readonly<Record<string, string>> = {
  customerId: "The customer's id in the shop",
  requestId: 'The id of a support request',
  for: 'What the solution is for: a support request takes more work the more of them came from one network',
  clientId: 'The id of a client',
  secretId: 'The id of one of its secrets',
  sessionId: 'The id of a session, as the overview of the account tells it',
  email: 'Whoever has exactly this address',
  idPrefix: 'Whose ids begin so',
  limit: 'How many a page has: 1 to 100, 50 unless it says another number',
  status: 'Only requests of this status; `open` unless another is given',
  about: 'Only those about a customer (`account`), or about nobody who was found (`nobody`); goes with a status, not with a username',
  username: 'Exactly this username; of support requests all about it, newest first',
  cursor: 'Where the page before ended',
};

const ifNoneMatch: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The tag of the copy that one has',
  schema: { type: 'string' },
};
/** RFC 9110 §13.1.1. */
const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag of the answer that was looked at, or a list of such; or `*`: whatever is there',
  schema: { type: 'string' },
};
/** RFC 9110 §13.1.2. */
const ifNobody: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: '`*`: only if nothing is there yet; what is there stays as it is',
  schema: { type: 'string', const: '*' },
};
const notModified: Json = { description: 'The copy that one has is still the document', headers: headers('ETag', 'CacheControl') };

/** Each of the list is enough; of what is open to all, an empty list says so. */
function securityOf({ auth }: Route, { alsoBy = [], scopes }: AnySaid): Json[] {
  if (scopes) return [{ clientLogin: scopes }];
  return auth === 'none' ? [] : [auth, ...alsoBy].map((scheme) => ({ [scheme]: [] }));
}

const securitySchemes = (publicUrl: string): Json => ({
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of a login, 15 minutes (RFC 9068)' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-keycard',
    description:
      'The cookie of a session that stays logged in, 30 days; a browser sends it by itself, to other origins with `credentials: include`',
  },
  client: { type: 'http', scheme: 'basic', description: 'The id and a secret of a client, as OAuth 2.0 has it (RFC 6749 §2.3.1)' },
  clientToken: {
    type: 'oauth2',
    description: 'The token of a client that calls in its own name, 15 minutes',
    flows: {
      clientCredentials: { tokenUrl: `${publicUrl}/token`, scopes: { challenges: 'Saying of a customer that the password was right' } },
    },
  },
  clientLogin: {
    type: 'oauth2',
    description: "The token of a client of a customer's login, 15 minutes; OpenID Connect, with PKCE",
    flows: {
      authorizationCode: {
        authorizationUrl: `${publicUrl}/authorize`,
        tokenUrl: `${publicUrl}/token`,
        scopes: { openid: 'Who has logged in', email: 'Their e-mail address' },
      },
    },
  },
  // OpenAPI knows no such scheme: this is how API Gateway's own exports say it.
  iam: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'AWS Signature Version 4 for the service execute-api, of a principal that may make the call',
    'x-amazon-apigateway-authtype': 'awsSigv4',
  },
});
