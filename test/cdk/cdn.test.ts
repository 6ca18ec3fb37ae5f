import { describe, expect, test } from 'vitest';
import { functionsOf, ofType, type Resource, synthesized, textOf } from './synthesized.ts';
import { matches, unitsOf } from './web-acl.ts';

const arnOf = (nth: number) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:keycard/cdn-${nth}-AbCdEf`;
const { template } = await synthesized({
  stage: 'prod',
  publicUrl: 'https://www.shop.example/login',
  cdn: { secretArns: [arnOf(1), arnOf(2)], addressHeader: 'X-Customer-Address' },
});
const reference = (nth: number) => `{{resolve:secretsmanager:${arnOf(nth)}:SecretString:::}}`;

describe('behind a CDN', () => {
  const [[, acl] = []] = ofType(template, 'AWS::WAFv2::WebACL');
  const rules: Resource['Properties'][] = acl?.Properties.Rules;

  test('WAF refuses first, and as if there were nothing', () => {
    const [first] = rules;
    expect(first).toMatchObject({ Name: 'OnlyByTheCdn', Priority: 0, Action: { Block: { CustomResponse: { ResponseCode: 404 } } } });
    expect(JSON.parse(acl?.Properties.CustomResponseBodies.beside.Content)).toMatchObject({ code: 'not_found', status: 404 });
  });

  const [first, second, address] = [{ 'x-api-key': reference(1) }, { 'x-api-key': reference(2) }, { 'x-customer-address': '198.51.100.7' }];
  test.each<[string, 'refused' | 'let through', string, Record<string, string>]>([
    ['a guess of a customer, by the one secret', 'let through', '/v1/login', { ...first, ...address }],
    ['a guess of a customer, by the other', 'let through', '/v1/login', { ...second, ...address }],
    ['a guess beside the CDN', 'refused', '/v1/login', address],
    ['a guess with a secret that was guessed, too', 'refused', '/v1/login', { 'x-api-key': `${reference(1)} `, ...address }],
    ['a guess without an address, which no rule would count', 'refused', '/v1/login', first],
    ['a guess with an empty one', 'refused', '/v1/login', { ...first, 'x-customer-address': '' }],
    ["an admin's call, which comes with the secret alone", 'let through', '/v1/admin/customers/c-1001', first],
    ["an admin's call at API Gateway's own name", 'let through', '/prod/v1/admin/support-requests', first],
    ["an admin's call without the secret", 'refused', '/v1/admin/customers/c-1001', {}],
    ['a read of the audit log, which is an admin’s too', 'let through', '/prod/v1/audit/customers/c-1001', first],
    ['one without the secret', 'refused', '/v1/audit/customers/c-1001', {}],
    ['a guess that begins as a call of an admin', 'refused', '/v1/admin/../login', first],
    ['a guess that begins as a read of the audit log', 'refused', '/v1/audit/../login', first],
    ['the same, with what hides it', 'refused', '/v1/admin/%2e%2e/login', first],
    ['a guess that becomes a call of an admin', 'refused', '/v1/login/..%2fadmin/x', first],
    ['a guess that has one further on', 'refused', '/v1/login/v1/admin/', first],
  ])('%s is %s by it', (_, what, path, headers) => {
    expect(matches(rules[0].Statement, { path, headers })).toBe(what === 'refused');
  });

  test('WAF counts by the address that the CDN names, and what is none together', () => {
    const { RateBasedStatement } = rules.find(({ Name }) => Name === 'CallsPerAddress').Statement;
    expect(RateBasedStatement).toMatchObject({
      AggregateKeyType: 'CUSTOM_KEYS',
      CustomKeys: [{ ForwardedIP: {} }, { HTTPMethod: {} }],
      ForwardedIPConfig: { HeaderName: 'X-Customer-Address', FallbackBehavior: 'MATCH' },
    });
  });

  test('WAF takes no more capacity than its price holds', () => {
    const units = rules.map(({ Statement }) => unitsOf(Statement)).reduce((sum, each) => sum + each);
    expect(units).toBe(1269);
    expect(units).toBeLessThanOrEqual(1500);
  });

  test("no list of bad addresses refuses the CDN's own", () => {
    expect(rules.map(({ Name }) => Name)).toEqual([
      'OnlyByTheCdn',
      'CallsPerAddress',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
  });

  test('API Gateway asks for one of the two secrets at every method, whether or not WAF stands there', () => {
    const methods = ofType(template, 'AWS::ApiGateway::Method');
    expect(methods.filter(([, { Properties }]) => Properties.ApiKeyRequired !== true)).toEqual([]);
    const keys = ofType(template, 'AWS::ApiGateway::ApiKey');
    expect(keys.map(([, { Properties }]) => Properties)).toEqual([1, 2].map((nth) => ({ Enabled: true, Value: reference(nth) })));
    const [[plan, { Properties } = {} as Resource] = ['']] = ofType(template, 'AWS::ApiGateway::UsagePlan');
    expect(Properties).not.toHaveProperty('Throttle');
    expect(textOf(Properties.ApiStages[0].Stage)).toMatch(/^\{ApiDeploymentStageprod/);
    const inPlan = ofType(template, 'AWS::ApiGateway::UsagePlanKey').map(([, { Properties }]) => Properties);
    expect(inPlan).toEqual(keys.map(([id]) => ({ KeyId: { Ref: id }, KeyType: 'API_KEY', UsagePlanId: { Ref: plan } })));
  });

  test('functions are told in which header the address stands, and no secret', () => {
    for (const { Properties } of Object.values(functionsOf(template))) {
      expect(Properties.Environment.Variables.CUSTOMER_ADDRESS_HEADER).toBe('X-Customer-Address');
      expect(JSON.stringify(Properties)).not.toContain('resolve:secretsmanager');
    }
  });

  test('the outputs say where customers come, and what the CDN forwards to', () => {
    expect(template.Outputs.ApiUrl?.Value).toBe('https://www.shop.example/login');
    expect(textOf(template.Outputs.OriginUrl?.Value)).toMatch(/^https:\/\/\{Api[0-9A-F]+\}\.execute-api\./);
  });
});
