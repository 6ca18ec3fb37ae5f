import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type RouteName, routes } from '../shared/http/routes/map.ts';
import { alarmTopic } from './alarm-topic.ts';
import { alarms } from './alarms.ts';
import { restApi } from './api.ts';
import { dashboard } from './dashboard.ts';
import { flag as installedFlag } from './flag.ts';
import { functionMaker } from './function.ts';
import { grants } from './grants.ts';
import { encryptionKey } from './key.ts';
import { metrics } from './metrics.ts';
import { exampleSender, type Options } from './options.ts';
import { sweepSchedule } from './sweep.ts';
import { keycardTable } from './table.ts';
import { noWebAcl, webAcl } from './waf.ts';

/** Functions that no route names: the answer to browsers' preflights, and what a schedule calls. */
const beyondRoutes = ['preflight', 'support-sweep'] as const;

/** A new route whose function is not in the list below does not compile. */
export type FunctionName = (typeof routes)[RouteName]['function'] | (typeof beyondRoutes)[number];

export const functionNames = [...new Set<FunctionName>([...Object.values(routes).map((route) => route.function), ...beyondRoutes])];

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

    /** What a change that asks for password and code needs to check them, and to write the change down. */
    const proof = [keyring('codes', 'recovery-codes'), sharedKeys('Decrypt')] as const;
    const stepUp = [tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem'), auditLog(), ...proof] as const;

    const functions: Record<FunctionName, LambdaFunction> = {
      // Login
      login: fn(
        'login',
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('challenges', 'codes', 'signing'),
        mail(),
        flag(),
      ),
      'login-verify': fn(
        'login-verify',
        tableAccess('GetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('challenges', 'codes', 'recovery-codes', 'signing'),
        sharedKeys('Decrypt'),
        mail(),
      ),
      'login-recovery-code': fn(
        'login-recovery-code',
        tableAccess('GetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('challenges', 'codes', 'recovery-codes', 'signing'),
        sharedKeys('Decrypt'),
        mail(),
      ),
      'login-resend': fn(
        'login-resend',
        tableAccess('GetItem', 'UpdateItem', 'PutItem'),
        auditLog(),
        keyring('challenges', 'codes'),
        mail(),
      ),

      // Session
      'session-refresh': fn(
        'session-refresh',
        tableAccess('GetItem', 'UpdateItem', 'ConditionCheckItem', 'DeleteItem', 'PutItem'),
        keyring('signing', 'sessions'),
        mail(),
        flag(),
      ),
      'session-show': fn('session-show', tableAccess('GetItem', 'BatchGetItem')),
      'session-logout': fn('session-logout', tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem', 'PutItem')),

      // The customer's own account
      'security-show': fn('security-show', tableAccess('GetItem', 'BatchGetItem'), sessionsOfCustomer(), flag()),
      'security-activity': fn('security-activity', tableAccess('GetItem', 'BatchGetItem', 'Query')),
      'security-email': fn('security-email', ...stepUp, mail(), flag()),
      'security-code': fn(
        'security-code',
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem'),
        auditLog(),
        keyring('codes'),
        mail(),
        flag(),
      ),
      'security-disable': fn('security-disable', ...stepUp, mail(), flag()),
      'security-totp': fn('security-totp', ...stepUp, sharedKeys('Encrypt'), mail(), flag()),
      'security-totp-activate': fn('security-totp-activate', ...stepUp, mail(), flag()),
      'security-totp-reveal': fn('security-totp-reveal', ...stepUp, mail(), flag()),
      'security-recovery-codes': fn('security-recovery-codes', ...stepUp, mail(), flag()),
      'security-contact': fn(
        'security-contact',
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        ...proof,
        mail(),
        sms(),
        flag(),
      ),
      'security-contact-confirm': fn(
        'security-contact-confirm',
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'DeleteItem'),
        auditLog(),
        keyring('codes'),
        mail(),
        sms(),
      ),

      // Lost device
      captcha: fn('captcha', tableAccess('GetItem', 'PutItem'), keyring('captcha')),
      recovery: fn(
        'recovery',
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('challenges', 'links'),
        mail(),
      ),
      'recovery-sms': fn(
        'recovery-sms',
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('links', 'codes'),
        sms(),
      ),
      'recovery-confirm': fn(
        'recovery-confirm',
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem'),
        auditLog(),
        keyring('links', 'codes', 'captcha'),
        captcha(),
        mail(),
        sms(),
      ),
      'recovery-cancel': fn(
        'recovery-cancel',
        tableAccess('GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        keyring('links'),
        mail(),
      ),
      'support-request': fn(
        'support-request',
        tableAccess('GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        auditLog(),
        keyring('captcha', 'links'),
        captcha(),
        mail(),
        supportTeam(),
        workingCalendar(),
      ),
      'support-sweep': fn('support-sweep', tableAccess('GetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem'), supportQueue(), mail()),

      // Administration
      'admin-customers': fn(
        'admin-customers',
        // Whatever belongs to a customer is looked for and erased.
        tableAccess('GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem', 'Query'),
        sessionsOfCustomer(),
        mail(),
        sms(),
      ),
      'admin-support': fn(
        'admin-support',
        tableAccess('GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'ConditionCheckItem'),
        supportQueue(),
        keyring('links'),
        mail(),
        sms(),
        supportApproval(),
        workingCalendar(),
      ),

      // What everybody may read
      jwks: fn('jwks', tableAccess('GetItem', 'PutItem'), keyring('signing')),
      openapi: fn('openapi'),
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
