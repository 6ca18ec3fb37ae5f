import { argon2Sync, randomBytes, scryptSync } from 'node:crypto';
import { hashSync } from 'bcryptjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { outcome, Visitor } from './visitor.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

const password = 'Pa\u00dfwort \u{1f511} 1';
const own = '$argon2id$v=19$m=19456,t=2,p=1$';

const unpadded = (data: Buffer) => data.toString('base64').replaceAll('=', '');

function scryptHash(cost: number): string {
  const salt = randomBytes(16);
  const key = scryptSync(password, salt, 32, { N: 2 ** cost, r: 8, p: 1, maxmem: 64 * 1024 * 1024 });
  return `$scrypt$ln=${cost},r=8,p=1$${unpadded(salt)}$${unpadded(key)}`;
}

function argon2Hash(memory: number, passes: number, parallelism: number, tagLength: number): string {
  const nonce = randomBytes(16);
  const tag = argon2Sync('argon2id', { message: Buffer.from(password), nonce, memory, passes, parallelism, tagLength });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

async function importCustomer(customerId: string, passwordHash: string) {
  const customer = await stack.putCustomer(customerId, { passwordHash });
  return new Visitor(stack, { ...customer, password });
}

/** The items of usernames. */
async function logins() {
  const items = (await stack.scanTable()) as Record<string, { S?: string } | undefined>[];
  return items.filter(({ sk }) => sk?.S === 'LOGIN');
}

/** What the table holds for a customer's password. */
const storedHash = async (customerId: string): Promise<string | undefined> =>
  (await logins()).find(({ customerId: owner }) => owner?.S === customerId)?.passwordHash?.S;

const hashes: [string, () => string][] = [
  ['bcrypt', () => hashSync(password, 5)],
  ['bcrypt of PHP, $2y$', () => hashSync(password, 5).replace(/^\$2[ab]/, '$2y')],
  ['scrypt', () => scryptHash(12)],
  ['argon2id of other cost', () => argon2Hash(8192, 3, 2, 32)],
  ['argon2id with a shorter tag', () => argon2Hash(4096, 1, 1, 16)],
];

describe.each(hashes)('an imported hash, %s', (name, make) => {
  const customerId = name.replaceAll(/[^a-z0-9]+/gi, '-');

  test('logs in with the old password only, and becomes argon2id of our own cost at that login', async () => {
    const imported = make();
    const visitor = await importCustomer(customerId, imported);
    expect(await storedHash(customerId)).toBe(imported);

    expect(outcome(await visitor.logIn({ password: 'wrong' }))).toBe('401 invalid_credentials');
    expect(await storedHash(customerId)).toBe(imported);

    expect(outcome(await visitor.logIn())).toBe('200 authenticated');
    const upgraded = await storedHash(customerId);
    expect(upgraded?.startsWith(own)).toBe(true);

    expect(outcome(await visitor.logIn())).toBe('200 authenticated');
    expect(await storedHash(customerId)).toBe(upgraded);
    expect(outcome(await visitor.logIn({ password: 'wrong' }))).toBe('401 invalid_credentials');
  });
});

describe('an imported hash that its owner logs in with', () => {
  // The write that gets to know the network comes before that of the new hash, which DynamoDB holds back.
  const inBetween = async (customerId: string, happens: (identity: object) => Promise<unknown>) => {
    const visitor = await importCustomer(customerId, hashSync(password, 4));
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'timeout', function: 'login', after: 1 });
    const login = visitor.logIn();
    await expect.poll(() => stack.calls().some(({ outcome: of }) => of === 'fault:timeout'), { timeout: 20_000 }).toBe(true);
    await happens({ username: `${customerId}@example.com`, email: `${customerId}@example.com` });
    await login;
    stack.clearCalls();
    return storedHash(customerId);
  };

  test('does not come back over the password that an administrator sets in that moment', async () => {
    const newer = argon2Hash(8192, 3, 2, 32);
    const after = await inBetween('changed-meanwhile', (identity) =>
      stack.admin('PUT', '/v1/admin/customers/changed-meanwhile', { ...identity, emailVerified: true, passwordHash: newer }),
    );
    expect(after).toBe(newer);
  });

  test('leaves nothing behind of a customer who is deleted in that moment', async () => {
    const after = await inBetween('deleted-meanwhile', () => stack.admin('DELETE', '/v1/admin/customers/deleted-meanwhile'));
    expect(after).toBeUndefined();
    expect((await logins()).filter(({ customerId }) => customerId === undefined)).toEqual([]);
  });
});

describe('a hash that cannot be imported', () => {
  test.each([
    ['md5-crypt', '$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/'],
    ['hex SHA-256', '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8'],
    ['argon2i', argon2Hash(8192, 3, 1, 32).replace('argon2id', 'argon2i')],
    ['bcrypt that takes seconds', hashSync(password, 4).replace('$04$', '$16$')],
    ['scrypt that takes gigabytes', scryptHash(12).replace('ln=12', 'ln=22')],
    ['argon2id that takes gigabytes', argon2Hash(8192, 3, 1, 32).replace('m=8192', 'm=4194304')],
    ['a cut-off hash', argon2Hash(8192, 3, 1, 32).slice(0, 40)],
  ])('%s is refused by the name of the field', async (_, passwordHash) => {
    const customer = { username: 'import@example.com', email: 'import@example.com', passwordHash };
    const { status, body } = await stack.admin('PUT', '/v1/admin/customers/not-importable', customer);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'passwordHash' }] });
    expect(JSON.stringify(body)).not.toContain(passwordHash);
  });
});

describe('a customer without a password', () => {
  test('cannot log in, whatever is typed, until they get one', async () => {
    const customer = await stack.putCustomer('none', {});
    const visitor = new Visitor(stack, { ...customer, password });
    for (const typed of [password, 'undefined', 'null', ' ']) {
      expect(outcome(await visitor.logIn({ password: typed }))).toBe('401 invalid_credentials');
    }
    await stack.putCustomer('none', { password });
    expect(outcome(await visitor.logIn())).toBe('200 authenticated');
  });
});

test('a password put in by an administrator is kept as argon2id of our own cost', async () => {
  await stack.putCustomer('plain', { password });
  expect((await storedHash('plain'))?.startsWith(own)).toBe(true);
});
