import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.ts';
import { alarms } from './alarms.ts';
import { restApi } from './api.ts';
import { dailyBackup } from './backup.ts';
import { dashboard } from './dashboard.ts';
import { flag as installedFlag } from './flag.ts';
import { functionMaker } from './function.ts';
import type { FunctionName } from './functions.ts';
import { grants } from './grants.ts';
import { encryptionKey } from './key.ts';
import { mailFeedback, mailSet } from './mail-feedback.ts';
import { metrics } from './metrics.ts';
import { exampleSender, type Options } from './options.ts';
import { sweepSchedule } from './sweep.ts';
import { tables as keycardTables } from './tables.ts';
import { noWebAcl, webAcl } from './waf.ts';

/** `bundles` is the directory that `bundleFunctions` wrote. */
export type KeycardProps = StackProps & { readonly options: Options; readonly bundles: string };

/** Keycard as a list: what there is, and what each function may do with it. */
export class KeycardStack extends Stack {
  constructor(scope: Construct, id: string, { options, bundles, ...props }: KeycardProps) {
    super(scope, id, props);

    const key = encryptionKey(this, options);
    const tables = keycardTables(this, key, options);
    const switches = installedFlag(this, options.stage, options.logRetentionDays);

    const mails = mailSet(this);
    const given = grants({ tables, key, flag: switches, mails, options });
    const { data, sessionsOfCustomer, supportQueue, auditLog, auditReading, keyring, keyringOnDemand, publicKeys, sharedKeys } = given;
    const { mail, sms, captcha, flag, shop, supportTeam, supportApproval, workingCalendar } = given;
    const fn = functionMaker(this, bundles, options);

    const readAndWrite = ['GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'] as const;
    // A function that is not in this list does not compile.
    const functions: Record<FunctionName, LambdaFunction> = {
      login: fn(
        'login',
        data(['customer', 'login', 'family'], ...readAndWrite, 'DeleteItem'),
        auditLog(),
        keyring('challenges', 'codes', 'recovery-codes', 'signing', 'sessions'),
        sharedKeys('Decrypt'),
        mail(),
        flag(),
      ),
      security: fn(
        'security',
        data(['customer', 'login', 'email', 'family', 'budget'], ...readAndWrite, 'DeleteItem'),
        auditLog(),
        auditReading(),
        sessionsOfCustomer(),
        publicKeys(),
        keyring('codes', 'recovery-codes'),
        sharedKeys('Encrypt', 'Decrypt'),
        mail(),
        sms(),
        flag(),
      ),
      recovery: fn(
        'recovery',
        data(['customer', 'login', 'supportRequest', 'network', 'budget', 'captcha'], ...readAndWrite, 'Query'),
        auditLog(),
        keyring('challenges', 'links', 'codes', 'captcha'),
        captcha(),
        mail(),
        sms(),
      ),
      support: fn(
        'support',
        data(['customer', 'login', 'email', 'supportRequest', 'asked', 'network', 'captcha'], ...readAndWrite, 'Query'),
        auditLog(),
        keyring('captcha', 'links'),
        captcha(),
        mail(),
        supportTeam(),
        workingCalendar(),
      ),
      'support-sweep': fn('support-sweep', data(['customer', 'supportRequest'], ...readAndWrite), supportQueue(), auditLog(), mail()),
      'mail-feedback': fn('mail-feedback', data(['email'], 'Query', 'UpdateItem'), auditLog()),
      admin: fn(
        'admin',
        // Whatever belongs to a customer is looked for and erased.
        data(['customer', 'login', 'email', 'family', 'supportRequest', 'asked', 'budget'], ...readAndWrite, 'Query', 'DeleteItem'),
        sessionsOfCustomer(),
        supportQueue(),
        auditLog(),
        keyringOnDemand('links'),
        mail(),
        sms(),
        supportApproval(),
        workingCalendar(),
      ),
      discovery: fn('discovery', keyringOnDemand('signing')),
      pages: fn('pages', shop()),
      preflight: fn('preflight'),
    };

    const { api, url, domainTarget } = restApi(this, functions, options);
    if (options.waf) webAcl(this, api.deploymentStage, options);
    else noWebAcl(api.deploymentStage);

    const sweepFailures = sweepSchedule(this, functions['support-sweep']);
    const feedbackFailures = mailFeedback(this, mails, functions['mail-feedback']);
    const numbers = metrics({ functions, api, tables, sweepFailures, feedbackFailures, stage: options.stage });
    const topic = alarmTopic(this, options);
    dailyBackup(this, tables, options);
    dashboard(this, options.stage, numbers, alarms(this, numbers, topic, options));

    if (options.mailFrom === exampleSender && options.stage !== 'local') {
      Annotations.of(this).addWarningV2(
        'keycard:mailFrom',
        `mailFrom is the example address: SES will send nothing. Say in config/${options.stage}.json: "mailFrom": "Shop <login@your.domain>".`,
      );
    }

    new CfnOutput(this, 'ApiUrl', { value: url, description: 'Where Keycard answers' });
    new CfnOutput(this, 'JwksUrl', { value: `${url}/.well-known/jwks.json`, description: 'Public keys of the access tokens' });
    new CfnOutput(this, 'TableName', { value: tables.data.tableName, description: 'What Keycard knows' });
    new CfnOutput(this, 'KeyringTableName', { value: tables.keyring.tableName, description: 'The wrapped keys' });
    new CfnOutput(this, 'AuditTableName', { value: tables.audit.tableName, description: 'The audit log' });
    new CfnOutput(this, 'KeyArn', { value: key.keyArn, description: 'What opens the tables: keyArn of a later installation' });
    new CfnOutput(this, 'FlagParameterName', { value: switches.enabledParameter, description: 'true switches two-factor login on' });
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn, description: 'Where alarms go; subscribe a pager or a chat' });
    if (options.keyArn) new CfnOutput(this, 'ImportedKey', { value: 'true', description: 'The key is not of this stack' });
    if (options.tableArns) new CfnOutput(this, 'ImportedTables', { value: 'true', description: 'The tables are not of this stack' });
    if (options.domain) new CfnOutput(this, 'DomainName', { value: options.domain.name, description: 'The domain of its own' });
    if (domainTarget)
      new CfnOutput(this, 'DomainTarget', { value: domainTarget, description: 'What the DNS record of DomainName points to' });
  }
}
