/**
 * `npm run preflight -- prod`: what in the account is not ready for a deployment. It only looks. Exit codes: 0 nothing is wrong, 1 something
 * is, 2 called wrongly.
 */
import { optionsOf, WrongOptions } from '../cdk/read-options.ts';
import { awsCaller } from './aws.ts';
import { inWords, isWrong } from './findings.ts';
import { preflight } from './preflight-checks.ts';

const [stage, more] = process.argv.slice(2);
if (!stage || more || stage.startsWith('-')) {
  console.error('Usage: npm run preflight -- <stage>');
  process.exit(2);
}

try {
  const aws = await awsCaller(optionsOf(stage).region);
  const findings = await preflight(aws, optionsOf(stage, aws.region));
  console.log(inWords(findings));
  process.exitCode = isWrong(findings) ? 1 : 0;
} catch (error) {
  const { name, message } = error as Error;
  console.error(error instanceof WrongOptions ? message : `${name}: ${message}`);
  process.exitCode = 1;
}
