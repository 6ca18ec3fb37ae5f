/** What can be known about an account before Keycard is deployed into it. Every call only reads. */
import type { Options } from '../cdk/options.ts';
import { stackName } from '../cdk/stack-name.ts';
import { apiLogRoleOf, makeLogRole, noLogRole } from './api-log-role.ts';
import { type AwsCaller, AwsRefused, askJson, askQuery, askRest, ifThere, textsOf } from './aws.ts';
import { deployedStack, lostBy, removeFailed } from './deployed-stack.ts';
import { type Check, type Finding, ok, warning, wrong } from './findings.ts';
import { backupVault, existingKey, existingTables } from './preflight-data.ts';
import { mailAccount, sender, textMessages } from './preflight-sending.ts';

const who: Check = async (aws) => {
  const xml = await askQuery(aws, { name: 'sts' }, '2011-06-15', 'GetCallerIdentity');
  return [ok(`account ${textsOf(xml, 'Account')[0]}, region ${aws.region}, as ${textsOf(xml, 'Arn')[0]}`)];
};

const bootstrapped: Check = async (aws) => {
  const isThere = await parameter(aws, '/cdk-bootstrap/hnb659fds/version');
  return [
    isThere
      ? ok('the CDK is bootstrapped here')
      : wrong('the CDK is not bootstrapped in this account and region', `npx cdk bootstrap aws://<account>/${aws.region}`),
  ];
};

const update: Check = async (aws, options) => {
  const present = await deployedStack(aws, options.stage);
  const { outputs, failed } = present;
  const name = stackName(options.stage);
  if (failed) return [wrong(`the creation of ${name} failed (${failed})`, removeFailed(options.stage, aws.region))];
  if (Object.keys(outputs).length === 0) return [ok(`${name} is not there yet`)];
  const lost = lostBy(options, present).map(({ what, says }) =>
    wrong(`the update would take the ${what} away: ${says}`, `put it back, or deploy with --let-go ${what}`),
  );
  return lost.length > 0 ? lost : [ok(`${name} is there, and the update takes nothing away`)];
};

const certificate: Check = async (aws, { domain }) => {
  if (!domain) return [];
  const asked = { CertificateArn: domain.certificateArn };
  type Described = { Certificate: { Status: string; DomainName: string; SubjectAlternativeNames?: string[] } };
  const described = await ifThere(askJson(aws, { name: 'acm' }, 'CertificateManager.DescribeCertificate', asked));
  if (!described) return [wrong(`the certificate of ${domain.name} is not there`, 'name another one as domain.certificateArn')];
  const { Certificate: found } = described as Described;
  if (found.Status !== 'ISSUED') {
    return [wrong(`the certificate of ${domain.name} is ${found.Status}`, 'ACM waits for its DNS records, or asks for a new certificate')];
  }
  const covered = [found.DomainName, ...(found.SubjectAlternativeNames ?? [])];
  const anyOfParent = domain.name.replace(/^[^.]+/, '*');
  if (!covered.includes(domain.name) && !covered.includes(anyOfParent)) {
    return [wrong(`the certificate is for ${covered.join(', ')}, and not for ${domain.name}`, 'name another one as domain.certificateArn')];
  }
  return [ok(`the certificate of ${domain.name} is issued`)];
};

const logRole: Check = async (aws, { stage, apiLogRole }) => {
  const found = await apiLogRoleOf(aws);
  if (apiLogRole === 'account') return [found ? ok(`${found} writes logs of API Gateway`) : wrong(noLogRole, makeLogRole(stage))];
  if (!found) return [ok('no role writes logs of API Gateway yet; the stack makes one')];
  // CloudFormation names a role after its stack.
  if (found.includes(`:role/${stackName(stage)}-`)) return [ok("the stack's own role writes logs of API Gateway")];
  return [
    warning(
      `${found} writes the logs of all APIs here, and the stack puts a role of its own in its place`,
      'leave "apiLogRole" out, so that it stays',
    ),
  ];
};

/** What AWS gives an account that is not new. */
const usualConcurrency = 1000;

/** AWS keeps so many for functions that reserve none, and refuses a reservation that would take of them (Lambda Developer Guide, "Configuring reserved concurrency"). */
const leastUnreserved = 100;

