import { describe, expect, test } from 'vitest';
import { functionNames, opensKeysEarly } from '../../cdk/functions.ts';
import { functionsOf, listOf, ofType, type Statement, statementsOf, synthesized, textOf } from './synthesized.ts';

const { template } = await synthesized({ mailFrom: 'Shop <login@shop.example>' });
const { template: changed } = await synthesized({
  captcha: { provider: 'hcaptcha', siteKey: '10000000-ffff-ffff-ffff-000000000001', secretParameter: '/shop/captcha/secret' },
  supportMailTo: 'team@shop.example',
  supportWaitHours: 48,
  supportApprovers: 2,
  holidays: ['2026-12-24', '2026-12-25'],
  smsPerDay: 50,
  changePasswordUrl: 'https://shop.example/account/password',
  forgotPasswordUrl: 'https://shop.example/forgotten',
  signUpUrl: 'https://shop.example/new',
});
const functions = functionsOf(template);
const changedVariablesOf = (name: string) => functionsOf(changed)[name]?.Properties.Environment.Variables;
const roleOf = (name: string): string => functions[name]?.Properties.Role['Fn::GetAtt'][0];
const permissionsOf = (name: string): Statement[] => statementsOf(template, roleOf(name));
const environmentOf = (name: string): Record<string, unknown> => functions[name]?.Properties.Environment.Variables;
const actions = (statements: Statement[]) => statements.flatMap(({ Action }) => listOf(Action));
const allows = (name: string, action: string) => permissionsOf(name).filter((statement) => listOf(statement.Action).includes(action));

describe('the functions', () => {
  test('are one a journey, the one for preflights, the one of the schedule and the one of feedback on e-mails', () => {
    expect(Object.keys(functions).sort()).toEqual([...functionNames].sort());
  });

  test('share no role', () => {
    const roles = functionNames.map(roleOf);
    expect(new Set(roles).size).toBe(functionNames.length);
  });

  test('have no policy that AWS may change', () => {
    const managed = ofType(template, 'AWS::IAM::Role').filter(([, { Properties }]) => Properties.ManagedPolicyArns);
    expect(managed).toEqual([]);
  });

  test.each(functionNames)('%s writes its own log group and no other', (name) => {
    const log = functions[name]?.Properties.LoggingConfig.LogGroup.Ref;
    const [writing, ...others] = allows(name, 'logs:PutLogEvents');
    expect(others).toEqual([]);
    expect(writing?.Resource).toEqual({ 'Fn::GetAtt': [log, 'Arn'] });
    const neighbours = functionNames.filter((other) => functions[other]?.Properties.LoggingConfig.LogGroup.Ref === log);
    expect(neighbours).toEqual([name]);
  });
});

describe('a star', () => {
  test('stands in no action', () => {
    for (const [, { Properties }] of ofType(template, 'AWS::IAM::Policy')) {
      for (const action of actions(Properties.PolicyDocument.Statement)) expect(action).not.toContain('*');
    }
  });

  // SES asks for the identity of every recipient while the account is in the sandbox, and for the domain that happens to be verified:
  // neither has a name that is known here. The set is the stack's own.
  const [[setId] = []] = ofType(template, 'AWS::SES::ConfigurationSet');
  const ofSes = ['identity/*', `configuration-set/{${setId}}`].map(
    (resource) => `arn:{AWS::Partition}:ses:{AWS::Region}:{AWS::AccountId}:${resource}`,
  );

  test('stands for a resource only with X-Ray, which knows no resources, with SMS, whose numbers are none, and with mails of the one sender', () => {
    for (const [id, { Properties }] of ofType(template, 'AWS::IAM::Policy')) {
      for (const statement of Properties.PolicyDocument.Statement as Statement[]) {
        if (statement.Sid === 'Sms') {
          // A phone number is no resource with a name: every number, but no topic.
          expect(textOf(statement.NotResource), id).toBe('arn:{AWS::Partition}:sns:*:*:*');
          expect(actions([statement]), id).toEqual(['sns:Publish']);
          continue;
        }
        if (statement.Sid === 'Mail') {
          expect(listOf(statement.Resource).map(textOf), id).toEqual(ofSes);
          expect(statement.Condition, id).toEqual({ StringEquals: { 'ses:FromAddress': 'login@shop.example' } });
          continue;
        }
        if (!listOf(statement.Resource).some((resource) => textOf(resource).includes('*'))) continue;
        // So does looking for streams.
        if (statement.Sid === 'Streams') {
          expect([id.startsWith('EventsRole'), actions([statement])]).toEqual([true, ['dynamodb:ListStreams']]);
          continue;
        }
        expect(actions([statement]), id).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
      }
    }
  });

  test('stands in a permission to invoke only for the methods and paths of the one API', () => {
    for (const [, { Properties }] of ofType(template, 'AWS::Lambda::Permission')) {
      expect(textOf(Properties.SourceArn).replace(/(\{ApiDeploymentStage\w+\})\/\*\/\*$/, '$1')).not.toContain('*');
    }
  });
});

