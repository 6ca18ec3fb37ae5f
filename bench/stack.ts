/** A local stack to measure on, quiet, with the flag on. */
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { region } from '../local/intrinsics.ts';
import { localCredentials, signedFetch } from '../local/signed-request.ts';
import { type LocalStack, startLocalStack } from '../local/stack.ts';
import { synthesize } from '../local/synthesize.ts';

export async function benchStack(): Promise<LocalStack> {
  const stack = await startLocalStack({ assembly: await synthesize() });
  const ssm = new SSMClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  await ssm.send(new PutParameterCommand({ Name: '/keycard/local/two-factor-enabled', Value: 'true', Overwrite: true }));
  ssm.destroy();
  return stack;
}

export async function putCustomer(stack: LocalStack, name: string, password: string): Promise<void> {
  const customer = { username: name, email: `${name}@example.com`, emailVerified: true, password };
  const { status } = await signedFetch(stack.url, 'PUT', `/v1/admin/customers/${name}`, customer);
  if (status !== 200) throw new Error(`the customer was refused: ${status}`);
}
