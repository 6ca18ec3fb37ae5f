import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { variables } from '../shared/config/environment.ts';
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
import { localRunsHere, WrongOptions } from './read-options.ts';
import { sweepSchedule } from './sweep.ts';
import { tables as keycardTables, type Tables } from './tables.ts';
import { calledByLogouts, toldByStream } from './told-events.ts';
import { noWebAcl, webAcl } from './waf.ts';

/** The CDK's context of an app that nobody deploys. What the stage `local` lets in, calls of any localhost among them, is for that one only. */
export const onThisMachine = 'keycard:on-this-machine';

export type KeycardProps = {
  /** What `readOptions` made of what was given. */
  readonly options: Options;
  /** The directory that `bundleFunctions` wrote. Without it: what the package `keycard` brings. */
  readonly bundles?: string | undefined;
};

/** In the package the functions lie beside the construct, as they are deployed. In a checkout there are none. */
const packed = join(import.meta.dirname, 'functions');

function packedBundles(): string {
  if (existsSync(packed)) return packed;
  throw new Error('bundles is missing: outside of the package say where bundleFunctions wrote them');
}

/** Keycard as a list: what there is, and what each function may do with it. For a stack of its own or of somebody else's. */
export class Keycard extends Construct {
  /** Where clients reach it, no slash at its end. */
  readonly url: string;
  /** Where the API itself answers: what a CDN in front forwards to. */
  readonly originUrl: string;
  /** What the DNS record of an own domain points to. */
  readonly domainTarget: string | undefined;
  readonly api: RestApi;
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly key: IKey;
  readonly tables: Tables;
  /** Name of the SSM parameter that switches two-factor login on. */
  readonly flagParameter: string;
  /** Where every alarm goes. */
  readonly alarmTopic: Topic;