/** A variable that names a thing, and the statement without which the name is of no use. */
const namesAndGrants = {
  TABLE_NAME: /^Data[A-Z]/,
  KEYRING_TABLE_NAME: /^(Keyring|SigningItems)$/,
  KMS_KEY_ARN: /^(OpenKeyring|OpenPublicKeys)$/,
  TWO_FACTOR_ENABLED_PARAMETER: /^Flag$/,
  TWO_FACTOR_METHODS_PARAMETER: /^Flag$/,
  MAIL_FROM: /^Mail$/,
  MAIL_CONFIGURATION_SET: /^Mail$/,
  SMS_COUNTRIES: /^Sms$/,
};

describe('what a function knows by name and what it may use', () => {
  test.each(functionNames)('are the same for %s', (name) => {
    for (const [variable, sid] of Object.entries(namesAndGrants)) {
      const named = environmentOf(name)[variable] !== undefined;
      const granted = permissionsOf(name).some((statement) => sid.test(statement.Sid ?? ''));
      expect(granted, `${variable} and the statement ${sid}`).toBe(named);
    }
  });

  test('says to every function who may call it and where it is', () => {
    for (const name of functionNames) {
      // No call tells these two where they are reached, and they tell others.
      const where =
        name === 'support-sweep' || name === 'back-channel-logout' ? expect.objectContaining({ 'Fn::Join': expect.anything() }) : '';
      expect(environmentOf(name)).toMatchObject({ ALLOWED_ORIGINS: '', PUBLIC_URL: where, TOKEN_AUDIENCE: 'keycard-dev' });
    }
  });

  test('is nothing for what everybody may read', () => {
    for (const name of ['pages', 'preflight']) {
      expect(actions(permissionsOf(name)).filter((action) => !/^(?:logs|xray):/.test(action))).toEqual([]);
    }
  });
});

/** The name of a table by the id of its resource. */
const tableIn = (resource: unknown) => /^\{(Table|Keyring|Audit)[0-9A-F]{8}\.Arn\}/.exec(textOf(resource))?.[1] ?? textOf(resource);

