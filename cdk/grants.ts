/**
 * What a function may use: each grant is the environment variable that names a thing together with the permission to use
 * it, so that neither is ever given without the other.
 */
import { Aws, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { variables } from '../shared/config/environment.ts';
import type { GrantThatLogs } from '../shared/log/events.ts';
import { sessionsIndex, supportIndex } from '../shared/store/indexes.ts';
import type { KeyPurpose } from '../shared/store/keyring-items.ts';
import type { Flag } from './flag.ts';
import { addressOf, type Options } from './options.ts';

export type Grant = {
  /** Of those whose holders write lines of their own into the log. */
  readonly kind?: GrantThatLogs;
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
};

export type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

export function grants({ table, key, flag, options }: { table: Table; key: Key; flag: Flag; options: Options }) {
  const stack = Stack.of(table);
  const parameter = (name: string) => stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) });
  const captchaSiteKey = options.captcha.provider === 'altcha' ? '' : options.captcha.siteKey;

  return {
    /** A transaction needs the actions that it is made of. */
    tableAccess: (...actions: TableAction[]): Grant => ({
      environment: { [variables.table]: table.tableName },
      statements: [
        new PolicyStatement({
          sid: 'Table',
          actions: actions.map((action) => `dynamodb:${action}`),
          resources: [table.tableArn],
        }),
        // DynamoDB opens the table's key in the name of whoever calls it; `kms:ViaService` keeps everything else out.
        new PolicyStatement({
          sid: 'TableKey',
          actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Aws.REGION}.amazonaws.com` } },
        }),
      ],
    }),

    /** Writing entries into the audit log by themselves; the table they are in comes with `tableAccess`. */
    auditLog: (): Grant => ({ kind: 'audit', environment: {}, statements: [] }),

    /** The stay-logged-in sessions of a customer; the table itself comes with `tableAccess`. */
    sessionsOfCustomer: (): Grant => ({
      environment: {},
      statements: [
        new PolicyStatement({
          sid: 'SessionsOfCustomer',
          actions: ['dynamodb:Query'],
          resources: [`${table.tableArn}/index/${sessionsIndex}`],
        }),
      ],
    }),

    /** Support requests by status; the table itself comes with `tableAccess`. */
    supportQueue: (): Grant => ({
      environment: {},
      statements: [
        new PolicyStatement({ sid: 'SupportQueue', actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/${supportIndex}`] }),
      ],
    }),

    /** How old a support request may become: no resource, no permission. */
    workingCalendar: (): Grant => ({ environment: { [variables.holidays]: options.holidays.join(' ') }, statements: [] }),

    /** Where the team reads of new requests; sending comes with `mail`. */
    supportTeam: (): Grant => ({ environment: { [variables.supportMailTo]: options.supportMailTo }, statements: [] }),

    /** How many people approve a request, and how long that waits for the owner's word against it. */
    supportApproval: (): Grant => ({
      environment: {
        [variables.supportApprovers]: String(options.supportApprovers),
        [variables.supportWaitHours]: String(options.supportWaitHours),
      },
      statements: [],
    }),

    /** Making and opening the keys of these purposes. Signing keys are pairs, the others are symmetric. */
    keyring: (...purposes: [KeyPurpose, ...KeyPurpose[]]): Grant => {
      const symmetric = purposes.filter((purpose) => purpose !== 'signing');
      const purposeIs = (allowed: readonly KeyPurpose[]) => ({
        'kms:EncryptionContext:purpose': allowed.length === 1 ? allowed[0] : allowed,
      });
      const statements = [
        new PolicyStatement({
          sid: 'OpenKeyring',
          actions: ['kms:Decrypt'],
          resources: [key.keyArn],
          conditions: { StringEquals: purposeIs(purposes) },
        }),
      ];
      if (symmetric.length > 0) {
        statements.push(
          new PolicyStatement({
            sid: 'MakeKeys',
            actions: ['kms:GenerateDataKey'],
            resources: [key.keyArn],
            conditions: { StringEquals: purposeIs(symmetric) },
          }),
        );
      }
      if (purposes.includes('signing')) {
        statements.push(
          new PolicyStatement({
            sid: 'MakeSigningKeys',
            actions: ['kms:GenerateDataKeyPair'],
            resources: [key.keyArn],
            // ES256 is ECDSA on P-256 (RFC 7518 §3.4).
            conditions: { StringEquals: { ...purposeIs(['signing']), 'kms:DataKeyPairSpec': 'ECC_NIST_P256' } },
          }),
        );
      }
      return { environment: { [variables.kmsKey]: key.keyArn }, statements };
    },

    /** Sending as the shop's sender. SES knows senders by address or by domain; either may be the verified one. */
    mail: (): Grant => {
      const address = addressOf(options.mailFrom);
      const identity = (resourceName: string) => stack.formatArn({ service: 'ses', resource: 'identity', resourceName });
      return {
        kind: 'mail',
        environment: { [variables.mailFrom]: options.mailFrom, [variables.shopName]: options.shopName },
        statements: [
          new PolicyStatement({
            sid: 'Mail',
            actions: ['ses:SendEmail'],
            resources: [identity(address), identity(address.slice(address.lastIndexOf('@') + 1))],
            conditions: { StringEquals: { 'ses:FromAddress': address } },
          }),
        ],
      };
    },

    /** SMS to phones. A phone number has no ARN, so what is left out is every topic. */
    sms: (): Grant => ({
      environment: {
        [variables.shopName]: options.shopName,
        [variables.smsSenderId]: options.smsSenderId,
        [variables.smsCountries]: options.smsCountries.join(' '),
        [variables.smsPerDay]: String(options.smsPerDay),
      },
      statements: [new PolicyStatement({ sid: 'Sms', actions: ['sns:Publish'], notResources: ['arn:aws:sns:*:*:*'] })],
    }),

    /** Shared keys of authenticator apps, each encrypted with its customer as context. */
    sharedKeys: (...actions: ('Encrypt' | 'Decrypt')[]): Grant => ({
      environment: { [variables.kmsKey]: key.keyArn },
      statements: [
        new PolicyStatement({
          sid: `SharedKeys${actions.join('')}`,
          actions: actions.map((action) => `kms:${action}`),
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:EncryptionContext:purpose': 'shared-key' } },
        }),
      ],
    }),

    /** Checking solutions of the provider's CAPTCHA. ALTCHA's own key comes with `keyring`, its used solutions with `tableAccess`. */
    captcha: (): Grant => {
      const { captcha } = options;
      if (captcha.provider === 'altcha') return { environment: { [variables.captchaProvider]: captcha.provider }, statements: [] };
      return {
        environment: { [variables.captchaProvider]: captcha.provider, [variables.captchaSecretParameter]: captcha.secretParameter },
        // Decrypting needs no more: the key aws/ssm is open to whoever may read the parameter.
        statements: [
          new PolicyStatement({ sid: 'CaptchaSecret', actions: ['ssm:GetParameter'], resources: [parameter(captcha.secretParameter)] }),
        ],
      };
    },

    /** Reading the shop-wide switch. */
    flag: (): Grant => {
      return {
        kind: 'flag',
        environment: { [variables.flag]: flag.enabledParameter, [variables.methods]: flag.methodsParameter },
        statements: [
          new PolicyStatement({
            sid: 'Flag',
            actions: ['ssm:GetParameters'],
            resources: [parameter(flag.enabledParameter), parameter(flag.methodsParameter)],
          }),
        ],
      };
    },

    /** What pages say about the shop, and whose CAPTCHA they show: no resource, no permission. */
    shop: (): Grant => ({
      environment: {
        [variables.shopName]: options.shopName,
        [variables.homeUrl]: options.homeUrl,
        [variables.captchaProvider]: options.captcha.provider,
        [variables.captchaSiteKey]: captchaSiteKey,
      },
      statements: [],
    }),
  };
}
