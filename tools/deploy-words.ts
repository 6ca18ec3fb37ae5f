/** What stands behind `npm run deploy --`. */
import { type Losable, losable } from './deployed-stack.ts';

export const usage = `Usage: npm run deploy -- <stage> [--let-go ${losable.join('|')}] [options of cdk deploy]`;

type DeployWords = { readonly stage: string; readonly letGo: readonly Losable[]; readonly forCdk: readonly string[] };

/** What the words ask for, or what is wrong with them. */
export function deployWords([stage = '', ...rest]: readonly string[]): DeployWords | string {
  const letGo: Losable[] = [];
  const forCdk: string[] = [];
  while (rest.length > 0) {
    if (rest[0]?.startsWith('--let-go=')) rest.splice(0, 1, ...rest[0].split('='));
    const [word = '', value] = rest.splice(0, rest[0] === '--let-go' ? 2 : 1);
    // What is compared must be what is deployed.
    const [, other] = /^(--profile|--region|--app|-a|--context|-c)(?:=|$)/.exec(word) ?? [];
    if (other) return `${other} would deploy elsewhere than was looked: set AWS_PROFILE, or the options in config/${stage}.json`;
    if (word !== '--let-go') forCdk.push(word);
    else if (isLosable(value)) letGo.push(value);
    else return `--let-go takes one of ${losable.join(', ')}`;
  }
  return !stage || stage.startsWith('-') ? 'no stage is named' : { stage, letGo, forCdk };
}

function isLosable(word: string | undefined): word is Losable {
  return (losable as readonly (string | undefined)[]).includes(word);
}
