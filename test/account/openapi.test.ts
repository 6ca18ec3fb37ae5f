import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { unusableReasons } from '../../shared/flow/password-policy.ts';
import { oauthErrors } from '../../shared/http/oauth.ts';
import { said, tags } from '../../shared/http/openapi/calls/index.ts';
import { refusalsOf } from '../../shared/http/openapi/problems.ts';
import { carriedBy, catalogue, type ProblemCode } from '../../shared/http/problems.ts';
import { journeys, type RouteName, routes } from '../../shared/http/routes/map.ts';
import { oauthErrorsOf, type Route } from '../../shared/http/routes/route.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

const calls = (Object.entries(routes) as [RouteName, Route][]).filter(([, route]) => !route.page);
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

type Json = Record<string, unknown>;
type Content = Record<string, { schema: Json; examples?: Record<string, { value: Json }> }>;
type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters?: { name: string; in: string; required: boolean; description: string; schema: object }[];
  requestBody?: { content: Content };
  security: Record<string, string[]>[];
  responses: Record<
    string,
    { description: string; headers?: Record<string, { $ref: string }>; content?: Content; links?: Record<string, Json> }
  >;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json>; securitySchemes: Record<string, object>; headers: Record<string, object> };
};

describe('the OpenAPI document', () => {
  let document: Document;

  beforeAll(async () => {
    const answer = await stack.browser().get('/v1/openapi.json');
    expect(answer.status).toBe(200);
    document = answer.body as Document;
  });

  const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const operationOf = ({ path, method }: Route) => document.paths[path]?.[method.toLowerCase()] as Operation;
  const schemaNamed = (reference: unknown) => document.components.schemas[String(reference).split('/').at(-1) ?? ''] as Json;
  const schemaIn = (content: Content | undefined, type = 'application/json') => content?.[type]?.schema as Json | undefined;

  test('is of version 3.1, and says where the service is', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Keycard', version: expect.any(String), description: expect.any(String), contact: { url: stack.url } },
      servers: [{ url: stack.url }],
    });
  });

  test('lists every call, and nothing else', () => {
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.sort()).toEqual(calls.map(([, { method, path }]) => `${method} ${path}`).sort());
    expect(new Set(operations().map(({ operationId }) => operationId)).size).toBe(listed.length);
  });

  test.each(calls)('describes %s: who may call, what it takes, what it answers and refuses with', (name, route) => {
    const operation = operationOf(route);
    expect(operation.operationId).toBe(name);
    expect(operation.summary).toBe(route.summary);
    expect(operation.description).not.toBe('');
    const [journey] = Object.entries(journeys).find(([, each]) => name in each) as [keyof typeof tags, unknown];
    expect(operation.tags).toEqual([tags[journey].name]);
    if (route.auth === 'none') expect(operation.security).toEqual([]);
    else if (route.path === '/userinfo') expect(operation.security).toEqual([{ clientLogin: ['openid'] }]);
    else expect(operation.security[0]).toEqual({ [route.auth]: [] });
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect((operation.parameters ?? []).filter((each) => each.in === 'path').map((each) => each.name)).toEqual(inPath);
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'path') expect(parameter.required).toBe(true);
      expect(parameter.description).toMatch(/ /);
    }

    const reference = schemaIn(operation.requestBody?.content);
    expect(reference !== undefined).toBe(route.body !== undefined);
    if (reference) {
      const taken = schemaNamed(reference.$ref);
      expect(Object.keys((taken.properties ?? {}) as object)).toEqual(Object.keys((route.body as unknown as { entries: object }).entries));
      expect(taken.additionalProperties).toBe(false);
    }

    const form = schemaIn(operation.requestBody?.content, 'application/x-www-form-urlencoded');
    expect(form && Object.keys(schemaNamed(form.$ref).properties as object)).toEqual(
      route.oauth && Object.keys((route.oauth.form as unknown as { entries: object }).entries),
    );
    const asPatch = schemaIn(operation.requestBody?.content, 'application/merge-patch+json');
    expect(asPatch).toEqual(route.method === 'PATCH' ? reference : undefined);
    const inHeader = (operation.parameters ?? []).filter((each) => each.in === 'header').map((each) => each.name);
    expect(inHeader.includes('If-Match')).toBe(route.tagged === true && route.method !== 'GET');
    expect(inHeader.includes('If-None-Match')).toBe(route.published === true || (route.tagged === true && route.method === 'PUT'));

    const problems = refusalsOf(route).map((code) => String(catalogue[code].status));
    const statuses = new Set([...problems, ...oauthErrorsOf(route).map((code) => String(oauthErrors[code]))]);
    for (const code of oauthErrorsOf(route)) {
      expect(operation.responses[oauthErrors[code]]?.content?.['application/json']?.examples?.[code]?.value).toEqual({ error: code });
    }
    expect(Object.keys(operation.responses).sort()).toEqual(
      [...statuses, String(route.status), ...(route.published ? ['304'] : [])].sort(),
    );
    const given = schemaIn(operation.responses[route.status]?.content);
    expect(given !== undefined).toBe(route.answer !== undefined);
    if (given) expect(schemaNamed(given.$ref)).toBeDefined();
    for (const code of refusalsOf(route)) {
      const refused = operation.responses[catalogue[code].status];
      expect(refused?.description).toContain(`\`${code}\``);
      const example = refused?.content?.['application/problem+json']?.examples?.[code]?.value;
      expect(example).toMatchObject({ code, status: catalogue[code].status, type: `${stack.url}/problems/${code}` });
      const carried = carriedBy(code).filter((field) => field !== 'detail');
      expect(Object.keys(example ?? {}).sort()).toEqual(['type', 'title', 'status', 'code', ...carried].sort());
    }
  });

  test('names every body and every answer, and says of two that exclude each other that they do', () => {
    for (const { requestBody, responses } of operations()) {
      for (const content of [requestBody?.content, ...Object.values(responses).map((response) => response.content)]) {
        for (const { schema } of Object.values(content ?? {})) {
          const referred = schema.$ref ? [schema] : (schema.oneOf as Json[]);
          for (const each of referred) expect(Object.keys(each)).toEqual(['$ref']);
        }
      }
    }
    expect(schemaNamed('LoginAnswer')).toMatchObject({
      oneOf: [{ $ref: '#/components/schemas/Authenticated' }, { $ref: '#/components/schemas/SecondFactorRequired' }],
      discriminator: { propertyName: 'status' },
    });
    expect(schemaNamed('SecondFactorRequired')).toMatchObject({ properties: { challenge: { $ref: '#/components/schemas/Challenge' } } });
    const oneOf = (...fields: string[]) => fields.map((field) => expect.objectContaining({ required: [field] }));
    expect(schemaNamed('DisableRequest').oneOf).toEqual(oneOf('code', 'recoveryCode'));
    expect(schemaNamed('ChangeContactRequest').oneOf).toEqual(oneOf('email', 'phone', 'verify'));
  });

  test('refers to nothing that is not in it, and has nothing that is not referred to', () => {
    const references = [...JSON.stringify(document).matchAll(/"(#\/[^"]+)"/g)].map(([, reference = '']) => reference);
    for (const reference of references) {
      const [, ...path] = reference.split('/');
      expect(
        path.reduce<unknown>((inside, key) => (inside as Json | undefined)?.[key], document),
        reference,
      ).toBeDefined();
    }
    const { schemas, headers, securitySchemes } = document.components;
    for (const [kind, all] of Object.entries({ schemas, headers })) {
      for (const name of Object.keys(all)) expect(references).toContain(`#/components/${kind}/${name}`);
    }
    const asked = operations().flatMap(({ security }) => security.flatMap(Object.keys));
    expect([...new Set(asked)].sort()).toEqual(Object.keys(securitySchemes).sort());
    expect([...new Set(operations().flatMap((operation) => operation.tags))]).toEqual(document.tags.map(({ name }) => name));
  });

  test('tells of every problem code what it means, and what it carries', () => {
    expect(document.components.schemas.Problem).toMatchObject({ properties: { code: { enum: Object.keys(catalogue) } } });
    const described = Object.values(document.components.schemas).flatMap(({ allOf = [] }) =>
      (allOf as { properties?: Json }[]).flatMap(({ properties }) => (properties?.code ? [properties] : [])),
    );
    const told = new Set(calls.flatMap(([, route]) => refusalsOf(route)));
    expect(described.map(({ code }) => (code as { const: string }).const).sort()).toEqual([...told].sort());
    for (const { code, status, ...rest } of described) {
      const named = (code as { const: ProblemCode }).const;
      expect([named, (status as { const: number }).const, Object.keys(rest)]).toEqual([
        named,
        catalogue[named].status,
        [...carriedBy(named)],
      ]);
    }
    expect(schemaNamed('PasswordUnusableProblem')).toMatchObject({ allOf: [{}, { properties: { reason: { enum: unusableReasons } } }] });
  });

  test('says by which header to wait, to log in, to keep a copy, and which cookies come', () => {
    for (const [, route] of calls) {
      const { responses } = operationOf(route);
      const headersOf = (status: number) => Object.keys(responses[status]?.headers ?? {});
      if (refusalsOf(route).includes('session_required')) {
        expect(headersOf(401)).toContain(route.auth === 'iam' ? 'WWW-Authenticate' : 'x-amzn-Remapped-WWW-Authenticate');
      }
      for (const status of [429, 503]) expect(headersOf(status)).toContain('Retry-After');
      expect(headersOf(route.status).includes('Set-Cookie')).toBe(route.cookies === true);
      expect(headersOf(route.status).includes('ETag')).toBe(
        route.published === true || (route.tagged === true && route.answer !== undefined),
      );
    }
  });

  test('leads from an answer to the calls that go on from it', () => {
    const names = operations().map(({ operationId }) => operationId);
    const links = operations().flatMap(({ responses }) =>
      Object.values(responses).flatMap((response) => Object.values(response.links ?? {})),
    );
    expect(links.length).toBeGreaterThan(5);
    for (const { operationId, requestBody = {}, parameters = {} } of links as {
      operationId: RouteName;
      requestBody?: Json;
      parameters?: Json;
    }[]) {
      expect(names).toContain(operationId);
      const { body, path } = routes[operationId] as Route;
      const fields = Object.keys((body as { entries?: object } | undefined)?.entries ?? {});
      for (const field of Object.keys(requestBody)) expect(fields).toContain(field);
      for (const parameter of Object.keys(parameters)) expect(path).toContain(`{${parameter}}`);
    }
    expect(operationOf(routes.login).responses[200]?.links?.verify).toMatchObject({
      operationId: 'verify',
      requestBody: { challenge: '$response.body#/challenge/token' },
    });
  });

  test.each(calls)('shows of %s what it takes and answers as it does', (name, route) => {
    const about = Object.values(said)
      .flatMap((each) => Object.entries(each))
      .find(([named]) => named === name)?.[1] as {
      requests?: Json;
      answers?: Json;
    };
    for (const request of Object.values(about.requests ?? {}))
      expect(v.safeParse((route.body ?? route.oauth?.form) as v.GenericSchema, request).issues).toBeUndefined();
    // To the last field: what a schema of answers does not know it leaves out.
    for (const answer of Object.values(about.answers ?? {})) expect(v.parse(route.answer as v.GenericSchema, answer)).toEqual(answer);
    const operation = operationOf(route);
    const shown = (content: Content | undefined) =>
      Object.values(Object.values(content ?? {})[0]?.examples ?? {}).map(({ value }) => value);
    expect(shown(operation.requestBody?.content)).toEqual(Object.values(about.requests ?? {}));
    expect(shown(operation.responses[route.status]?.content)).toEqual(Object.values(about.answers ?? {}));
  });
});
