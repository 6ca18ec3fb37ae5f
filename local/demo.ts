/** Customers to try the stack with. They come in as every customer does: by the admin call, and each switches on their own factor. */
import { generateSync } from 'otplib';
import { acceptedSteps, STEP } from '../shared/flow/totp.ts';
import { signedFetch } from '../tools/signed-fetch.ts';
import { region } from './intrinsics.ts';
import { asByTheCdn } from './secrets.ts';
import { localCredentials } from './signed-request.ts';
import type { LocalStack } from './stack.ts';
import { setFlag } from './switch.ts';

export type DemoCustomer = {
  customerId: string;
  username: string;
  password: string;
  /** What it is there to show. */
  shows: string;
  /** The authenticator app's key in Base32, for an app or `oathtool --totp -b`. */
  sharedKey?: string;
};

type Recipe = DemoCustomer & {
  phone?: string;
  /** Switches the factor on; answers what of it the customer has to know. */
  enrol?: (stack: LocalStack, accessToken: string, customer: DemoCustomer) => Promise<Pick<DemoCustomer, 'sharedKey'>>;
};

const recipes: Recipe[] = [
  { customerId: 'demo-anna', username: 'anna@example.com', password: 'anna-likes-long-walks', shows: 'no second factor' },
  {
    customerId: 'demo-eva',
    username: 'eva@example.com',
    password: 'eva-reads-every-mail',
    shows: 'a code by e-mail',
    enrol: async (stack, accessToken, { password }) => {
      await post(stack, '/v1/security/email', { password }, accessToken);
      return {};
    },
  },
  {
    customerId: 'demo-tom',
    username: 'tom@example.com',
    password: 'tom-trusts-his-phone',
    shows: 'a code from an authenticator app',
    phone: '+420601123456',
    enrol: async (stack, accessToken, { password }) => {
      const { sharedKey } = (await post(stack, '/v1/security/totp', {}, accessToken)) as { sharedKey: string };
      // The older of the two accepted steps: the newer one is then still good for a login in the same half minute.
      const [step] = acceptedSteps(stack.now());
      const code = generateSync({ secret: sharedKey, epoch: (step * STEP) / 1000 });
      await post(stack, '/v1/security/totp/activate', { password, code }, accessToken);
      return { sharedKey };
    },
  },
];

/** Switches the flag on and puts the customers in. @throws Error naming the call that did not work. */
export async function setUpDemo(stack: LocalStack): Promise<DemoCustomer[]> {
  await setFlag(stack, true);
  const customers: DemoCustomer[] = [];
  for (const { enrol, phone, ...demo } of recipes) {
    const { customerId, username, password } = demo;
    const contact = { email: username, emailVerified: true, ...(phone && { phone, phoneVerified: true }) };
    const customer = { username, ...contact, password, locale: 'en' };
    const call = {
      url: stack.url,
      method: 'PUT',
      path: `/v1/admin/customers/${customerId}`,
      body: customer,
      headers: asByTheCdn(stack.model.api),
    };
    const put = await signedFetch({ ...call, credentials: localCredentials, region, now: Date.now() });
    await expectSuccess(put, `put ${customerId}`);
    if (!enrol) {
      customers.push(demo);
      continue;
    }
    const { accessToken } = (await post(stack, '/v1/login', { username, password })) as { accessToken: string };
    customers.push({ ...demo, ...(await enrol(stack, accessToken, demo)) });
  }
  return customers;
}

/** Customers with an app, with the code that it shows now. */
export function withCodes(customers: readonly DemoCustomer[], now: number): (DemoCustomer & { code?: string })[] {
  const [, newest] = acceptedSteps(now);
  return customers.map((customer) =>
    customer.sharedKey ? { ...customer, code: generateSync({ secret: customer.sharedKey, epoch: (newest * STEP) / 1000 }) } : customer,
  );
}

async function post(stack: LocalStack, path: string, body: unknown, accessToken?: string): Promise<unknown> {
  const response = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...asByTheCdn(stack.model.api),
      ...(accessToken ? { Authorization: `Bearer ${accessToken}` } : {}),
    },
    body: JSON.stringify(body),
  });
  await expectSuccess(response, `POST ${path}`);
  return response.json();
}

async function expectSuccess(response: Response, call: string): Promise<void> {
  if (!response.ok) throw new Error(`${call} answered ${response.status}: ${await response.text()}`);
}
