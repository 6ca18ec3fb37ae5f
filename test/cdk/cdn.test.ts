import { describe, expect, test } from 'vitest';
import { functionsOf, ofType, type Resource, synthesized, textOf } from './synthesized.ts';

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

  test('WAF refuses first, and as if there were nothing, what lacks one of the two secrets or the address', () => {
    const [first] = rules;
    expect(first).toMatchObject({ Name: 'OnlyByTheCdn', Priority: 0, Action: { Block: { CustomResponse: { ResponseCode: 404 } } } });
    expect(JSON.parse(acl?.Properties.CustomResponseBodies.beside.Content)).toMatchObject({ code: 'not_found', status: 404 });
    const [secret, address] = first.Statement.NotStatement.Statement.AndStatement.Statements;
    const asItIs = [{ Priority: 0, Type: 'NONE' }];
    expect(secret.OrStatement.Statements.map((each: Resource['Properties']) => each.ByteMatchStatement)).toEqual(
      [1, 2].map((nth) => ({
        FieldToMatch: { SingleHeader: { Name: 'x-api-key' } },
        PositionalConstraint: 'EXACTLY',
        SearchString: reference(nth),
        TextTransformations: asItIs,
      })),
    );
    expect(address.SizeConstraintStatement).toEqual({
      FieldToMatch: { SingleHeader: { Name: 'x-customer-address' } },
      ComparisonOperator: 'GT',
      Size: 0,
      TextTransformations: asItIs,
    });
  });

  test('WAF counts guesses by the address that the CDN names, and takes what is none for too many', () => {
    const { RateBasedStatement } = rules.find(({ Name }) => Name === 'GuessesPerAddress').Statement;
    expect(RateBasedStatement).toMatchObject({
      AggregateKeyType: 'FORWARDED_IP',
      ForwardedIPConfig: { HeaderName: 'X-Customer-Address', FallbackBehavior: 'MATCH' },
    });
  });

  test("no list of bad addresses refuses the CDN's own", () => {
    expect(rules.map(({ Name }) => Name)).toEqual([
      'OnlyByTheCdn',
      'GuessesPerAddress',
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
