/**
 * What a function may use: each grant is the environment variable that names a thing together with the permission to use
 * it, so that neither is ever given without the other.
 */
import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { variables } from '../shared/config/environment.ts';
import { EVENT_SOURCE } from '../shared/flow/event-source.ts';
import { sessionsIndex, supportIndex } from '../shared/store/indexes.ts';
import { type Partition, partitions } from '../shared/store/partitions.ts';
import type { Flag } from './flag.ts';
import { type Grant, leadingKeys, openingTables } from './grant.ts';
import { keyringGrants } from './keyring-grants.ts';
import { addressOf, type Options } from './options.ts';
import { shopVariables } from './shop-variables.ts';
import type { Tables } from './tables.ts';

type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

type Granted = { tables: Tables; key: IKey; flag: Flag; mails: ConfigurationSet; options: Options };

export function grants({ tables, key, flag, mails, options }: Granted) {
  const stack = Stack.of(key);
  const tableKey = openingTables(key);
  const queryIndex = (sid: string, index: string) =>
    new PolicyStatement({ sid, actions: ['dynamodb:Query'], resources: [`${tables.data.tableArn}/index/${index}`] });
  const parameter = (name: string) => stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) });

  return {
    ...keyringGrants({ tables, key }),

    /**
     * What is done with the items of each partition. A transaction needs the actions that it is made of. What one call does is judged as
     * a whole, the keys of a batch or a transaction together: so a statement is of an action, with every partition that it is for.
     */
    data: (of: Partial<Record<Partition, readonly TableAction[]>>): Grant => {
      const named = Object.entries(of) as [Partition, readonly TableAction[]][];
      const actions = [...new Set(named.flatMap(([, each]) => each))];
      const partitionsOf = (action: TableAction) => named.filter(([, each]) => each.includes(action)).map(([name]) => name);
      const inWords = (action: TableAction) => partitionsOf(action).join(' ');
      // In a stack of somebody's own this runs on Node 20, which knows no `Map.groupBy`.
      const alike = [...new Set(actions.map(inWords))].map((words) => actions.filter((action) => inWords(action) === words));
      return {
        environment: { [variables.table]: tables.data.tableName },
        statements: [
          ...alike.map(
            (together) =>
              new PolicyStatement({
                sid: `Data${together.join('')}`,
                actions: together.map((action) => `dynamodb:${action}`),
                resources: [tables.data.tableArn],
                conditions: leadingKeys(
                  ...together
                    .slice(0, 1)
                    .flatMap(partitionsOf)
                    .map((name) => `${partitions[name]}*`),
                ),
              }),
          ),
          tableKey,
        ],
      };
    },

    /**
     * Whose username it is, and nothing else of that item: not the hash of the password. DynamoDB Developer Guide, "Using IAM policy
     * conditions for fine-grained access control": `Attributes` are those that a call names, keys among them, and `Select` of a read says
     * whether it names any.
     */
    usernameOwner: (): Grant => ({
      environment: { [variables.table]: tables.data.tableName },
      statements: [
        new PolicyStatement({
          sid: 'UsernameOwner',
          actions: ['dynamodb:GetItem'],
          resources: [tables.data.tableArn],
          conditions: {
            ...leadingKeys(`${partitions.login}*`),
            'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'customerId'] },
            StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
          },
        }),
        tableKey,
      ],
    }),

    /** Adding to the audit log. */
    auditLog: (): Grant => ({
      kind: 'audit',
      environment: { [variables.auditTable]: tables.audit.tableName },
      statements: [new PolicyStatement({ sid: 'Audit', actions: ['dynamodb:PutItem'], resources: [tables.audit.tableArn] }), tableKey],
    }),

    /** Being told by its stream what is added to it. Lambda looks for streams in the function's name, and that names no resource. */
    auditStream: (): Grant => ({
      environment: {},
      statements: tables.audit.tableStreamArn
        ? [
            new PolicyStatement({
              sid: 'AuditStream',
              actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
              resources: [tables.audit.tableStreamArn],
            }),
            new PolicyStatement({ sid: 'Streams', actions: ['dynamodb:ListStreams'], resources: ['*'] }),
            tableKey,
          ]
        : [],
      stars: {
        '*': 'xray:PutTraceSegments, xray:PutTelemetryRecords and dynamodb:ListStreams know no resources; no other statement of the role has only a star.',
      },
    }),

    /** Telling the account's default event bus, as Keycard and as nobody else. */
    eventBus: (): Grant => ({
      environment: {},
      statements: [
        new PolicyStatement({
          sid: 'EventBus',
          actions: ['events:PutEvents'],
          resources: [stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })],
          conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
        }),
      ],
    }),

    /** Reading it, by who adds nothing to it: who can do both could write over what they have read. */
    auditReading: (): Grant => ({
      environment: { [variables.auditTable]: tables.audit.tableName },
      statements: [new PolicyStatement({ sid: 'AuditReading', actions: ['dynamodb:Query'], resources: [tables.audit.tableArn] }), tableKey],
    }),

    /** The stay-logged-in sessions of a customer; the table itself comes with `data`. */
    sessionsOfCustomer: (): Grant => ({ environment: {}, statements: [queryIndex('SessionsOfCustomer', sessionsIndex)] }),

    /** Support requests by status; the table itself comes with `data`. */
    supportQueue: (): Grant => ({ environment: {}, statements: [queryIndex('SupportQueue', supportIndex)] }),

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

    /**
     * Sending as the shop's sender, and as nobody else, by a configuration set of the stack's own. SES asks besides for identities that
     * nobody can name here (local/aws/ses-account.ts says where this is known from): the one that covers the sender, be it the address,
     * its domain or a domain above that, and in the sandbox every recipient's. What the star lets in beyond these is no other sender: the
     * condition holds for each of them.
     */
    mail: (): Grant => {
      const ofSes = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}`;
      return {
        kind: 'mail',
        brand: 'messages',
        environment: {
          [variables.mailFrom]: options.mailFrom,
          [variables.mailSet]: mails.configurationSetName,
          [variables.shopName]: options.shopName,
          // E-mails lead to a new password.
          [variables.forgotPasswordUrl]: options.forgotPasswordUrl,
        },
        statements: [
          new PolicyStatement({
            sid: 'Mail',
            // SES checks the second one where an e-mail is sent as MIME. Whether it takes one with a logo for that no guide of AWS says.
            actions: ['ses:SendEmail', 'ses:SendRawEmail'],
            resources: [`${ofSes}:identity/*`, `${ofSes}:configuration-set/${mails.configurationSetName}`],
            conditions: { StringEquals: { 'ses:FromAddress': addressOf(options.mailFrom) } },
          }),
        ],
        stars: {
          'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*':
            'In the sandbox SES asks for the identity of every recipient; the sender stays one, by a condition.',
        },
      };
    },

    /** Whether passwords are chosen here, and judging one that is: no resource, no permission. */
    passwords: (): Grant => ({
      environment: {
        [variables.passwordMinimum]: String(options.passwordMinimum),
        [variables.changePasswordUrl]: options.changePasswordUrl,
        [variables.forgotPasswordUrl]: options.forgotPasswordUrl,
      },
      statements: [],
    }),

    /** SMS to phones. A phone number has no ARN, so what is left out is every topic. */
    sms: (): Grant => ({
      brand: 'messages',
      environment: {
        [variables.shopName]: options.shopName,
        [variables.smsSenderId]: options.smsSenderId,
        [variables.smsCountries]: options.smsCountries.join(' '),
        [variables.smsPerDay]: String(options.smsPerDay),
      },
      statements: [new PolicyStatement({ sid: 'Sms', actions: ['sns:Publish'], notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`] })],
    }),

    /** Checking solutions of the CAPTCHA of recoveries and support requests, of whichever provider. ALTCHA's own key comes with `keyring`, its used solutions with `data`. */
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

    /** Whether the contract is shown to people: no resource, no permission. */
    apiDocs: (): Grant => ({ environment: { [variables.apiDocs]: String(options.apiDocs) }, statements: [] }),

    /** What pages say about the shop and what it asks for, and whose CAPTCHA they show: no resource, no permission. */
    shop: (): Grant => ({
      brand: 'pages',
      environment: shopVariables(options),
      statements: [],
    }),
  };
}
