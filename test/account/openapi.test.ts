import { beforeAll, describe, expect, test } from 'vitest';
import { unusableReasons } from '../../shared/flow/password-policy.ts';
import { oauthErrors } from '../../shared/http/oauth.ts';
import { catalogue } from '../../shared/http/problems.ts';
import { type RouteName, routes } from '../../shared/http/routes/map.ts';
import { oauthErrorsOf, problemsOf, type Route } from '../../shared/http/routes/route.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

const calls = (Object.entries(routes) as [RouteName, Route][]).filter(([, route]) => !route.page);
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

describe('the OpenAPI document', () => {
  type Operation = {
    operationId: string;
    summary: string;
    parameters?: { name: string; in: string; required: boolean; schema: object }[];
    requestBody?: { content: Record<string, { schema: { properties?: object; additionalProperties?: boolean } }> };
    security?: Record<string, string[]>[];
    responses: Record<string, { description: string; headers?: object; content?: Record<string, { schema: object }> }>;
  };
  type Document = {
    openapi: string;
    info: { title: string; version: string };
    servers: { url: string }[];
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
  };
  let document: Document;

  beforeAll(async () => {
    const answer = await stack.browser().get('/v1/openapi.json');
    expect(answer.status).toBe(200);
    document = answer.body as Document;
  });

  const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));

  test('is of version 3.1, and says where the service is', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Keycard', version: expect.any(String) },
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
    const operation = document.paths[route.path]?.[route.method.toLowerCase()] as Operation;
    expect(operation.operationId).toBe(name);
    expect(operation.summary).toBe(route.summary);
    expect(operation.security ?? []).toEqual(route.auth === 'none' ? [] : [{ [route.auth]: [] }]);
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect((operation.parameters ?? []).filter((each) => each.in === 'path').map((each) => each.name)).toEqual(inPath);
    for (const parameter of operation.parameters ?? []) if (parameter.in === 'path') expect(parameter.required).toBe(true);

    const taken = operation.requestBody?.content['application/json']?.schema;
    const asPatch = operation.requestBody?.content['application/merge-patch+json']?.schema;
    expect(asPatch).toEqual(route.method === 'PATCH' ? taken : undefined);
    expect(taken !== undefined).toBe(route.body !== undefined);
    if (taken) {
      expect(Object.keys(taken.properties ?? {})).toEqual(Object.keys((route.body as unknown as { entries: object }).entries));
      expect(taken.additionalProperties).toBe(false);
    }

    const form = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema;
    expect(form && Object.keys(form.properties ?? {})).toEqual(
      route.oauth && Object.keys((route.oauth.form as unknown as { entries: object }).entries),
    );

    const problems = problemsOf(route).map((code) => String(catalogue[code].status));
    const statuses = new Set([...problems, ...oauthErrorsOf(route).map((code) => String(oauthErrors[code]))]);
    for (const code of oauthErrorsOf(route))
      expect(JSON.stringify(operation.responses[oauthErrors[code]]?.content?.['application/json'])).toContain(`"${code}"`);
    expect(Object.keys(operation.responses).sort()).toEqual([...statuses, String(route.status)].sort());
    const given = operation.responses[route.status]?.content?.['application/json'];
    expect(given !== undefined).toBe(route.answer !== undefined);
    expect(Object.keys(operation.responses[route.status]?.headers ?? {})).toEqual(route.tagged && route.answer ? ['ETag'] : []);
    const inHeader = (operation.parameters ?? []).filter((each) => each.in === 'header').map((each) => each.name);
    expect(inHeader).toEqual(route.tagged && route.method !== 'GET' ? ['If-Match'] : []);
    for (const code of problemsOf(route)) {
      const refused = operation.responses[catalogue[code].status];
      expect(refused?.description).toContain(`\`${code}\``);
      expect(JSON.stringify(refused?.content?.['application/problem+json'])).toContain(`"${code}"`);
    }
  });

  test('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference);
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const [root, ...path] = reference.split('/');
      expect(root).toBe('#');
      expect(path.reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], document)).toBeDefined();
    }
    for (const { security = [] } of operations()) {
      for (const scheme of security.flatMap(Object.keys)) expect(document.components.securitySchemes).toHaveProperty(scheme);
    }
  });

  test('tells of every problem code', () => {
    expect(document.components.schemas.Problem).toMatchObject({ properties: { code: { enum: Object.keys(catalogue) } } });
  });

  test('tells of every reason for which a password cannot be chosen', () => {
    expect(document.components.schemas.Problem).toMatchObject({ properties: { reason: { enum: unusableReasons } } });
  });
});
