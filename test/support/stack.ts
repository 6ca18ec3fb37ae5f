/** A local stack for one test file, with what tests do to it beside using it. */
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { inject } from 'vitest';
import { region } from '../../local/intrinsics.ts';
import { asByTheCdn } from '../../local/secrets.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../local/stack.ts';
import { hashPassword } from '../../shared/passwords/hashes.ts';
import { signedFetch } from '../../tools/signed-fetch.ts';
import { asDocumented } from './as-documented.ts';
import { Browser } from './browser.ts';
import { atEndOfFile } from './end-of-file.ts';

const flag = '/keycard/local/two-factor-enabled';

/** Functions keep the flag for at most 30 seconds. */
const flagAgeSeconds = 30;

export type Customer = {
  username: string;
  email: string;
  password?: string;
  passwordHash?: string;
  phone?: string;
  emailVerified?: boolean;
  phoneVerified?: boolean;
  locale?: 'en' | 'de' | 'cs';
};

export type TestStack = LocalStack & {
  /** A new browser without cookies. */
  browser(): Browser;
  /** The signed admin call; any method and path. */
  admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** The same with headers of one's own, and those of the answer. */
  adminWith(
    headers: Record<string, string>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown; headers: Record<string, string> }>;
  /** Puts a customer, by default with a verified address. @throws Error when that is refused. */
  putCustomer(
    customerId: string,
    customer: Partial<Customer> & { password?: string },
  ): Promise<Required<Pick<Customer, 'username' | 'email'>> & Customer & { customerId: string }>;
  /** Flips the flag by SSM, and lets the time pass after which every function knows. */
  setFlag(on: boolean, options?: { wait?: boolean }): Promise<void>;
  flag(): Promise<string | undefined>;
  /** The newest code that was sent to an address or number. @throws Error when there is none. */
  lastCode(to: string): string;
  /** How many messages went to an address or number. */
  sentTo(to: string): number;
  ssm: SSMClient;
};

const hashes = new Map<string, Promise<string>>();

/** Most customers of a test file have the same password: it is hashed once, as slowly as it should be, and put in as its hash. */
function hashOf(password: string): Promise<string> {
  const known = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, known);
  return known;
}

/** Starts a stack that ends with the test file. Schedules run only where a test asks for them: they call AWS between its own calls. */
export async function startTestStack(options: Partial<LocalStackOptions> = {}): Promise<TestStack> {
  const stack = await startLocalStack({ assembly: inject('assembly'), schedules: false, remembersHashes: true, ...options });
  const ssm = new SSMClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  atEndOfFile(async () => {
    ssm.destroy();
    await stack.stop();
  });

  const adminWith: TestStack['adminWith'] = async (headers, method, path, body) => {
    const call = { url: stack.url, method, path, body, headers: { ...asByTheCdn(stack.model.api), ...headers } };
    const response = await signedFetch({ ...call, credentials: localCredentials, region, now: Date.now() });
    const text = await response.text();
    const answer = { status: response.status, body: text ? JSON.parse(text) : undefined };
    asDocumented(method, path, { ...answer, contentType: response.headers.get('content-type') ?? undefined });
    return { ...answer, headers: Object.fromEntries(response.headers) };
  };
  const admin: TestStack['admin'] = async (method, path, body) => {
    const { status, body: answered } = await adminWith({}, method, path, body);
    return { status, body: answered };
  };
  const messagesTo = (to: string) => stack.outbox().filter((message) => message.to.split(', ').includes(to));

  return {
    ...stack,
    ssm,
    browser: () => new Browser(stack.url),
    admin,
    adminWith,
    putCustomer: async (customerId, given) => {
      const customer = {
        username: `${customerId}@example.com`,
        email: `${customerId}@example.com`,
        emailVerified: true,
        locale: 'en' as const,
        ...given,
      };
      const { password, ...facts } = customer;
      const sent = password === undefined ? facts : { ...facts, passwordHash: await hashOf(password) };
      const { status, body } = await admin('PUT', `/v1/admin/customers/${encodeURIComponent(customerId)}`, sent);
      if (status !== 200) throw new Error(`customer ${customerId} was refused: ${status} ${JSON.stringify(body)}`);
      return { customerId, ...customer };
    },
    setFlag: async (on, { wait = true } = {}) => {
      await ssm.send(new PutParameterCommand({ Name: flag, Value: String(on), Overwrite: true }));
      if (wait) stack.advanceClock(flagAgeSeconds);
    },
    flag: async () => (await ssm.send(new GetParameterCommand({ Name: flag }))).Parameter?.Value,
    lastCode: (to) => {
      for (const { text } of messagesTo(to).reverse()) {
        // Written with or without a space in its middle, and never part of a longer number.
        const [, first, second] = /(?<![\d+])(\d{3})[ \u00a0]?(\d{3})(?!\d)/.exec(text) ?? [];
        if (first && second) return first + second;
      }
      throw new Error(`no code was sent to ${to}`);
    },
    sentTo: (to) => messagesTo(to).length,
  };
}

/** The same, as most test files begin with it: its clock stands still, and two-factor login is on. */
export async function startReadyStack(options: Partial<LocalStackOptions> = {}): Promise<TestStack> {
  const stack = await startTestStack(options);
  stack.freezeClock();
  await stack.setFlag(true);
  return stack;
}