describe('the tables', () => {
  test('are read and written within the partitions of a journey (what that comes to is tried in test/security)', () => {
    for (const name of functionNames) {
      for (const statement of permissionsOf(name)) {
        const own = actions([statement]).filter((action) => action.startsWith('dynamodb:'));
        if (own.length === 0 || textOf(statement.Resource).includes('/index/')) continue;
        // A stream tells of all that is put.
        if (['AuditStream', 'Streams'].includes(statement.Sid ?? '')) {
          expect(name).toBe('events');
          continue;
        }
        const partitions = statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
        const isLog = tableIn(statement.Resource) === 'Audit';
        expect(Boolean(partitions), `${name} ${statement.Sid}`).toBe(!isLog);
        if (isLog) expect(['dynamodb:PutItem', 'dynamodb:Query']).toEqual(expect.arrayContaining(own));
      }
    }
  });

  test('can be scanned by no function, and queried only where a function has lists to read', () => {
    const queried = functionNames.flatMap((name) =>
      allows(name, 'dynamodb:Query').map(({ Resource }) => [name, textOf(Resource).split('/')[2] ?? tableIn(Resource)]),
    );
    const once = [...new Map(queried.map((each) => [each.join(' '), each])).values()];
    expect(once.toSorted()).toEqual([
      ['activity', 'Audit'],
      ['activity', 'sessionsByCustomer'],
      ['admin', 'Table'],
      ['admin', 'sessionsByCustomer'],
      ['admin', 'supportByStatus'],
      ['back-channel-logout', 'sessionsByCustomer'],
      ['mail-feedback', 'Table'],
      ['recovery', 'Table'],
      ['security', 'sessionsByCustomer'],
      ['support', 'Table'],
      ['support-sweep', 'supportByStatus'],
    ]);
    for (const name of functionNames) expect(allows(name, 'dynamodb:Scan')).toEqual([]);
  });

  test("open their key through DynamoDB alone: no function reaches another purpose's keys that way", () => {
    for (const name of functionNames) {
      for (const statement of permissionsOf(name).filter(({ Sid }) => Sid === 'TableKey')) {
        expect(textOf(statement.Condition?.StringEquals?.['kms:ViaService'])).toBe('dynamodb.{AWS::Region}.amazonaws.com');
      }
    }
  });
});

describe('the keyring', () => {
  const purpose = 'kms:EncryptionContext:purpose';

  test('is open to each function for its own purposes', () => {
    const purposes = Object.fromEntries(
      functionNames.flatMap((name) => {
        const opening = permissionsOf(name).find(({ Sid }) => Sid === 'OpenKeyring');
        return opening ? [[name, opening.Condition?.StringEquals?.[purpose]]] : [];
      }),
    );
    expect(purposes).toEqual({
      login: ['challenges', 'codes', 'recovery-codes', 'signing', 'sessions', 'devices', 'captcha', 'not-me', 'authorizations'],
      security: ['codes', 'recovery-codes', 'not-me', 'devices'],
      recovery: ['challenges', 'links', 'codes', 'captcha', 'not-me', 'devices'],
      support: ['captcha', 'not-me'],
      'support-sweep': 'not-me',
      'back-channel-logout': 'signing',
      admin: 'not-me',
    });
  });

  test('is opened early by those that have a file for it in their bundle: all that a function may open, but for what few calls need', () => {
    for (const name of functionNames) {
      const early = environmentOf(name).KEYS_OPENED_EARLY;
      expect(early !== undefined, name).toBe(opensKeysEarly.includes(name));
      const opening = permissionsOf(name).find(({ Sid }) => Sid === 'OpenKeyring');
      const onDemand =
        { login: ['captcha', 'not-me', 'authorizations'], security: ['not-me', 'devices'], recovery: ['not-me', 'devices'] }[
          name as string
        ] ?? [];
      const all = listOf(opening?.Condition?.StringEquals?.[purpose]);
      if (early !== undefined) expect([...String(early).split(' '), ...onDemand]).toEqual(all);
    }
  });

  test('makes pairs for signing only, and on the curve of ES256', () => {
    const making = functionNames.flatMap((name) =>
      allows(name, 'kms:GenerateDataKeyPairWithoutPlaintext').map(({ Condition }) => [name, Condition?.StringEquals]),
    );
    const signing = { [purpose]: 'signing', 'kms:DataKeyPairSpec': 'ECC_NIST_P256' };
    expect(making).toEqual([
      ['login', signing],
      ['back-channel-logout', signing],
    ]);
  });

  test('has no KMS permission without a condition', () => {
    for (const name of functionNames) {
      const open = permissionsOf(name).filter(
        (statement) => actions([statement]).some((a) => a.startsWith('kms:')) && !statement.Condition,
      );
      expect(open).toEqual([]);
    }
  });
});

