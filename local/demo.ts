/** Customers to try the stack with. They come in as every customer does: by the admin call, and each switches on their own factor. */
import { signedFetch } from './signed-request.ts';
import type { LocalStack } from './stack.ts';

export type DemoCustomer = {
  customerId: string;
  username: string;
  password: string;
  /** What it is there to show. */
  shows: string;
};

type Recipe = DemoCustomer & { enrol?: (stack: LocalStack, accessToken: string, customer: DemoCustomer) => Promise<void> };

const recipes: Recipe[] = [
  { customerId: 'demo-anna', username: 'anna@example.com', password: 'anna-likes-long-walks', shows: 'no second factor' },
  {
    customerId: 'demo-eva',
    username: 'eva@example.com',
    password: 'eva-reads-every-mail',
    shows: 'a code by e-mail',
    enrol: async (stack, accessToken, { password }) => {
      await post(stack, '/v1/security/email', { password }, accessToken);
    },
  },
];

/** Switches the flag on and puts the customers in. @throws Error naming the call that did not work. */
export async function setUpDemo(stack: LocalStack): Promise<DemoCustomer[]> {
  await setFlag(stack, true);
  for (const recipe of recipes) {
    const { customerId, username, password, enrol } = recipe;
    const customer = { username, email: username, emailVerified: true, password, locale: 'en' };
    await expectSuccess(await signedFetch(stack.url, 'PUT', `/v1/admin/customers/${customerId}`, customer), `put ${customerId}`);
    if (!enrol) continue;
    const { accessToken } = (await post(stack, '/v1/login', { username, password })) as { accessToken: string };
    await enrol(stack, accessToken, recipe);
  }
  return recipes.map(({ enrol: _, ...customer }) => customer);
}

/** The shop-wide switch, flipped as an admin flips it: by SSM. */
export async function setFlag(stack: Pick<LocalStack, 'awsUrl'>, on: boolean): Promise<void> {
  const response = await fetch(stack.awsUrl, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AmazonSSM.PutParameter',
      Authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/ssm/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ Name: flagParameter, Type: 'String', Value: String(on), Overwrite: true }),
  });
  await expectSuccess(response, 'ssm put-parameter');
}

export const flagParameter = '/keycard/local/two-factor-enabled';

async function post(stack: LocalStack, path: string, body: unknown, accessToken?: string): Promise<unknown> {
  const response = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(accessToken ? { Authorization: `Bearer ${accessToken}` } : {}) },
    body: JSON.stringify(body),
  });
  await expectSuccess(response, `POST ${path}`);
  return response.json();
}

async function expectSuccess(response: Response, call: string): Promise<void> {
  if (!response.ok) throw new Error(`${call} answered ${response.status}: ${await response.text()}`);
}