  constructor(scope: Construct, id: string, { options, bundles = packedBundles() }: KeycardProps) {
    super(scope, id);
    if (options.stage === 'local' && !this.node.tryGetContext(onThisMachine)) throw new WrongOptions(localRunsHere);

    const key = encryptionKey(this, options);
    const tables = keycardTables(this, key, options);
    const switches = installedFlag(this, options.stage, options.logRetentionDays);

    const mails = mailSet(this);
    const given = grants({ tables, key, flag: switches, mails, options });
    const {
      data,
      usernameOwner,
      sessionsOfCustomer,
      supportQueue,
      auditLog,
      auditReading,
      apiDocs,
      auditStream,
      eventBus,
      keyring,
      keyringOnDemand,
      keyringWithSome,
      publicKeys,
      sharedKeys,
    } = given;
    const { mail, sms, captcha, flag, passwords, shop, supportTeam, supportApproval, workingCalendar } = given;
    const fn = functionMaker(this, bundles, options);

    const reads = ['GetItem', 'BatchGetItem'] as const;
    const readAndWrite = [...reads, 'UpdateItem', 'PutItem', 'ConditionCheckItem'] as const;
    const all = [...readAndWrite, 'Query', 'DeleteItem'] as const;
    // A function that is not in this list does not compile.
    const functions: Record<FunctionName, LambdaFunction> = {
      login: fn(
        'login',
        data({
          customer: readAndWrite,
          login: readAndWrite,
          hashes: reads,
          family: [...readAndWrite, 'DeleteItem'],
          captcha: ['PutItem'],
          client: ['GetItem', 'ConditionCheckItem'],
          authorization: ['GetItem', 'PutItem', 'UpdateItem'],
          handover: ['GetItem', 'PutItem', 'UpdateItem'],
        }),
        auditLog(),
        keyringWithSome(
          ['challenges', 'codes', 'recovery-codes', 'signing', 'sessions', 'devices'],
          ['captcha', 'not-me', 'authorizations'],
        ),
        sharedKeys('Decrypt'),
        mail(),
        flag(),
      ),
      security: fn(
        'security',
        data({
          customer: readAndWrite,
          login: readAndWrite,
          hashes: reads,
          budget: readAndWrite,
          family: [...reads, 'DeleteItem'],
          email: [...readAndWrite, 'DeleteItem'],
        }),
        auditLog(),
        sessionsOfCustomer(),
        publicKeys(),
        keyringWithSome(['codes', 'recovery-codes'], ['not-me', 'devices']),
        sharedKeys('Encrypt', 'Decrypt'),
        passwords(),
        mail(),
        sms(),
        flag(),
      ),
      activity: fn('activity', data({ customer: reads, family: reads }), sessionsOfCustomer(), auditReading(), publicKeys()),
      recovery: fn(
        'recovery',
        data({
          customer: [...readAndWrite, 'Query'],
          login: ['GetItem', 'UpdateItem'],
          email: ['Query'],
          supportRequest: readAndWrite,
          budget: readAndWrite,
          captcha: readAndWrite,
          network: reads,
        }),
        auditLog(),
        keyringWithSome(['challenges', 'links', 'codes', 'captcha'], ['not-me', 'devices']),
        captcha(),
        passwords(),
        mail(),
        sms(),
      ),
      support: fn(
        'support',
        data({
          customer: [...readAndWrite, 'Query'],
          asked: [...readAndWrite, 'Query'],
          supportRequest: readAndWrite,
          network: readAndWrite,
          captcha: readAndWrite,
          email: ['Query'],
        }),
        usernameOwner(),
        auditLog(),
        keyring('captcha', 'not-me'),
        captcha(),
        mail(),
        supportTeam(),
        workingCalendar(),
      ),
      'support-sweep': fn(
        'support-sweep',
        data({ customer: readAndWrite, supportRequest: readAndWrite }),
        supportQueue(),
        auditLog(),
        keyringOnDemand('not-me'),
        mail(),
      ),
      'mail-feedback': fn('mail-feedback', data({ email: ['Query', 'UpdateItem'] }), auditLog()),
      admin: fn(
        'admin',
        data({
          // Whatever belongs to a customer is looked for and erased.
          customer: all,
          login: all,
          email: all,
          directory: all,
          family: all,
          supportRequest: all,
          asked: all,
          budget: all,
          hashes: ['UpdateItem'],
          client: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
        }),
        sessionsOfCustomer(),
        supportQueue(),
        auditLog(),
        keyringOnDemand('not-me'),
        passwords(),
        mail(),
        sms(),
        supportApproval(),
        workingCalendar(),
      ),
      events: fn('events', auditStream(), eventBus()),
      'back-channel-logout': fn(
        'back-channel-logout',
        data({ customer: ['GetItem'], family: ['BatchGetItem', 'DeleteItem'], client: ['GetItem'] }),
        sessionsOfCustomer(),
        keyringOnDemand('signing'),
      ),
      discovery: fn('discovery', publicKeys(), apiDocs()),
      pages: fn('pages', shop()),
      preflight: fn('preflight'),
    };

    const { api, accessLog, url, originUrl, domainTarget } = restApi(this, functions, options);
    // They tell of it, and no call tells them where it is reached. Of the others some are the API's, which cannot be told before it is there.
    for (const name of ['support-sweep', 'back-channel-logout'] as const) functions[name].addEnvironment(variables.publicUrl, url);
    if (options.waf) webAcl(this, api.deploymentStage, url, options);
    else noWebAcl(api.deploymentStage);

    const sweepFailures = sweepSchedule(this, functions['support-sweep']);
    const feedbackFailures = mailFeedback(this, mails, functions['mail-feedback']);
    // One queue, and one alarm, for all that has to be looked at and is met again by itself or by nobody.
    toldByStream(this, tables.audit, functions.events, sweepFailures);
    calledByLogouts(this, functions['back-channel-logout'], sweepFailures);
    const numbers = metrics(this, { functions, api, accessLog, tables, sweepFailures, feedbackFailures, stage: options.stage });
    const topic = alarmTopic(this, options);
    dailyBackup(this, tables, options);
    dashboard(this, options.stage, numbers, alarms(this, numbers, topic, options));

    if (options.mailFrom === exampleSender && options.stage !== 'local') {
      Annotations.of(this).addWarningV2(
        'keycard:mailFrom',
        `mailFrom is the example address: SES will send nothing. Say in config/${options.stage}.json: "mailFrom": "Shop <login@your.domain>".`,
      );
    }

    this.url = url;
    this.originUrl = originUrl;
    this.domainTarget = domainTarget;
    this.api = api;
    this.functions = functions;
    this.key = key;
    this.tables = tables;
    this.flagParameter = switches.enabledParameter;
    this.alarmTopic = topic;
  }
}
