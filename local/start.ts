/**
 * `npm start`: the stack on this machine, with customers to try it, as `config/local.json` says; a change there starts it anew. `PORT` is
 * the API's port, 3000 by default.
 */
import type { Options } from '../cdk/options.ts';
import { optionsFile } from '../cdk/read-options.ts';
import { type DemoCustomer, setUpDemo } from './demo.ts';
import { followOptions } from './followed-options.ts';
import { region } from './intrinsics.ts';
import { localCredentials } from './signed-request.ts';
import { type LocalStack, startLocalStack } from './stack.ts';
import { flagParameter } from './switch.ts';
import { synthesize } from './synthesize.ts';

const port = Number(process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65534) fail(`PORT=${process.env.PORT} is not a port`);

const wordsOf = (error: NodeJS.ErrnoException) =>
  error.code === 'EADDRINUSE' ? `Port ${port} or ${port + 1} is taken. Choose another: PORT=4000 npm start` : error.message;

const followed = await followOptions({
  file: optionsFile('local'),
  start: serve,
  onFault: (message) => console.error(`\nconfig/local.json has changed, but:\n${message}\n`),
}).catch((error: Error) => fail(wordsOf(error)));

async function serve(options: Options): Promise<LocalStack> {
  const stack = await startLocalStack({
    assembly: await synthesize(options),
    port,
    awsPort: port + 1,
    onLog: ({ function: name, stream, line }) => {
      if (stream === 'stderr') console.error(`[${name}] ${line}`);
    },
  });
  const customers = await setUpDemo(stack).catch((error: Error) => {
    console.error(`The demo customers could not be put in: ${error.message}\n`);
    return [];
  });
  stack.customers.push(...customers);
  console.log(greeting(stack, customers));
  return stack;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void followed.stop().then(() => process.exit(0));
  });
}

function greeting({ url, awsUrl }: LocalStack, demo: DemoCustomer[]): string {
  const { accessKeyId, secretAccessKey } = localCredentials;
  const width = Math.max(0, ...demo.map(({ username }) => username.length));
  const passwordWidth = Math.max(0, ...demo.map(({ password }) => password.length));
  const lines = demo.flatMap(({ username, password, shows, sharedKey }) => [
    `    ${username.padEnd(width)}  ${password.padEnd(passwordWidth)}  ${shows}`,
    ...(sharedKey ? [`    ${' '.repeat(width)}  its key, for any app: ${sharedKey}`] : []),
  ]);
  return `
Keycard runs on this machine.

  Log in   ${url}/login
  Outbox   ${url}/_local/   (every e-mail and SMS arrives here; clock, switch, faults)
  AWS      ${awsUrl}

  Customers, with their passwords:
${lines.join('\n')}

  Two-factor login is switched on. To switch it off (it takes effect within 30 seconds):
    export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} AWS_REGION=${region}
    aws --endpoint-url ${awsUrl} ssm put-parameter --overwrite --name ${flagParameter} --value false

  The same keys sign admin calls (SigV4, service execute-api). Frontends on any port of localhost may call.
  What it is made from stands in config/local.json: a change there starts all anew. Ctrl+C ends everything; nothing is kept.
`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
