import { describe, expect, test } from 'vitest';
import { catalogue, type ProblemCode } from '../../shared/http/problems.ts';
import { journeys, routes } from '../../shared/http/routes/map.ts';
import type { Route } from '../../shared/http/routes/route.ts';
import { locales } from '../../shared/words/locale.ts';
import { problemTitles } from '../../shared/words/problems.ts';
import { functionsOf, ofType, type Resource, synthesized, textOf } from './synthesized.ts';
import { matches, unitsOf } from './web-acl.ts';

const { template } = await synthesized({
  stage: 'prod',
  domain: { name: 'login.shop.example', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1' },
  allowedOrigins: ['https://shop.example'],
});

/** `/v1/login` of a resource, by way of its parents. */
function pathOf(id: string | undefined): string {
  const resource = id === undefined ? undefined : template.Resources[id];
  if (!resource) return '';
  return `${pathOf(resource.Properties.ParentId.Ref)}/${resource.Properties.PathPart}`;
}

const functions = functionsOf(template);
const methods = new Map(
  ofType(template, 'AWS::ApiGateway::Method').map(([, { Properties }]): [string, Resource['Properties']] => [
    `${Properties.HttpMethod} ${pathOf(Properties.ResourceId.Ref) || '/'}`,
    Properties,
  ]),
);
const functionOf = (method: Resource['Properties']) => {
  const uri = textOf(method.Integration.Uri);
  return Object.keys(functions).find((name) => uri.includes(`{${functions[name]?.id}.Arn}`));
};
const all: Route[] = Object.values(routes);
/** Where API Gateway takes a call: its own path and method, or those of the place where it is gathered with others of its journey. */
const takenAt = ({ method, path }: Route) => {
  const [place] = /^\/v1\/(admin|security)\/(?!activity$)/.exec(path) ?? [];
  return place ? `ANY ${place}{call+}` : `${method} ${path}`;
};

const titles = await Promise.all(locales.map(problemTitles));

describe('the API', () => {
  const calls = Object.entries<Record<string, Route>>(journeys).flatMap(([journey, calls]) =>
    Object.values(calls).map((route) => [`${route.method} ${route.path}`, journey, route] as const),
  );

  test.each(calls)("%s goes to the function of %s, with the call's own authorization", (_, journey, route) => {
    const method = methods.get(takenAt(route));
    expect(method).toMatchObject({
      AuthorizationType: route.auth === 'iam' ? 'AWS_IAM' : 'NONE',
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' },
    });
    expect(functionOf(method)).toBe(journey);
  });

  test("takes all calls of administrators below paths that are theirs alone, and none else's: the audit log's by itself, the others by one method", () => {
    const isBelow = (path: string) => path.startsWith('/v1/admin/') || path.startsWith('/v1/audit/');
    for (const { path, auth } of all) expect({ path, isBelow: isBelow(path) }).toEqual({ path, isBelow: auth === 'iam' });
    expect([...methods.keys()].filter((name) => name.includes('/v1/admin'))).toEqual(['ANY /v1/admin/{call+}']);
    expect([...methods.keys()].filter((name) => name.includes('/v1/audit'))).toEqual(['GET /v1/audit/customers/{customerId}']);
  });

  test('has no two calls at one place that one path could mean', () => {
    const patterns = all
      .filter((route) => takenAt(route).startsWith('ANY'))
      .map(({ method, path }) => [method, path, new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)] as const);
    for (const [method, path] of patterns) {
      const fitting = patterns.filter(([other, , pattern]) => other === method && pattern.test(path));
      expect(fitting.map(([, fits]) => fits)).toEqual([path]);
    }
  });

  test('has no method beside the routes and the preflights of what browsers call', () => {
    const preflights = new Set(
      all
        .filter(
          ({ published, everyOrigin, path, auth }) =>
            published || everyOrigin || (path.startsWith('/v1/') && auth !== 'iam' && auth !== 'clientToken'),
        )
        .map((route) => takenAt(route).replace(/^\w+/, 'OPTIONS')),
    );
    const expected = [...new Set(all.map(takenAt)), ...preflights];
    expect([...methods.keys()].sort()).toEqual(expected.sort());
    for (const preflight of preflights) expect(functionOf(methods.get(preflight))).toBe('preflight');
  });

  test('lets no admin call be made from a browser', () => {
    expect([...methods.keys()].filter((name) => /^OPTIONS \/v1\/(admin|audit)/.test(name))).toEqual([]);
  });

  test('may call the functions that it names, on this stage only, and no other API may', () => {
    const permissions = ofType(template, 'AWS::Lambda::Permission').filter(
      ([, { Properties }]) => Properties.Principal === 'apigateway.amazonaws.com',
    );
    const callable = permissions.map(([, { Properties }]) => Properties.FunctionName['Fn::GetAtt'][0]);
    const expected = [...Object.keys(journeys), 'preflight'].map((name) => functions[name]?.id);
    expect(callable.sort()).toEqual(expected.sort());
    for (const [, { Properties }] of permissions) {
      expect(textOf(Properties.SourceArn)).toMatch(
        /:execute-api:\{AWS::Region\}:\{AWS::AccountId\}:\{Api\w+\}\/\{ApiDeploymentStageprod\w+\}\/\*\/\*$/,
      );
    }
  });

  test('asks for no key of a CDN where none stands in front, and no function for a header of its', () => {
    for (const [name, { ApiKeyRequired }] of methods) expect({ name, ApiKeyRequired }).toEqual({ name, ApiKeyRequired: false });
    for (const { Properties } of Object.values(functions)) expect(Properties.Environment.Variables.CUSTOMER_ADDRESS_HEADER).toBe('');
  });

  test('is reached by the own domain alone, once there is one', () => {
    const [[, api] = []] = ofType(template, 'AWS::ApiGateway::RestApi');
    expect(api?.Properties).toMatchObject({ DisableExecuteApiEndpoint: true, EndpointConfiguration: { Types: ['REGIONAL'] } });
    expect(template.Outputs.ApiUrl?.Value).toBe('https://login.shop.example');
    for (const { Properties } of Object.values(functions)) {
      expect(Properties.Environment.Variables.PUBLIC_URL).toBe('https://login.shop.example');
    }
  });
});

