// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of CloudFormation and IAM
import { describe, expect, it } from 'vitest';
import { dynamodb } from '../../local/aws/dynamodb.ts';
import { evaluate, type Permission, statementsOf } from '../../local/aws/iam.ts';

const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table/t';
const get: Permission = { action: 'dynamodb:GetItem', resource: table, context: {} };
const decide = (statements: object | object[], permission: Permission = get) =>
  evaluate(statementsOf({ Statement: statements }), permission);
const allow = (more: object = {}) => ({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table, ...more });

describe('a policy', () => {
  it('allows nothing by itself', () => {
    expect(decide([{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*' }])).toEqual({
      allowed: false,
      reason: 'no identity-based policy allows the dynamodb:GetItem action',
    });
  });

  it('allows the named action on the named resource, and no other', () => {
    expect(decide(allow()).allowed).toBe(true);
    expect(decide(allow({ Resource: `${table}2` })).allowed).toBe(false);
    expect(decide(allow({ Resource: table.toUpperCase() })).allowed).toBe(false);
    expect(decide(allow({ Action: 'DynamoDB:getitem' })).allowed).toBe(true);
  });

  it('knows wildcards in actions and resources, and takes a dot for a dot', () => {
    expect(decide(allow({ Action: 'dynamodb:Get*', Resource: 'arn:aws:dynamodb:*:*:table/?' })).allowed).toBe(true);
    expect(decide(allow({ Resource: table.replace('eu-central-1', 'eu.central.1') })).allowed).toBe(false);
    expect(decide(allow({ Action: 'dynamodb:GetItem?' })).allowed).toBe(false);
  });

  it('lets a deny win over any allow', () => {
    expect(decide([allow(), { Effect: 'Deny', Action: '*', Resource: '*' }])).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('explicit deny'),
    });
  });

  it('knows NotAction and NotResource', () => {
    expect(decide({ Effect: 'Allow', NotAction: 'dynamodb:PutItem', Resource: '*' }).allowed).toBe(true);
    expect(decide({ Effect: 'Allow', NotAction: 'dynamodb:Get*', Resource: '*' }).allowed).toBe(false);
    const sms: Permission = { action: 'sns:Publish', resource: '+420601123456', context: {} };
    expect(decide({ Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:aws:sns:*:*:*' }, sms).allowed).toBe(true);
  });
});

describe('a condition', () => {
  const on = (Condition: object, context: Permission['context'] = {}) => decide(allow({ Condition }), { ...get, context });

  it('compares values exactly, any of several', () => {
    const condition = { StringEquals: { 'kms:EncryptionContext:purpose': ['codes', 'signing'] } };
    expect(on(condition, { 'kms:EncryptionContext:purpose': 'codes' }).allowed).toBe(true);
    expect(on(condition, { 'kms:EncryptionContext:purpose': 'Codes' }).allowed).toBe(false);
    expect(on(condition).allowed).toBe(false);
  });

  it('does not hold for a key that the call lacks, unless it is negated or IfExists', () => {
    expect(on({ StringEquals: { 'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com' } }).allowed).toBe(false);
    expect(on({ StringEqualsIfExists: { 'kms:ViaService': 'x' } }).allowed).toBe(true);
    expect(on({ StringNotEquals: { 'kms:ViaService': 'x' } }).allowed).toBe(true);
    expect(on({ Null: { 'kms:ViaService': 'true' } }).allowed).toBe(true);
    expect(on({ Null: { 'kms:ViaService': false } }).allowed).toBe(false);
  });

  it('knows StringLike, Bool and the sets', () => {
    expect(on({ StringLike: { 'ses:FromAddress': '*@example.com' } }, { 'ses:FromAddress': 'a@example.com' }).allowed).toBe(true);
    expect(on({ Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': 'true' }).allowed).toBe(true);
    const recipients = { 'ses:Recipients': ['a@example.com', 'b@example.org'] };
    expect(on({ 'ForAllValues:StringLike': { 'ses:Recipients': '*@example.com' } }, recipients).allowed).toBe(false);
    expect(on({ 'ForAnyValue:StringLike': { 'ses:Recipients': '*@example.com' } }, recipients).allowed).toBe(true);
    expect(on({ 'ForAnyValue:StringLike': { 'ses:Recipients': '*' } }).allowed).toBe(false);
    expect(on({ 'ForAllValues:StringLike': { 'ses:Recipients': '*@example.com' } }).allowed).toBe(true);
  });

  it('that is not known fails closed and says so', () => {
    expect(on({ DateLessThan: { 'aws:PrincipalArn': '2030-01-01' } }).reason).toContain('DateLessThan is not known');
    expect(on({ StringEquals: { 'dynamodb:ReturnValues': 'x' } }).reason).toContain('dynamodb:ReturnValues is not known');
    expect(on({ StringNotEquals: { 'dynamodb:ReturnValues': 'x' } }).allowed).toBe(false);
    expect(decide(allow({ Resource: 'arn:${aws:PrincipalTag/x}' })).reason).toContain('policy variable');
    const deny = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:Unheard': 'x' } } };
    expect(decide([allow(), deny]).allowed).toBe(false);
  });
});

describe('a policy that lists attributes', () => {
  const listed = {
    Effect: 'Allow',
    Action: 'dynamodb:*',
    Resource: '*',
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'mine'] } },
  };
  const service = dynamodb([], { endpoint: 'http://127.0.0.1:9', authorization: '' });
  const contextsOf = (action: string, input: object) => service.permissions(action, { TableName: 't', ...input });
  const isAllowed = (action: string, input: object) => contextsOf(action, input).every((each) => decide(listed, each).allowed);
  const pk = 'pk = :pk AND begins_with(sk, :secret)';

  it('lets a read name these, by whatever words, and no other', () => {
    expect(
      isAllowed('Query', {
        KeyConditionExpression: pk,
        ProjectionExpression: 'mine.secret[0], #m',
        ExpressionAttributeNames: { '#m': 'mine' },
      }),
    ).toBe(true);
    const others = [
      { ProjectionExpression: 'mine, secret' },
      { ProjectionExpression: '#m', ExpressionAttributeNames: { '#m': 'secret' } },
      { FilterExpression: 'mine = :x OR contains(secret, :x)' },
      { AttributesToGet: ['secret'] },
    ];
    for (const other of others) expect(isAllowed('Query', { KeyConditionExpression: pk, ...other }), JSON.stringify(other)).toBe(false);
    const batch = (ProjectionExpression: string) => ({
      RequestItems: { t: { Keys: [{ pk: { S: 'x' }, sk: { S: 'x' } }], ProjectionExpression } },
    });
    expect(['mine', 'secret'].map((name) => isAllowed('BatchGetItem', batch(name)))).toEqual([true, false]);
    const atOnce = (ProjectionExpression: string) => ({
      TransactItems: [{ Get: { TableName: 't', Key: { pk: { S: 'x' }, sk: { S: 'x' } }, ProjectionExpression } }],
    });
    expect(['mine', 'secret'].map((name) => isAllowed('TransactGetItems', atOnce(name)))).toEqual([true, false]);
  });

  it('knows of each read whether it names any', () => {
    const selected = (action: string, input: object) => contextsOf(action, input).map(({ context }) => context['dynamodb:Select']);
    expect(selected('GetItem', {})).toEqual(['ALL_ATTRIBUTES']);
    expect(selected('GetItem', { ProjectionExpression: 'mine' })).toEqual(['SPECIFIC_ATTRIBUTES']);
    expect(selected('Query', { IndexName: 'i' })).toEqual(['ALL_PROJECTED_ATTRIBUTES']);
    expect(selected('Query', { Select: 'COUNT' })).toEqual(['COUNT']);
  });

  it('allows no write, whose attributes are not worked out here', () => {
    expect(isAllowed('UpdateItem', { UpdateExpression: 'SET mine = :x' })).toBe(false);
  });
});
