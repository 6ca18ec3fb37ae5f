import { describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../cdk/options.ts';
import { readOptions } from '../../cdk/read-options.ts';
import { inWords } from '../../tools/findings.ts';
import { preflight } from '../../tools/preflight-checks.ts';
import { startTestStack } from '../support/stack.ts';
import { type Asked, fakeAws, noStack, refusal, stackWith } from './fake-aws.ts';

const aws = fakeAws();
const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/mrk-1';
const arnOf = (name: string) => `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}`;
const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:keycard/cdn-1-AbCdEf';
const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/1';
const domain = { name: 'login.shop.example', certificateArn };
const notFound = { status: 404, body: { __type: 'NotFoundException', message: 'no' } };
const indexes = ['sessionsByCustomer', 'supportByStatus'].map((IndexName) => ({ IndexName }));
const tableNamed = (name: unknown) => ({
  TableArn: arnOf(String(name)),
  TableStatus: 'ACTIVE',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: indexes,
  SSEDescription: { KMSMasterKeyArn: keyArn },
  DeletionProtectionEnabled: true,
});
const describedTable = ({ input }: Pick<Asked, 'input'>) => ({ body: { Table: tableNamed(input.TableName) } });
const sms = (inSandbox: boolean, limit: number) => {
  aws.answers.set('GetSMSSandboxAccountStatus', { body: `<R><IsInSandbox>${inSandbox}</IsInSandbox></R>` });
  aws.answers.set('GetSMSAttributes', {
    body: `<R><attributes><entry><key>MonthlySpendLimit</key><value>${limit}</value></entry></attributes></R>`,
  });
};
const ofSecret =
  (Type: string) =>
  ({ input }: { input: Readonly<Record<string, unknown>> }) =>
    String(input.Name).startsWith('/cdk-bootstrap/') || Type
      ? { body: { Parameter: { Type: Type || 'String' } } }
      : { status: 400, body: { __type: 'ParameterNotFound' } };

/** An account that has all that Keycard needs, in which nothing is deployed yet. */
function readyAccount(): void {
  const answers = {
    GetCallerIdentity: { body: '<R><Arn>arn:aws:iam::123456789012:user/deployer</Arn><Account>123456789012</Account></R>' },
    'AmazonSSM.GetParameter': ofSecret('SecureString'),
    DescribeStacks: noStack,
    'GET /v2/email/identities/login%40shop.example': notFound,
    'GET /v2/email/identities/shop.example': { body: { VerifiedForSendingStatus: true, DkimAttributes: { Status: 'SUCCESS' } } },
    'GET /v2/email/account': {
      body: {
        ProductionAccessEnabled: true,
        SendingEnabled: true,
        EnforcementStatus: 'HEALTHY',
        SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14 },
      },
    },
    'CertificateManager.DescribeCertificate': {
      body: { Certificate: { Status: 'ISSUED', DomainName: 'shop.example', SubjectAlternativeNames: ['*.shop.example'] } },
    },
    'TrentService.DescribeKey': { body: { KeyMetadata: { KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT', MultiRegion: true } } },
    'DynamoDB_20120810.DescribeTable': describedTable,
    'DynamoDB_20120810.DescribeContinuousBackups': {
      body: { ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' } } },
    },
    'DynamoDB_20120810.DescribeTimeToLive': { body: { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED' } } },
    'GET /backup-vaults/keycard': { body: { BackupVaultName: 'keycard' } },
    'secretsmanager.DescribeSecret': { body: { Name: 'keycard/cdn-1' } },
    'GET /account': { body: { cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/logs' } },
    'GET /2016-08-19/account-settings/': { body: { AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 } } },
  };
  for (const [name, answer] of Object.entries(answers)) aws.answers.set(name, answer);
  sms(false, 100);
}

const options: GivenOptions = {
  mailFrom: 'Shop <login@shop.example>',
  domain,
  publicUrl: 'https://www.shop.example',
  keyArn,
  tableArns: { data: arnOf('data'), keyring: arnOf('keyring'), audit: arnOf('audit') },
  captcha: { provider: 'turnstile', siteKey: '0x4AAA', secretParameter: '/keycard/prod/captcha-secret' },
  backup: { vault: 'keycard' },
  cdn: { secretArns: [secretArn], addressHeader: 'X-Customer-Address' },
};

/** The lines that are not `ok`, each with its verdict. */
async function complaints(given: GivenOptions = options): Promise<string[]> {
  const findings = await preflight(aws.caller, readOptions('prod', given, 'eu-central-1'));
  return findings
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ verdict, says, todo }) => (todo ? `${verdict}: ${says}` : 'nothing to do?'));
}

const missing = (name: string) => ({ status: 400, body: { __type: name, message: 'it is not there' } });

describe('before a deployment', () => {
  test('an account that has everything is ready, and is asked in the name of each service', async () => {
    readyAccount();
    expect(await complaints()).toEqual([]);
    const services = new Set(aws.asked.map(({ service }) => service));
    expect([...services].sort()).toEqual(
      ['acm', 'apigateway', 'backup', 'cloudformation', 'dynamodb', 'kms', 'lambda', 'secretsmanager', 'ses', 'sns', 'ssm', 'sts'].sort(),
    );
  });

  test('what the options do not ask for is not looked at', async () => {
    readyAccount();
    expect(await complaints({ mailFrom: 'login@shop.example', smsCountries: [] })).toEqual([]);
    const services = new Set(aws.asked.map(({ service }) => service));
    for (const service of ['acm', 'backup', 'dynamodb', 'kms', 'secretsmanager', 'sns']) expect(services).not.toContain(service);
  });

  test.each<[string, () => void, string, GivenOptions?]>([
    [
      'the example as sender',
      () => undefined,
      'wrong: mailFrom is the example address: no e-mail would go out',
      { ...options, mailFrom: 'Keycard <no-reply@example.com>' },
    ],
    [
      'a sender that SES does not know',
      () => aws.answers.set('GET /v2/email/identities/shop.example', notFound),
      'wrong: SES knows neither login@shop.example nor its domain',
    ],
    [
      'a sender that waits',
      () => aws.answers.set('GET /v2/email/identities/shop.example', { body: { VerifiedForSendingStatus: false } }),
      'wrong: shop.example waits in SES to be verified',
    ],
    [
      'a sender without DKIM',
      () =>
        aws.answers.set('GET /v2/email/identities/shop.example', {
          body: { VerifiedForSendingStatus: true, DkimAttributes: { Status: 'FAILED' } },
        }),
      'warning: shop.example is verified in SES, but without DKIM: codes end in spam folders',
    ],
    [
      'the sandbox of SES',
      () =>
        aws.answers.set('GET /v2/email/account', {
          body: { ProductionAccessEnabled: false, SendingEnabled: true, SendQuota: { Max24HourSend: 200, MaxSendRate: 1 } },
        }),
      'warning: SES is in its sandbox: 200 e-mails in 24 hours, 1 a second, to verified addresses only',
    ],
    [
      'an account that SES has stopped',
      () =>
        aws.answers.set('GET /v2/email/account', { body: { ProductionAccessEnabled: true, EnforcementStatus: 'SHUTDOWN', SendQuota: {} } }),
      'wrong: SES has stopped sending for this account',
    ],
    ['the sandbox of SNS', () => sms(true, 100), 'warning: SNS is in its SMS sandbox: SMS go to verified numbers only'],
    [
      'the first limit of SMS',
      () => sms(false, 1),
      'warning: SNS sends SMS for 1 USD a month, and then takes them without sending; the alarm waits for 50',
    ],
    [
      'a certificate that is not issued',
      () =>
        aws.answers.set('CertificateManager.DescribeCertificate', {
          body: { Certificate: { Status: 'PENDING_VALIDATION', DomainName: domain.name } },
        }),
      'wrong: the certificate of login.shop.example is PENDING_VALIDATION',
    ],
    [
      'a certificate of another domain',
      () =>
        aws.answers.set('CertificateManager.DescribeCertificate', {
          body: { Certificate: { Status: 'ISSUED', DomainName: 'shop.example' } },
        }),
      'wrong: the certificate is for shop.example, and not for login.shop.example',
    ],
    [
      'no secret key of the CAPTCHA',
      () => aws.answers.set('AmazonSSM.GetParameter', ofSecret('')),
      'wrong: /keycard/prod/captcha-secret is not there',
    ],
    [
      'a secret key in clear',
      () => aws.answers.set('AmazonSSM.GetParameter', ofSecret('String')),
      'wrong: /keycard/prod/captcha-secret is a String, readable in clear',
    ],
    [
      'a key that is scheduled for deletion',
      () => aws.answers.set('TrentService.DescribeKey', { body: { KeyMetadata: { KeyState: 'PendingDeletion' } } }),
      'wrong: the key is scheduled for deletion, and with it the data',
    ],
    [
      'no certificate',
      () => aws.answers.set('CertificateManager.DescribeCertificate', missing('ResourceNotFoundException')),
      'wrong: the certificate of login.shop.example is not there',
    ],
    [
      'a key that nobody has',
      () => aws.answers.set('TrentService.DescribeKey', missing('NotFoundException')),
      `wrong: there is no key ${options.keyArn}`,
    ],
    [
      'no vault',
      () => aws.answers.set('GET /backup-vaults/keycard', missing('ResourceNotFoundException')),
      'wrong: there is no backup vault keycard, or none that you may see',
    ],
    [
      'no vault, as AWS Backup says it',
      () => aws.answers.set('GET /backup-vaults/keycard', { status: 403, body: { __type: 'AccessDeniedException' } }),
      'wrong: there is no backup vault keycard, or none that you may see',
    ],
    [
      'a stack whose creation failed',
      () => aws.answers.set('DescribeStacks', stackWith({}, 'ROLLBACK_COMPLETE')),
      'wrong: the creation of keycard-prod failed (ROLLBACK_COMPLETE)',
    ],
    [
      "another role for API Gateway's logs",
      () => undefined,
      'warning: arn:aws:iam::123456789012:role/logs writes the logs of all APIs here, and the stack puts a role of its own in its place',
      { ...options, apiLogRole: 'stack' },
    ],
    [
      "no role for API Gateway's logs",
      () => aws.answers.set('GET /account', { body: {} }),
      'wrong: no role writes logs of API Gateway here, and without one AWS refuses the stack',
    ],
    [
      'no secret for the CDN',
      () => aws.answers.set('secretsmanager.DescribeSecret', missing('ResourceNotFoundException')),
      `wrong: the CDN's secret ${secretArn} is not there`,
    ],
    [
      'a secret of the CDN that is scheduled for deletion',
      () => aws.answers.set('secretsmanager.DescribeSecret', { body: { DeletedDate: 1 } }),
      `wrong: the CDN's secret ${secretArn} is scheduled for deletion`,
    ],
    [
      'more concurrency for logins than AWS lets go',
      () => undefined,
      'wrong: 1000 functions may run at once, 900 of them unreserved: loginConcurrency leaves fewer than 100 of them, which AWS refuses',
      { ...options, loginConcurrency: 801 },
    ],
    [
      'more concurrency for logins than is left, of which they may have a part already',
      () => aws.answers.set('DescribeStacks', stackWith({ ApiUrl: 'https://x' })),
      'warning: 1000 functions may run at once, 900 of them unreserved: loginConcurrency leaves fewer than 100 of them, which AWS refuses',
      { ...options, loginConcurrency: 801 },
    ],
    [
      'the concurrency of a new account',
      () =>
        aws.answers.set('GET /2016-08-19/account-settings/', {
          body: { AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } },
        }),
      'warning: 10 functions may run at once, 10 of them unreserved: a wave of logins uses that up',
    ],
    [
      'an update that takes the domain away',
      () => aws.answers.set('DescribeStacks', stackWith({ ApiUrl: 'https://x', DomainName: domain.name })),
      'wrong: the update would take the domain away: login.shop.example answers now; config/prod.json leaves "domain" out',
      { mailFrom: options.mailFrom },
    ],
  ])('%s is told, with what to do', async (_, has, says, given = options) => {
    readyAccount();
    has();
    expect(await complaints(given)).toEqual([says]);
  });

  test.each<[string, object, string]>([
    [
      'of the same name in another account than was named',
      { TableArn: arnOf('data').replace('123456789012', '210987654321') },
      'wrong: the table data (data) is arn:aws:dynamodb:eu-central-1:210987654321:table/data here',
    ],
    ['that is being made', { TableStatus: 'CREATING' }, 'wrong: the table data (data) is CREATING'],
    ['of something else', { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] }, 'wrong: the table data (data) is none of Keycard'],
    ['without its indexes', { GlobalSecondaryIndexes: indexes.slice(1) }, 'wrong: the table data (data) has no index sessionsByCustomer'],
    ['under another key', { SSEDescription: { KMSMasterKeyArn: 'arn:other' } }, 'wrong: the table data (data) is encrypted with arn:other'],
    ['that can be deleted', { DeletionProtectionEnabled: false }, 'warning: the table data has no protection against deletion'],
  ])('a table %s is told', async (_, is, says) => {
    readyAccount();
    aws.answers.set('DynamoDB_20120810.DescribeTable', ({ input }) => ({
      body: { Table: { ...tableNamed(input.TableName), ...(input.TableName === 'data' && is) } },
    }));
    expect(await complaints()).toEqual([says]);
  });

  test.each<[string, GivenOptions, object]>([
    [
      'a role that the stack has made before',
      { apiLogRole: 'stack' },
      { cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/keycard-prod-ApiCloudWatchRole' },
    ],
    ['no role where the stack makes one', { apiLogRole: 'stack' }, {}],
    ['as much concurrency as AWS lets go', { loginConcurrency: 800 }, { cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/logs' }],
  ])('%s is fine', async (_, more, account) => {
    readyAccount();
    aws.answers.set('GET /account', { body: account });
    expect(await complaints({ ...options, ...more })).toEqual([]);
  });

  test('a table that is not there is told, and the others are looked at', async () => {
    readyAccount();
    aws.answers.set('DynamoDB_20120810.DescribeTable', ({ input }) =>
      input.TableName === 'audit' ? missing('ResourceNotFoundException') : describedTable({ input }),
    );
    expect(await complaints()).toEqual(['wrong: the table audit (audit) is not there']);
  });

  test('what a restore leaves out is told of each table', async () => {
    readyAccount();
    aws.answers.set('DynamoDB_20120810.DescribeContinuousBackups', { body: {} });
    aws.answers.set('DynamoDB_20120810.DescribeTimeToLive', { body: {} });
    expect(await complaints()).toEqual([
      'warning: the table data has no point-in-time recovery, no time to live on ttl',
      'warning: the table keyring has no point-in-time recovery',
      'warning: the table audit has no point-in-time recovery, no time to live on ttl',
    ]);
  });

  test('what may not be looked at is a warning, and the rest is looked at all the same', async () => {
    readyAccount();
    aws.answers.delete('GET /account');
    aws.answers.set('GetCallerIdentity', refusal('ExpiredToken', 'the token is old', 403));
    expect(await complaints()).toEqual([
      'warning: the caller could not be looked at: ExpiredToken, the token is old',
      'warning: the role of API Gateway could not be looked at: AccessDenied, nobody may GET /account',
    ]);
  });

  test('the stack on one machine answers what it has', async () => {
    const stack = await startTestStack();
    process.env.AWS_ENDPOINT_URL = stack.awsUrl;
    const findings = await preflight(
      { ...aws.caller, region: 'eu-central-1' },
      readOptions('local', { keyArn: `${stack.model.keys[0]?.arn}` }),
    );
    expect(findings.map(({ says }) => says)).toContain('the CDK is not bootstrapped in this account and region');
    expect(findings.filter(({ says }) => says.startsWith('the key is there'))).toHaveLength(1);
    expect(findings.filter(({ says }) => says.startsWith('the certificate'))).toEqual([]);
  });
});

test('findings are a line each, what to do below it, and their sum', () => {
  const findings = [
    { verdict: 'ok', says: 'fine' },
    { verdict: 'wrong', says: 'broken', todo: 'mend it' },
  ] as const;
  expect(inWords(findings)).toBe('ok       fine\nwrong    broken\n         → mend it\n\n1 ok, 0 to look at, 1 wrong');
});
