/** What somebody looked at before or after a deployment, and how it is. */

import type { Options } from '../cdk/options.ts';
import type { AwsCaller } from './aws.ts';

export type Finding = {
  readonly verdict: 'ok' | 'warning' | 'wrong';
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
};

/** Looks at one thing; none: the options do not ask for it. */
export type Check = (aws: AwsCaller, options: Options) => Promise<Finding[]>;

export const ok = (says: string): Finding => ({ verdict: 'ok', says });
export const warning = (says: string, todo: string): Finding => ({ verdict: 'warning', says, todo });
export const wrong = (says: string, todo: string): Finding => ({ verdict: 'wrong', says, todo });

/** For a terminal: a line each, and below it what to do. */
export function inWords(findings: readonly Finding[]): string {
  const lines = findings.map(({ verdict, says, todo }) => `${verdict.padEnd(8)} ${says}${todo ? `\n${' '.repeat(9)}→ ${todo}` : ''}`);
  const count = (of: Finding['verdict']) => findings.filter(({ verdict }) => verdict === of).length;
  return `${lines.join('\n')}\n\n${count('ok')} ok, ${count('warning')} to look at, ${count('wrong')} wrong`;
}

export const isWrong = (findings: readonly Finding[]): boolean => findings.some(({ verdict }) => verdict === 'wrong');