describe('a body', () => {
  test('has to be a JSON object before a function is paid for, where one is needed', () => {
    expect(methods.get('POST /v1/login').RequestValidatorId).toBeDefined();
    const model = methods.get('POST /v1/login').RequestModels['application/json'].Ref;
    expect(template.Resources[model]?.Properties.Schema).toMatchObject({ type: 'object', title: 'body of a call' });
  });

  test('may be missing where every field may', () => {
    for (const call of ['POST /v1/logout', 'POST /v1/session/refresh']) {
      expect(methods.get(call).RequestValidatorId).toBeUndefined();
    }
  });

  test('is judged by no model that would repeat a refused value in its answer', () => {
    for (const [, { Properties }] of ofType(template, 'AWS::ApiGateway::Model')) {
      expect(Object.keys(Properties.Schema).sort()).toEqual(['$schema', 'title', 'type']);
    }
  });
});

describe('what API Gateway answers by itself', () => {
  const responses = ofType(template, 'AWS::ApiGateway::GatewayResponse').map(([, { Properties }]) => Properties);

  test.each(responses.map((response) => [response.ResponseType, response]))('%s is a problem out of the catalogue', (_, response) => {
    const problem = JSON.parse(response.ResponseTemplates['application/json']) as {
      type: string;
      code: ProblemCode;
      status: number;
      title: string;
    };
    expect(catalogue[problem.code]).toBeDefined();
    expect(problem.status).toBe(catalogue[problem.code].status);
    expect(response.StatusCode).toBe(String(problem.status));
    expect(problem.type).toBe(`https://login.shop.example/problems/${problem.code}`);
    expect(problem.title.split(' / ')).toEqual(titles.map((language) => language[problem.code]));
  });

  test('comes through CloudFormation as it is written: in ASCII, and without a character of templates', () => {
    for (const { ResponseTemplates } of responses) expect(ResponseTemplates['application/json']).toMatch(/^[ -"%-~]+$/);
  });

  test('quotes nothing of the request', () => {
    for (const { ResponseTemplates } of responses) expect(JSON.stringify(ResponseTemplates)).not.toContain('$context');
  });

  test('carries the headers of every other answer, and lets the one frontend read it', () => {
    for (const { ResponseParameters } of responses) {
      expect(ResponseParameters).toMatchObject({
        'gatewayresponse.header.Cache-Control': "'no-store'",
        'gatewayresponse.header.X-Content-Type-Options': "'nosniff'",
        'gatewayresponse.header.Referrer-Policy': "'no-referrer'",
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.Access-Control-Allow-Origin': "'https://shop.example'",
      });
      expect(ResponseParameters['gatewayresponse.header.Strict-Transport-Security']).toMatch(/max-age=\d+/);
    }
  });

  test('is a 404 for what does not exist, a 429 with its wait for too much, a 503 for a function that broke', () => {
    const status = Object.fromEntries(responses.map(({ ResponseType, StatusCode }) => [ResponseType, StatusCode]));
    // What has none of its own gets that of its hundred.
    expect(status).not.toHaveProperty('INTEGRATION_TIMEOUT');
    expect(status).toMatchObject({
      MISSING_AUTHENTICATION_TOKEN: '404',
      BAD_REQUEST_BODY: '400',
      THROTTLED: '429',
      DEFAULT_4XX: '400',
      DEFAULT_5XX: '503',
    });
    const throttled = responses.find(({ ResponseType }) => ResponseType === 'THROTTLED');
    expect(throttled.ResponseParameters['gatewayresponse.header.Retry-After']).toBe("'1'");
  });
});

describe('the web ACL', () => {
  const [[, acl] = []] = ofType(template, 'AWS::WAFv2::WebACL');
  const rules: Resource['Properties'][] = acl?.Properties.Rules;

  test('stands in front of the stage', () => {
    const [[, association] = []] = ofType(template, 'AWS::WAFv2::WebACLAssociation');
    expect(textOf(association?.Properties.ResourceArn)).toMatch(/:\/restapis\/\{Api[0-9A-F]+\}\/stages\/\{ApiDeploymentStageprod/);
  });

  const perAddress = rules.find(({ Name }) => Name === 'CallsPerAddress');
  const counted = perAddress.Statement.RateBasedStatement;

  test('slows one address down with a problem out of the catalogue', () => {
    expect(perAddress.Action.Block.CustomResponse.ResponseCode).toBe(429);
    expect(JSON.parse(acl?.Properties.CustomResponseBodies.tooMany.Content)).toMatchObject({
      type: 'https://login.shop.example/problems/too_many_attempts',
      code: 'too_many_attempts',
      retryAfter: 300,
    });
    expect(perAddress.Action.Block.CustomResponse.ResponseHeaders).toContainEqual({ Name: 'Content-Language', Value: 'en, de, cs' });
  });

  test('counts every call that anybody may make, so that no address takes from all others what they share', () => {
    for (const { path, auth } of Object.values<Route>(routes)) {
      const called = path.replace(/\{\w+\}/g, 'x');
      const counts = [called, `/prod${called}`].map((each) => matches(counted.ScopeDownStatement, { path: each, headers: {} }));
      expect({ path, counts }).toEqual({ path, counts: [auth !== 'iam', auth !== 'iam'] });
    }
  });

  test('counts a guess however its path is written', () => {
    for (const path of [
      '/v1/login/',
      '/v1/%6cogin',
      '//v1/login',
      '/v1/admin/../login',
      '/v1/admin/%2e%2e/login',
      '/prod/v1/login/..%2fadmin/',
      '/v1/audit/../login',
      '/v1/audit/%2e%2e/login',
      '/prod/v1/audit/../login',
    ]) {
      expect({ path, counts: matches(counted.ScopeDownStatement, { path, headers: {} }) }).toEqual({ path, counts: true });
    }
  });

  test('counts all guesses together, and pages by themselves: by the method, and each guess is a POST', () => {
    expect(counted).toMatchObject({ AggregateKeyType: 'CUSTOM_KEYS', Limit: 300, EvaluationWindowSec: 300 });
    expect(counted.CustomKeys.slice(1)).toEqual([{ HTTPMethod: {} }]);
    const guesses = Object.values<Route>(routes).filter(({ path }) => /^\/v1\/(login|recovery|support-requests)/.test(path));
    expect(guesses.map(({ method }) => method)).toEqual(guesses.map(() => 'POST'));
  });

  test('asks for bad addresses, bad inputs and common attacks', () => {
    expect(rules.map(({ Name }) => Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'CallsPerAddress',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
    expect(rules.map(({ Priority }) => Priority)).toEqual([0, 1, 2, 3]);
  });

  // The rules of each group that read a body, but SizeRestrictions_BODY, as AWS lists them (WAF Developer Guide, "Baseline rule groups").
  test.each([
    ['AWSManagedRulesCommonRuleSet', ['CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'EC2MetaDataSSRF_BODY']],
    ['AWSManagedRulesKnownBadInputsRuleSet', ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY']],
  ])('shuts nobody out by %s for the characters of a password', (name, reading) => {
    const { RuleActionOverrides } = rules.find(({ Name }) => Name === name).Statement.ManagedRuleGroupStatement;
    expect(RuleActionOverrides).toEqual(reading.map((Name) => ({ Name, ActionToUse: { Count: {} } })));
  });

  test('counts by who connects: no header of a client says another address', () => {
    expect(counted.CustomKeys[0]).toEqual({ IP: {} });
    expect(counted).not.toHaveProperty('ForwardedIPConfig');
  });

  test('takes no more capacity than its price holds', () => {
    const units = rules.map(({ Statement }) => unitsOf(Statement)).reduce((sum, each) => sum + each);
    expect(units).toBe(1123);
    expect(units).toBeLessThanOrEqual(1500);
  });

  test('keeps no samples of requests, which hold tokens and cookies', () => {
    for (const { VisibilityConfig } of [acl?.Properties, ...rules]) expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
  });
});
