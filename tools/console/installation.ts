/** What a console is for: a stage, where it answers, and how whoever started the console signs. */
import { comeAndGo, optionsOf } from '../../cdk/read-options.ts';
import { stackName } from '../../cdk/stack-name.ts';
import { type AdminCaller, adminCaller } from '../admin-caller.ts';
import { type AwsCaller, askJson, askQuery, awsCaller, textsOf } from '../aws.ts';
import { Refused, WrongUse } from '../command.ts';
import { deployedStack } from '../deployed-stack.ts';
import type { About } from './contract.ts';

export type Installation = {
  readonly about: About;
  /** Looks credentials up anew, as they may have been renewed since. */
  readonly admin: () => Promise<AdminCaller>;
  readonly aws: () => Promise<AwsCaller>;
};

type Environment = Readonly<Record<string, string | undefined>>;

const isOfThisMachine = (url: string) => /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/.test(url);

/**
 * @param url what `--url` says, if anything
 * @param file where its options stand, if not in `config/`
 * @throws WrongOptions, WrongUse, Refused or AwsRefused, in words for people
 */
export async function installationOf(stage: string, url: string | undefined, env: Environment, file?: string): Promise<Installation> {
  const given = url || env.KEYCARD_URL;
  if (stage === 'local') return installationHere(given, env);
  if (given && isOfThisMachine(given)) throw new WrongUse(`${given} is on this machine: that is the stage local`);

  const { region, supportWaitHours, cdn } = optionsOf(stage, undefined, file);
  // Kept for as long as they are good: a profile of SSO asks its server each time.
  const aws = remembered(() => awsCaller(region));
  const first = await aws();
  const { OriginUrl, ApiUrl } = given ? {} : (await deployedStack(first, stage)).outputs;
  const found = (given ?? OriginUrl ?? ApiUrl)?.replace(/\/+$/, '');
  if (!found) throw new Refused(`${stackName(stage)} is not deployed, or was never made to its end`);
  if (!found.startsWith('https://')) throw new WrongUse(`${found} is not https`);
  const secret = cdn && (env.KEYCARD_CDN_SECRET || (await secretOf(first, cdn.secretArns[0] ?? '')));
  const who = await askQuery(first, { name: 'sts' }, '2011-06-15', 'GetCallerIdentity');
  return {
    about: {
      stage,
      kind: comeAndGo.includes(stage) ? 'test' : 'customers',
      url: found,
      account: textsOf(who, 'Account')[0] ?? '',
      identity: textsOf(who, 'Arn')[0] ?? '',
      waitHours: supportWaitHours,
    },
    aws,
    admin: async () => ({ ...(await aws()), url: found, ...(secret && { headers: { 'x-api-key': secret } }) }),
  };
}

/** The stack of `npm start`, which has AWS on the port after its own. */
function installationHere(given: string | undefined, env: Environment): Installation {
  const caller = adminCaller(given, env);
  if (!isOfThisMachine(caller.url)) throw new WrongUse(`${caller.url} is not on this machine, so it is no stage local`);
  const { supportWaitHours } = optionsOf('local');
  const endpoint = env.AWS_ENDPOINT_URL || besides(caller.url);
  return {
    about: {
      stage: 'local',
      kind: 'local',
      url: caller.url,
      account: '000000000000',
      identity: `arn:aws:iam::000000000000:user/${caller.credentials.accessKeyId}`,
      waitHours: supportWaitHours,
    },
    admin: async () => caller,
    aws: async () => ({ region: caller.region, credentials: caller.credentials, endpoint }),
  };
}

function besides(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return `${protocol}//${hostname}:${Number(port || 80) + 1}`;
}

/** Whoever may read the secret need not hand it to the command. */
async function secretOf(aws: AwsCaller, arn: string): Promise<string> {
  const answer = (await askJson(aws, { name: 'secretsmanager' }, 'secretsmanager.GetSecretValue', { SecretId: arn })) as {
    SecretString?: string;
  };
  return answer.SecretString ?? '';
}

/** Milliseconds for which credentials are taken as they were found. */
const KEPT = 60_000;

function remembered<T>(find: () => Promise<T>): () => Promise<T> {
  let found: { at: number; what: Promise<T> } | undefined;
  return () => {
    if (found && Date.now() - found.at < KEPT) return found.what;
    const what = find();
    found = { at: Date.now(), what };
    what.catch(() => {
      found = undefined;
    });
    return what;
  };
}