describe('sending', () => {
  test("is allowed from the shop's own address and from no other", () => {
    const sending = functionNames.flatMap((name) => allows(name, 'ses:SendEmail'));
    expect(sending.length).toBeGreaterThan(0);
    for (const { Sid, Action, Condition } of sending) {
      expect([Sid, Action]).toEqual(['Mail', ['ses:SendEmail', 'ses:SendRawEmail']]);
      expect(Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'login@shop.example' } });
    }
  });
});

describe('the flag', () => {
  test('is read by name, and written by no function of Keycard', () => {
    for (const name of functionNames) {
      for (const { Resource } of allows(name, 'ssm:GetParameters')) {
        expect(listOf(Resource).map((resource) => textOf(resource).split(':').at(-1))).toEqual([
          'parameter/keycard/dev/two-factor-enabled',
          'parameter/keycard/dev/two-factor-methods',
        ]);
      }
      expect(allows(name, 'ssm:PutParameter')).toEqual([]);
    }
  });
});

describe('the CAPTCHA', () => {
  test('of our own needs nobody: no secret, no SSM', () => {
    for (const name of functionNames) expect(allows(name, 'ssm:GetParameter')).toEqual([]);
    for (const name of ['recovery', 'support']) expect(environmentOf(name)).toMatchObject({ CAPTCHA_PROVIDER: 'altcha' });
    expect(environmentOf('pages')).toMatchObject({ CAPTCHA_PROVIDER: 'altcha', CAPTCHA_SITE_KEY: '' });
  });

  test('of a provider has its secret key read, by its own name, by those who check solutions; the login knows of no provider', () => {
    const reading = ofType(changed, 'AWS::IAM::Policy').flatMap(([id, { Properties }]) =>
      (Properties.PolicyDocument.Statement as Statement[])
        .filter(({ Action }) => listOf(Action).includes('ssm:GetParameter'))
        .map(({ Resource }) => [id.replace(/RoleDefaultPolicy.*/, ''), textOf(Resource).split(':').at(-1)]),
    );
    expect(reading).toEqual([
      ['Recovery', 'parameter/shop/captcha/secret'],
      ['Support', 'parameter/shop/captcha/secret'],
    ]);
    expect(changedVariablesOf('support')).toMatchObject({
      CAPTCHA_PROVIDER: 'hcaptcha',
      CAPTCHA_SECRET_PARAMETER: '/shop/captcha/secret',
    });
    expect(Object.keys(changedVariablesOf('login')).filter((name) => name.startsWith('CAPTCHA'))).toEqual([]);
    expect(changedVariablesOf('pages')).toMatchObject({ CAPTCHA_SITE_KEY: '10000000-ffff-ffff-ffff-000000000001' });
  });
});

test('the shop’s own pages for passwords are known to whoever would set one, or writes e-mails that lead to one', () => {
  const known = (variable: string) => functionNames.filter((name) => changedVariablesOf(name)[variable]);
  expect(known('CHANGE_PASSWORD_URL')).toEqual(functionNames.filter((name) => ['security', 'recovery', 'admin', 'pages'].includes(name)));
  const writers = functionNames.filter((name) => changedVariablesOf(name).MAIL_FROM);
  expect(known('FORGOT_PASSWORD_URL')).toEqual(functionNames.filter((name) => name === 'pages' || writers.includes(name)));
  expect(known('SIGN_UP_URL')).toEqual(['pages']);
  expect(environmentOf('pages')).toMatchObject({ CHANGE_PASSWORD_URL: '', FORGOT_PASSWORD_URL: '', SIGN_UP_URL: '' });
});

test('support waits, works and writes as the options say', () => {
  expect(changedVariablesOf('support')).toMatchObject({ SUPPORT_MAIL_TO: 'team@shop.example', HOLIDAYS: '2026-12-24 2026-12-25' });
  expect(changedVariablesOf('admin')).toMatchObject({
    SUPPORT_WAIT_HOURS: '48',
    SUPPORT_APPROVERS: '2',
    HOLIDAYS: '2026-12-24 2026-12-25',
  });
  expect(changedVariablesOf('recovery')).toMatchObject({ SMS_PER_DAY: '50' });
});
