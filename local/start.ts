/** `npm start`: the stack on this machine, with customers to try it. `PORT` is the API's port, 3000 by default. */
import { type DemoCustomer, flagParameter, setUpDemo } from './demo.ts';
import { region } from './intrinsics.ts';
import { localCredentials } from './signed-request.ts';
import { type LocalStack, startLocalStack } from './stack.ts';
import { synthesize } from './synthesize.ts';

const port = Number(process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65534) fail(`PORT=${process.env.PORT} is not a port`);

const stack = await startLocalStack({
  assembly: await synthesize(),
  port,
  awsPort: port + 1,
  onLog: ({ function: name, stream, line }) => {
    if (stream === 'stderr') console.error(`[${name}] ${line}`);
  },
}).catch((error: NodeJS.ErrnoException) =>
  fail(error.code === 'EADDRINUSE' ? `Port ${port} or ${port + 1} is taken. Choose another: PORT=4000 npm start` : error.message),
);
const customers = await setUpDemo(stack).catch((error: Error) => {
  console.error(`The demo customers could not be put in: ${error.message}\n`);
  return [];
});
console.log(greeting(stack, customers));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void stack.stop().then(() => process.exit(0));
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
  Outbox   ${url}/_local/   (every e-mail and SMS arrives here)
  AWS      ${awsUrl}

  Customers, with their passwords:
${lines.join('\n')}

  Two-factor login is switched on. To switch it off (it takes effect within 30 seconds):
    export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} AWS_DEFAULT_REGION=${region}
    aws --endpoint-url ${awsUrl} ssm put-parameter --overwrite --name ${flagParameter} --value false

  The same keys sign admin calls (SigV4, service execute-api). Ctrl+C ends everything; nothing is kept.
`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
