/** The OpenAPI 3.1 document, made from the routes: what the parser enforces is what the document says. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { unusableReasons } from '../flow/password-policy.ts';
import { problemTitle } from '../words/problems.ts';
import { oauthErrors } from './oauth.ts';
import { catalogue, type ProblemCode, type ProblemExtras } from './problems.ts';
import { routes } from './routes/map.ts';
import { pathParameters } from './routes/path-parameters.ts';
import { contentTypesOf, honoursIfMatch, oauthErrorsOf, problemsOf, type Route } from './routes/route.ts';

type Json = Record<string, unknown>;

/** @param publicUrl where the service is reached, with no slash at its end */
export function openApiDocument(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    if (route.page) continue;
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keycard',
      version: '1',
      summary: 'Two-factor login as a serverless service',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: { securitySchemes, schemas: { Problem: problemSchema } },
  };
}

function operation(operationId: string, route: Route): Json {
  const query = Object.entries((route.query as { entries?: Record<string, GenericSchema> } | undefined)?.entries ?? {});
  const inQuery = query.map(([name, schema]) => ({ name, in: 'query', required: false, schema: schemaOf(schema, 'input') }));
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: schemaOf(pathParameters[name] as GenericSchema, 'input'),
  }));
  const parameters = [...inPath, ...inQuery, ...(honoursIfMatch(route) ? [ifMatch] : [])];
  const content = (schema: Json, type = 'application/json') => ({ content: { [type]: { schema } } });
  const responses: Record<string, Json> = {
    [route.status]: {
      description: route.summary,
      ...(route.answer && content(schemaOf(route.answer, 'output'))),
      ...(route.answer && route.tagged && { headers: { ETag: entityTag } }),
    },
  };
  for (const [status, codes] of byStatus(problemsOf(route))) {
    responses[status] = {
      description: codes.map((code) => `\`${code}\`: ${problemTitle(code, 'en')}`).join('\n\n'),
      ...content(
        { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { enum: codes } } }] },
        'application/problem+json',
      ),
    };
  }
  // RFC 6749 §5.2.
  for (const [status, errors] of Map.groupBy(oauthErrorsOf(route), (code) => String(oauthErrors[code]))) {
    const properties = { error: { enum: errors }, error_description: { type: 'string' } };
    responses[status] = { description: errors.join(', '), ...content({ type: 'object', required: ['error'], properties }) };
  }
  const body = route.body ?? route.oauth?.form;
  return {
    operationId,
    summary: route.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: bodyOf(route, schemaOf(body, 'input')) } }),
    ...(route.auth !== 'none' && { security: [{ [route.auth]: [] }] }),
    responses,
  };
}

const bodyOf = (route: Route, schema: Json): Json => Object.fromEntries(contentTypesOf(route).map((type) => [type, { schema }]));

/** RFC 9110 §13.1.1, §8.8.3. */
const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'The ETag of the answer that was looked at, or a list of such; or `*`: whatever is there',
};
const entityTag: Json = { schema: { type: 'string' }, description: 'Another as soon as it is another' };

function byStatus(codes: readonly ProblemCode[]): Map<string, ProblemCode[]> {
  const grouped = new Map<string, ProblemCode[]>();
  for (const code of codes) {
    const status = String(catalogue[code].status);
    grouped.set(status, [...(grouped.get(status) ?? []), code]);
  }
  return grouped;
}

/** Transformations (trimming, taking out spaces) happen after what the schema describes. */
function schemaOf(schema: GenericSchema, typeMode: 'input' | 'output'): Json {
  const { $schema: _, ...json } = toJsonSchema(schema as never, { typeMode, errorMode: 'ignore', ignoreActions: ['trim', 'transform'] });
  return json as Json;
}

/** A field that problems carry and the document does not have does not compile. */
const extras: Record<keyof ProblemExtras, Json> = {
  detail: { type: 'string' },
  errors: {
    type: 'array',
    items: { type: 'object', required: ['path', 'message'], properties: { path: { type: 'string' }, message: { type: 'string' } } },
  },
  attemptsLeft: { type: 'integer' },
  missing: { type: 'array', items: { enum: ['email', 'phone'] } },
  reason: {
    enum: unusableReasons,
    description: 'Of `password_unusable`: why it cannot be chosen. `same`: it is the one before it',
  },
  url: { type: 'string', format: 'uri', description: "Of `password_kept_elsewhere`: the shop's own page" },
  captcha: {
    type: 'object',
    description: 'Of `captcha_required`: an ALTCHA challenge, good for this username, whichever CAPTCHA the shop has elsewhere',
    required: ['parameters', 'signature'],
    properties: { parameters: { type: 'object' }, signature: { type: 'string' } },
  },
  retryAfter: { type: 'integer', description: 'Seconds, as in the header Retry-After' },
};

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string', description: 'In the language of Accept-Language: en, de or cs' },
    status: { type: 'integer' },
    code: { enum: Object.keys(catalogue) },
    ...extras,
  },
};

const securitySchemes: Json = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  cookie: { type: 'apiKey', in: 'cookie', name: '__Host-keycard' },
  client: { type: 'http', scheme: 'basic', description: 'The id and a secret of a client, as OAuth 2.0 has it (RFC 6749 §2.3.1)' },
  iam: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'AWS Signature Version 4 for the service execute-api' },
};
