import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.ts';
import { alarms } from './alarms.ts';
import { restApi } from './api.ts';
import { dashboard } from './dashboard.ts';
import { flag as installedFlag } from './flag.ts';
import { functionMaker } from './function.ts';
import type { FunctionName } from './functions.ts';
import { grants } from './grants.ts';
import { encryptionKey } from './key.ts';
import { metrics } from './metrics.ts';
import { exampleSender, type Options } from './options.ts';
import { sweepSchedule } from './sweep.ts';
import { keycardTable } from './table.ts';
import { noWebAcl, webAcl } from './waf.ts';

/** `bundles` is the directory that `bundleFunctions` wrote. */
export type KeycardProps = StackProps & { readonly options: Options; readonly bundles: string };

/** Keycard as a list: what there is, and what each function may do with it. */
export class KeycardStack extends Stack {
  constructor(scope: Construct, id: string, { options, bundles, ...props }: KeycardProps) {
    super(scope, id, props);

    const key = encryptionKey(this, options.stage);
    const table = keycardTable(this, key);
    const switches = installedFlag(this, options.stage, options.logRetentionDays);

    const given = grants({ table, key, flag: switches, options });
    const { tableAccess, auditLog, sessionsOfCustomer, supportQueue, keyring, sharedKeys, mail, sms, captcha, flag, shop } = given;
    const { supportTeam, supportApproval, workingCalendar } = given;
    const fn = functionMaker(this, bundles, options);

    // A function that is not in this list does not compile.
    const functions: Record<FunctionName, LambdaFunction> = {
      login: fn(
        'login',
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('challenges', 'codes', 'recovery-codes', 'signing', 'sessions'),
        sharedKeys('Decrypt'),
        mail(),
        flag(),
      ),
      security: fn(
        'security',
        tableAccess('GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'),
        auditLog(),
        sessionsOfCustomer(),
        keyring('codes', 'recovery-codes'),
        sharedKeys('Encrypt', 'Decrypt'),
        mail(),
        sms(),
        flag(),
      ),
      recovery: fn(
        'recovery',
        tableAccess('GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('challenges', 'links', 'codes', 'captcha'),
        captcha(),
        mail(),
        sms(),
      ),
      support: fn(
        'support',
        tableAccess('GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('captcha', 'links'),
        captcha(),
        mail(),
        supportTeam(),
        workingCalendar(),
      ),
      'support-sweep': fn('support-sweep', tableAccess('GetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'), supportQueue(), mail()),
      admin: fn(
        'admin',
        // Whatever belongs to a customer is looked for and erased.
        tableAccess('GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'),
        sessionsOfCustomer(),
        supportQueue(),
        keyring('links'),
        mail(),
        sms(),
        supportApproval(),
        workingCalendar(),
      ),
      discovery: fn('discovery', tableAccess('GetItem', 'PutItem'), keyring('signing')),
      pages: fn('pages', shop()),
      preflight: fn('preflight'),
    };

    const { api, url, domainTarget } = restApi(this, functions, options);
    if (options.waf) webAcl(this, api.deploymentStage, options);
    else noWebAcl(api.deploymentStage);

    const sweepFailures = sweepSchedule(this, functions['support-sweep']);
    const numbers = metrics({ functions, api, table, sweepFailures, stage: options.stage });
    const topic = alarmTopic(this, options);
    dashboard(this, options.stage, numbers, alarms(this, numbers, topic, options));

    if (options.mailFrom === exampleSender && options.stage !== 'local') {
      Annotations.of(this).addWarningV2(
        'keycard:mailFrom',
        'mailFrom is the example address: SES will send nothing. Deploy with -c mailFrom="Shop <login@your.domain>".',
      );
    }

    new CfnOutput(this, 'ApiUrl', { value: url, description: 'Where Keycard answers' });
    new CfnOutput(this, 'JwksUrl', { value: `${url}/.well-known/jwks.json`, description: 'Public keys of the access tokens' });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'FlagParameterName', { value: switches.enabledParameter, description: 'true switches two-factor login on' });
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn, description: 'Where alarms go; subscribe a pager or a chat' });
    if (domainTarget)
      new CfnOutput(this, 'DomainTarget', { value: domainTarget, description: 'What the DNS record of domainName points to' });
  }
}
