/** One deployment: options that make sense, nothing lost that customers use, and then the CDK. */
import { localRunsHere, optionsOf, WrongOptions } from '../cdk/read-options.ts';
import { stackName } from '../cdk/stack-name.ts';
import { apiLogRoleOf, makeLogRole, noLogRole } from './api-log-role.ts';
import type { AwsCaller } from './aws.ts';
import { deployedStack, handedOver, type Losable, lostBy, protect, removeFailed } from './deployed-stack.ts';

export class Refused extends Error {}

export type Deployment = {
  readonly stage: string;
  /** What may be taken away this once. */
  readonly letGo: readonly Losable[];
  /** Finds the caller's region and credentials. */
  readonly caller: (region: string | undefined) => Promise<AwsCaller>;
  /** Runs the CDK's own deployment into this account and region. @returns whether it succeeded */
  readonly cdk: (aws: AwsCaller) => Promise<boolean>;
  /** Told what went wrong beside the deployment itself. */
  readonly warn: (message: string) => void;
  /** Where its options stand, if not in `config/`. */
  readonly file?: string;
};

/**
 * @returns whether the stack is deployed
 * @throws WrongOptions; Refused, in words for people, when something would be lost
 */
export async function deploy({ stage, letGo, caller, cdk, warn, file }: Deployment): Promise<boolean> {
  if (stage === 'local') throw new WrongOptions(localRunsHere);
  const { region: wanted } = optionsOf(stage, undefined, file);
  const aws = await caller(wanted);
  const options = optionsOf(stage, aws.region, file);

  const present = await deployedStack(aws, stage);
  const { outputs, failed } = present;
  if (failed) {
    throw new Refused(
      `the creation of ${stackName(stage)} failed (${failed}): look at its events, take away what is in the way, then\n${removeFailed(stage, aws.region)}\nand deploy again`,
    );
  }
  const lost = lostBy(options, present);
  const refused = lost.filter(({ what }) => !letGo.includes(what));
  if (refused.length > 0) {
    const words = refused.map(({ what, says }) => `- ${what}: ${says}`).join('\n');
    const flags = refused.map(({ what }) => `--let-go ${what}`).join(' ');
    throw new Refused(
      `${stackName(stage)} in ${aws.region} would lose what it has:\n${words}\nIf that is what you want: npm run deploy -- ${stage} ${flags}`,
    );
  }

  // CloudFormation would find out half-way, with tables that cannot be deleted. Whoever may not look is told by it all the same.
  const logRole = options.apiLogRole === 'stack' || (await apiLogRoleOf(aws).catch(() => 'unknown'));
  if (!logRole) throw new Refused(`${noLogRole}. Have it make one:\n${makeLogRole(stage)}`);

  // Asked for anew each time: a deployment may outlast the credentials it began with.
  const close = () =>
    caller(aws.region)
      .then((renewed) => protect(renewed, stage))
      .catch((error: Error) =>
        warn(
          `CloudFormation was not told what to protect (${error.name}: ${error.message}): only npm run deploy notices a domain or a CDN that is left out.`,
        ),
      );
  const isThere = Object.keys(outputs).length > 0;
  // Else CloudFormation would refuse what has just been allowed.
  const released = [...letGo, ...handedOver(options, outputs)];
  const opens = isThere && released.length > 0;
  // Before the update, not after it: what a deployment that was killed had opened is closed by the next, and what never was closed, too.
  if (opens) await protect(aws, stage, released);
  else if (isThere) await close();
  const isDeployed = await cdk(aws);
  if (opens || (!isThere && isDeployed)) await close();
  return isDeployed;
}
