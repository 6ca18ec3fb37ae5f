/**
 * `npm run smoke -- prod`: does what is deployed answer as it should? Exit codes: 0 it does, 1 it does not, 2 called wrongly.
 */
import { parseArgs } from 'node:util';
import { optionsOf, WrongOptions } from '../cdk/read-options.ts';
import { stackName } from '../cdk/stack-name.ts';
import { awsCaller } from './aws.ts';
import { deployedStack } from './deployed-stack.ts';
import { inWords, isWrong } from './findings.ts';
import { smoke } from './smoke-checks.ts';

const usage = `Usage: npm run smoke -- <stage> [--url https://login.shop.example]
  The URL is else the output ApiUrl of the stack; of the stage local it is http://localhost:3000, or as PORT says.`;

/** A frontend in the making, on the stack that takes them all. */
const localFrontend = 'http://localhost:5173';

try {
  const { stage, url } = called();
  const { region, allowedOrigins, cdn } = optionsOf(stage);
  const { ApiUrl, OriginUrl: behind } = url || stage === 'local' ? {} : (await deployedStack(await awsCaller(region), stage)).outputs;
  const found = url ?? (stage === 'local' ? `http://localhost:${process.env.PORT || 3000}` : ApiUrl);
  if (!found) fail(1, `${stackName(stage)} is not deployed, or was never made to its end`);
  const findings = await smoke({
    url: found.replace(/\/+$/, ''),
    origin: stage === 'local' ? localFrontend : allowedOrigins[0],
    behind,
    addressHeader: behind && cdn?.addressHeader,
  });
  console.log(`${found}\n${inWords(findings)}`);
  process.exitCode = isWrong(findings) ? 1 : 0;
} catch (error) {
  const { name, message } = error as Error;
  fail(1, error instanceof WrongOptions ? message : `${name}: ${message}`);
}

function called(): { stage: string; url: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ options: { url: { type: 'string' } }, allowPositionals: true });
    const [stage, more] = positionals;
    if (!stage || more) throw new Error('which stage?');
    if (values.url && !URL.canParse(values.url)) throw new Error(`${values.url} is not a URL`);
    return { stage, url: values.url };
  } catch (error) {
    fail(2, `${(error as Error).message}\n\n${usage}`);
  }
}

function fail(code: number, message: string): never {
  console.error(message);
  process.exit(code);
}