const concurrency: Check = async (aws, { stage, loginConcurrency = 0 }) => {
  type Settings = { AccountLimit: { ConcurrentExecutions: number; UnreservedConcurrentExecutions: number } };
  const { AccountLimit } = (await askRest(aws, { name: 'lambda' }, '/2016-08-19/account-settings/')) as Settings;
  const { ConcurrentExecutions: all, UnreservedConcurrentExecutions: free } = AccountLimit;
  const says = `${all} functions may run at once, ${free} of them unreserved`;
  if (loginConcurrency > 0 && free - loginConcurrency < leastUnreserved) {
    const tooMany = `${says}: loginConcurrency leaves fewer than ${leastUnreserved} of them, which AWS refuses`;
    // What it has reserved already is not among those that are free.
    const { outputs } = await deployedStack(aws, stage);
    return [
      Object.keys(outputs).length > 0
        ? warning(tooMany, 'nothing, if logins have as many already; else take fewer')
        : wrong(tooMany, 'take fewer, or ask for more (Service Quotas, Lambda, "Concurrent executions")'),
    ];
  }
  if (all >= usualConcurrency) return [ok(says)];
  return [
    warning(`${says}: a wave of logins uses that up`, `ask for ${usualConcurrency} (Service Quotas, Lambda, "Concurrent executions")`),
  ];
};

const captchaSecret: Check = async (aws, { captcha }) => {
  if (captcha.provider === 'altcha') return [];
  const found = await parameter(aws, captcha.secretParameter);
  if (found?.Type === 'SecureString') return [ok(`${captcha.secretParameter} holds a secret key`)];
  const put = `aws ssm put-parameter --type SecureString --name ${captcha.secretParameter} --value …`;
  return [wrong(`${captcha.secretParameter} is ${found ? `a ${found.Type}, readable in clear` : 'not there'}`, put)];
};

const cdnSecrets: Check = async (aws, { cdn }) => {
  const found = await Promise.all(
    (cdn?.secretArns ?? []).map(async (SecretId) => {
      // Its value is not asked for.
      const described = await ifThere(askJson(aws, { name: 'secretsmanager' }, 'secretsmanager.DescribeSecret', { SecretId }));
      const { DeletedDate } = (described ?? {}) as { DeletedDate?: number };
      if (described && !DeletedDate) return ok(`the CDN's secret ${SecretId} is there`);
      const says = `the CDN's secret ${SecretId} is ${DeletedDate ? 'scheduled for deletion' : 'not there'}`;
      return wrong(
        says,
        DeletedDate ? `aws secretsmanager restore-secret --secret-id ${SecretId}` : 'docs/deploy.md, "Behind a CDN", makes one',
      );
    }),
  );
  return found;
};

/** Its value is not asked for. */
async function parameter(aws: AwsCaller, Name: string): Promise<{ Type: string } | undefined> {
  const answer = await ifThere(askJson(aws, { name: 'ssm' }, 'AmazonSSM.GetParameter', { Name }));
  return (answer as { Parameter: { Type: string } } | undefined)?.Parameter;
}

/** By what they look at, in the order of a first deployment. */
const checks: Readonly<Record<string, Check>> = {
  'the caller': who,
  'the CDK': bootstrapped,
  'the stack': update,
  'the sender': sender,
  'e-mail': mailAccount,
  SMS: textMessages,
  'the certificate': certificate,
  "the CAPTCHA's secret key": captchaSecret,
  'the secrets of the CDN': cdnSecrets,
  'the key': existingKey,
  'the tables': existingTables,
  'the backup vault': backupVault,
  'the role of API Gateway': logRole,
  'the concurrency of Lambda': concurrency,
};

/** Looks at everything. What may not be looked at, or is not answered, is a warning of its own. */
export async function preflight(aws: AwsCaller, options: Options): Promise<Finding[]> {
  const found = await Promise.all(
    Object.entries(checks).map(([what, check]) =>
      check(aws, options).catch((error: Error) => [
        warning(`${what} could not be looked at: ${wordsOf(error)}`, 'look yourself, or ask with more rights'),
      ]),
    ),
  );
  return found.flat();
}

function wordsOf(error: Error): string {
  if (error instanceof AwsRefused) return error.message ? `${error.name}, ${error.message}` : error.name;
  return (error.cause as Error | undefined)?.message || error.message;
}
