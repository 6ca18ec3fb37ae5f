/**
 * `npm run admin -- prod`: the team's console, a page on this machine that signs with the AWS credentials of whoever starts it. Exit codes:
 * 0 ended by Ctrl-C, 1 it cannot be started, 2 called wrongly.
 */
import { parseArgs } from 'node:util';
import { WrongOptions } from '../cdk/read-options.ts';
import { AwsRefused } from './aws.ts';
import { endWith, parsed, Refused, WrongUse } from './command.ts';
import { failureOf } from './console/failure.ts';
import { installationOf } from './console/installation.ts';
import { startConsole } from './console/server.ts';

const usage = `Usage: npm run admin -- <stage>
  Serves the console on this machine, and prints its address. PORT is its port; else one that is free. Ctrl-C ends it.

  --url    the API, such as https://login.shop.example; else KEYCARD_URL, else the output of the stage's stack,
           and of the stage local http://localhost:3000
  Credentials are found as the AWS CLI finds them: environment, AWS_PROFILE, SSO. Behind a CDN its secret is read from
  Secrets Manager, unless KEYCARD_CDN_SECRET has it.`;

async function run(argv: string[]): Promise<void> {
  const options = { url: { type: 'string' }, help: { type: 'boolean' } } as const;
  const { values, positionals } = parsed(() => parseArgs({ args: argv, options, allowPositionals: true }));
  if (values.help) return console.log(usage);
  const [stage, more] = positionals;
  if (!stage || more) throw new WrongUse(stage ? `admin does not know what to do with ${more}` : 'which stage?');
  const port = Number(process.env.PORT || 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new WrongUse(`PORT=${process.env.PORT} is not a port`);

  const installation = await installationOf(stage, values.url, process.env).catch(inWords);
  const { about } = installation;
  const served = await startConsole(installation, port).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new Refused(`Port ${port} is taken. Choose another: PORT=4000 npm run admin -- ${stage}`) : error;
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void served.stop().then(() => process.exit(0)));
  console.log(`
${about.kind === 'customers' ? `REAL CUSTOMERS: stage ${about.stage}` : `Stage ${about.stage}`}
  API      ${about.url}
  Account  ${about.account}
  You are  ${about.identity}

  Console  ${served.url}

  The address is for you alone: whoever has it acts as you. Ctrl-C ends the console.
`);
}

function inWords(error: unknown): never {
  if (error instanceof WrongUse || error instanceof Refused) throw error;
  if (error instanceof WrongOptions) throw new Refused(error.message);
  const { says, todo } = failureOf(error);
  throw new Refused(error instanceof AwsRefused && todo ? `${says}\n${todo}` : says);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  endWith(error, usage);
}
