import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../cdk/options.ts';
import { deployWords } from '../../tools/deploy-words.ts';
import type { Losable } from '../../tools/deployed-stack.ts';
import { deploy } from '../../tools/deployment.ts';
import { type Asked, fakeAws, noStack, refusal, stackWith } from './fake-aws.ts';

const aws = fakeAws();
const folder = mkdtempSync(join(tmpdir(), 'keycard-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const domain = { name: 'login.shop.example', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1' };
const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/mrk-1';
const arnOf = (name: string) => `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}`;
const tableArns = { data: arnOf('t'), keyring: arnOf('k'), audit: arnOf('a') };
const deployed = { ApiUrl: 'https://x', KeyArn: keyArn, TableName: 't', KeyringTableName: 'k', AuditTableName: 'a' };

type Run = {
  isDeployed: boolean;
  cdkRan: string[];
  /** How many policies CloudFormation had been told when the CDK began. */
  toldBefore: number;
  warnings: string[];
  policies: { Statement: { Effect: string; Condition?: { StringEquals: { ResourceType: string[] } } }[] }[];
};

/** `region: undefined`: the file names none. */
type Given = Omit<GivenOptions, 'region'> & { region?: string | undefined };

async function run(given: Given, { letGo = [] as Losable[], succeeds = true, stage = 'prod', loggedInFor = 2 } = {}): Promise<Run> {
  const file = join(folder, 'prod.json');
  writeFileSync(file, JSON.stringify({ region: 'eu-central-1', ...given }));
  const cdkRan: string[] = [];
  const warnings: string[] = [];
  const told = () => aws.asked.filter(({ name }) => name === 'SetStackPolicy');
  let toldBefore = 0;
  let looks = 0;
  if (!aws.answers.has('SetStackPolicy')) aws.answers.set('SetStackPolicy', { body: '<SetStackPolicyResponse/>' });
  const isDeployed = await deploy({
    stage,
    letGo,
    file,
    caller: async (region) => {
      if (looks === loggedInFor) throw new Error('log in again');
      return { credentials: { ...aws.caller.credentials, accessKeyId: `look${++looks}` }, region: region ?? aws.caller.region };
    },
    cdk: async (to) => {
      cdkRan.push(to.region);
      toldBefore = told().length;
      return succeeds;
    },
    warn: (message) => warnings.push(message),
  });
  const policies = told().map(({ input }: Asked) => JSON.parse(String(input.StackPolicyBody)));
  return { isDeployed, cdkRan, toldBefore, warnings, policies };
}
const cdkNeverRan = () => expect(aws.asked.map(({ name }) => name)).toEqual(['DescribeStacks']);
const keptTypes = ({ policies }: Run) =>
  policies.map(({ Statement }) => Statement.find(({ Effect }) => Effect === 'Deny')?.Condition?.StringEquals.ResourceType ?? []);
const allTypes = ['AWS::ApiGateway::DomainName', 'AWS::ApiGateway::UsagePlan', 'AWS::KMS::Key', 'AWS::DynamoDB::Table'];

describe('an update that would lose what customers use', () => {
  test.each<[string, GivenOptions, Record<string, string>, Losable]>([
    ['leaves the domain out', {}, { DomainName: domain.name }, 'domain'],
    ['has another domain', { domain: { ...domain, name: 'id.shop.example' } }, { DomainName: domain.name }, 'domain'],
    ['leaves the CDN out', {}, { OriginUrl: 'https://origin.shop.example' }, 'cdn'],
    ['forgets the key that it imported', {}, { ImportedKey: 'true' }, 'key'],
    ['has another key', { keyArn: keyArn.replace('mrk-1', 'mrk-2') }, {}, 'key'],
    ['forgets the tables that it imported', { keyArn }, { ImportedKey: 'true', ImportedTables: 'true' }, 'tables'],
    [
      'has tables of the same names in another account',
      { keyArn, tableArns: { ...tableArns, data: tableArns.data.replace('123456789012', '210987654321') } },
      { ImportedTables: 'true' },
      'tables',
    ],
    ['has other tables', { keyArn, tableArns: { ...tableArns, audit: arnOf('b') } }, { ImportedTables: 'true' }, 'tables'],
  ])('is refused before anything is changed: it %s', async (_, given, outputs, what) => {
    aws.answers.set('DescribeStacks', stackWith({ ...deployed, ...outputs }));
    await expect(run(given)).rejects.toThrow(
      new RegExp(`would lose what it has:\\n- ${what}: .*\\n.*npm run deploy -- prod --let-go ${what}$`),
    );
    cdkNeverRan();
  });

  test.each(['ROLLBACK_COMPLETE', 'CREATE_FAILED'])(
    'is none where the creation failed (%s): the commands that clear the way are told',
    async (status) => {
      aws.answers.set('DescribeStacks', stackWith({}, status));
      await expect(run({})).rejects.toThrow(
        /failed \(\w+\)[\s\S]*update-termination-protection[\s\S]*delete-stack --stack-name keycard-prod/,
      );
      cdkNeverRan();
    },
  );

  test('is done when that is said, and what was let go is protected again afterwards', async () => {
    aws.answers.set('DescribeStacks', stackWith({ ...deployed, DomainName: domain.name }));
    const done = await run({}, { letGo: ['domain'] });
    expect(done).toMatchObject({ isDeployed: true, cdkRan: ['eu-central-1'], warnings: [] });
    expect(keptTypes(done)).toEqual([allTypes.slice(1), allTypes]);
  });

  test('is refused for what was not said, too', async () => {
    aws.answers.set('DescribeStacks', stackWith({ ...deployed, DomainName: domain.name, ImportedKey: 'true' }));
    await expect(run({}, { letGo: ['key'] })).rejects.toThrow(/- domain: /);
    cdkNeverRan();
  });

  test('is refused by CloudFormation itself from then on, whoever starts it', async () => {
    aws.answers.set('DescribeStacks', stackWith(deployed));
    const { policies } = await run({});
    expect(policies).toEqual([
      {
        Statement: [
          { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
          {
            Effect: 'Deny',
            Action: ['Update:Delete', 'Update:Replace'],
            Principal: '*',
            Resource: '*',
            Condition: { StringEquals: { ResourceType: allTypes } },
          },
        ],
      },
    ]);
  });
});

describe('a deployment', () => {
  test("into an account without a role for API Gateway's logs is refused before anything is made, with the line that makes one", async () => {
    aws.answers.set('DescribeStacks', noStack);
    aws.answers.set('GET /account', { body: {} });
    await expect(run({})).rejects.toThrow(/^no role writes logs of API Gateway here[\s\S]*config\/prod\.json: "apiLogRole": "stack"$/);
    expect(aws.asked.map(({ name }) => name)).toEqual(['DescribeStacks', 'GET /account']);
    expect(await run({ apiLogRole: 'stack' })).toMatchObject({ isDeployed: true });
  });

  test('of a stack that is not there yet asks for nothing', async () => {
    aws.answers.set('DescribeStacks', noStack);
    expect(await run({ domain, keyArn, tableArns })).toMatchObject({ isDeployed: true, cdkRan: ['eu-central-1'] });
  });

  test('that names as imported what is its own, or adds a domain, loses nothing', async () => {
    aws.answers.set('DescribeStacks', stackWith(deployed));
    const done = await run({ domain, keyArn, tableArns });
    expect(done).toMatchObject({ isDeployed: true });
    // To CloudFormation they are gone: it has to let them.
    expect(keptTypes(done)).toEqual([['AWS::ApiGateway::DomainName', 'AWS::ApiGateway::UsagePlan'], allTypes]);
  });

  test('finds the stack protected as it begins, though one before it was killed while it was open, or none ever closed it', async () => {
    aws.answers.set('DescribeStacks', stackWith(deployed));
    const done = await run({});
    expect(done).toMatchObject({ isDeployed: true, toldBefore: 1 });
    expect(keptTypes(done)).toEqual([allTypes]);
  });

  test('that outlasts the credentials it began with protects the stack with new ones', async () => {
    aws.answers.set('DescribeStacks', stackWith({ ...deployed, DomainName: domain.name }));
    await run({}, { letGo: ['domain'] });
    expect(aws.asked.filter(({ name }) => name === 'SetStackPolicy').map(({ keyId }) => keyId)).toEqual(['look1', 'look2']);
  });

  test('that outlasts them for good is done, and says that the stack is open', async () => {
    aws.answers.set('DescribeStacks', stackWith({ ...deployed, DomainName: domain.name }));
    const done = await run({}, { letGo: ['domain'], loggedInFor: 1 });
    expect(done).toMatchObject({ isDeployed: true, warnings: [expect.stringContaining('(Error: log in again)')] });
  });

  test('that failed is told, and leaves the stack protected', async () => {
    aws.answers.set('DescribeStacks', stackWith({ ...deployed, DomainName: domain.name }));
    const failed = await run({}, { succeeds: false, letGo: ['domain'] });
    expect(failed.isDeployed).toBe(false);
    expect(keptTypes(failed).at(-1)).toEqual(allTypes);
  });

  test('that replaces the secret of the CDN, or is the first behind one, loses nothing', async () => {
    const cdn = {
      secretArns: ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:keycard/cdn-2-AbCdEf'],
      addressHeader: 'X-Customer-Address',
    };
    for (const outputs of [{ ...deployed, OriginUrl: 'https://origin.shop.example' }, deployed]) {
      aws.answers.set('DescribeStacks', stackWith(outputs));
      const done = await run({ cdn, publicUrl: 'https://login.shop.example' });
      expect(done).toMatchObject({ isDeployed: true });
      expect(keptTypes(done).at(-1)).toEqual(allTypes);
    }
  });

  test('of a stack that was never made tells CloudFormation nothing about it', async () => {
    aws.answers.set('DescribeStacks', noStack);
    expect(await run({}, { succeeds: false })).toMatchObject({ isDeployed: false, policies: [] });
  });

  test('is done though the stack may not be protected, and says so', async () => {
    aws.answers.set('DescribeStacks', stackWith(deployed));
    aws.answers.set('SetStackPolicy', refusal('AccessDenied', 'no', 403));
    expect(await run({})).toMatchObject({ isDeployed: true, warnings: [expect.stringContaining('(AccessDenied: no)')] });
  });

  test('does not begin where nobody may look at the stack: what it has could be lost', async () => {
    await expect(run({})).rejects.toThrow('nobody may DescribeStacks');
    cdkNeverRan();
  });

  test('goes to the region that the options name, and to no other', async () => {
    aws.answers.set('DescribeStacks', noStack);
    expect(await run({ region: 'eu-west-1' })).toMatchObject({ cdkRan: ['eu-west-1'] });
    await expect(run({ region: 'eu-west-1', domain })).rejects.toThrow(
      '- domain.certificateArn is of eu-central-1, but the stack goes to eu-west-1',
    );
    await expect(
      run({ domain: { ...domain, certificateArn: domain.certificateArn.replace('eu-central-1', 'us-east-1') } }),
    ).rejects.toThrow('- domain.certificateArn is of us-east-1, but the stack goes to eu-central-1');
  });

  test('does not begin while the file names no region, or whoever has another AWS_REGION would begin a second stack there', async () => {
    await expect(run({ region: undefined })).rejects.toThrow('config/prod.json names no region');
    expect(aws.asked).toEqual([]);
    aws.answers.set('DescribeStacks', noStack);
    expect(await run({ region: undefined }, { stage: 'dev' })).toMatchObject({ cdkRan: ['eu-central-1'] });
  });

  test('of the stage local is none', async () => {
    await expect(run({}, { stage: 'local' })).rejects.toThrow('npm start');
  });
});

describe('the words of the command', () => {
  test.each([['--profile', 'other'], ['-c', 'stage=test'], ['--context=stage=test'], ['--region=us-east-1'], ['--app', 'x']])(
    'have no %s, which would deploy elsewhere than was looked',
    (...words) => {
      expect(deployWords(['prod', ...words])).toMatch(/would deploy elsewhere than was looked: set AWS_PROFILE/);
    },
  );

  test('say what may be lost, in either way of writing it, and what else the CDK is told', () => {
    const words = ['prod', '--let-go=domain', '--require-approval', 'never', '--let-go', 'key'];
    expect(deployWords(words)).toEqual({ stage: 'prod', letGo: ['domain', 'key'], forCdk: ['--require-approval', 'never'] });
    for (const wrong of [['--let-go=cookies'], ['--let-go', 'cookies'], ['--let-go']]) {
      expect(deployWords(['prod', ...wrong])).toBe('--let-go takes one of domain, cdn, key, tables');
    }
    for (const none of [[], ['--let-go', 'key'], ['--force']]) expect(deployWords(none)).toBe('no stage is named');
  });
});
