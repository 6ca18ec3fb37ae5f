import { argon2Sync, createHmac, hash as digest, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
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

function argon2Hash(memory: number, passes: number, parallelism: number, tagLength: number, scheme: 'argon2i' | 'argon2id' = 'argon2id') {
  const nonce = randomBytes(16);
  const tag = argon2Sync(scheme, { message: Buffer.from(password), nonce, memory, passes, parallelism, tagLength });
  return `$${scheme}$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

const pbkdf2 = (salt: string) => pbkdf2Sync(password, salt, 1000, 32, 'sha256');

function wordPressHash(): string {
  const made = createHmac('sha384', 'wp-sha384').update(password).digest('base64');
  return `$wp${hashSync(made, 5).replace(/^\$2[ab]/, '$2y')}`;
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
  ['argon2i', () => argon2Hash(8192, 3, 1, 32, 'argon2i')],
  ['WordPress 6.8', wordPressHash],
  ['PBKDF2 of Django', () => `pbkdf2_sha256$1000$salt$${pbkdf2('salt').toString('base64')}`],
  ['PBKDF2 of passlib', () => `$pbkdf2-sha256$1000$c2FsdA$${unpadded(pbkdf2('salt')).replaceAll('+', '.')}`],
  ['PBKDF2 as PHC string', () => `$pbkdf2-sha256$i=1000,l=32$c2FsdA$${unpadded(pbkdf2('salt'))}`],
  ['salted MD5 that the shop wrapped', () => `{md5:salt+password:c2FsdA==}${hashSync(digest('md5', `salt${password}`), 5)}`],
];

/** phpass by its own paper: MD5 of salt and password, then 256 times of the result and the password, in its own base64. */
function phpassOfWordPress(typed: string): string {
  let made = digest('md5', Buffer.concat([Buffer.from('saltsalt'), Buffer.from(typed)]), 'buffer');
  for (let nth = 0; nth < 256; nth++) made = digest('md5', Buffer.concat([made, Buffer.from(typed)]), 'buffer');
  const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const bits = [...made].map((byte) => byte.toString(2).padStart(8, '0')).reverse();
  const groups = [...bits.join('').padStart(132, '0').matchAll(/.{6}/g)].map(([group]) => alphabet[Number.parseInt(group, 2)]);
  return `$P$6saltsalt${groups.reverse().join('')}`;
}

const weakHashes: [string, string, string][] = [
  ['unsalted MD5', `{md5:password}${digest('md5', password)}`, '{md5:password}'],
  ['salted SHA-256', `{sha256:salt+password:c2FsdA==}${digest('sha256', `salt${password}`)}`, '{sha256:salt+password:c2FsdA==}'],
  ['phpass', phpassOfWordPress(password), '{phpass:$P$6saltsalt}'],
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

describe.each(weakHashes)('an imported hash that is guessed too fast, %s', (name, imported, prefix) => {
  const customerId = `weak-${name.replaceAll(/[^a-z0-9]+/gi, '-')}`;

  test('is never kept: it is wrapped at once, logs in with the old password only, and becomes argon2id at that login', async () => {
    const visitor = await importCustomer(customerId, imported);
    const stored = (await storedHash(customerId)) ?? '';
    expect(stored.startsWith(`${prefix}${own}`)).toBe(true);
    expect(JSON.stringify(await stack.scanTable())).not.toContain(imported.slice(-20));

    expect(outcome(await visitor.logIn({ password: 'wrong' }))).toBe('401 invalid_credentials');
    expect(outcome(await visitor.logIn())).toBe('200 authenticated');
    expect((await storedHash(customerId))?.startsWith(own)).toBe(true);
    expect(outcome(await visitor.logIn())).toBe('200 authenticated');
  });
});

describe('an imported hash that its owner logs in with', () => {
  // The write of the new hash is the only one, and DynamoDB holds it back.
  const inBetween = async (customerId: string, happens: (identity: object) => Promise<unknown>) => {
    const visitor = await importCustomer(customerId, hashSync(password, 4));
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'timeout', function: 'login' });
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
    ['md5-crypt', '$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/', /^is of no known scheme: argon2i or argon2id/],
    ['hex SHA-256', '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8', /^is of no known scheme.* with a prefix in braces/],
    ['argon2d', argon2Hash(8192, 3, 1, 32).replace('argon2id', 'argon2d'), /no known scheme/],
    ['bcrypt that takes seconds', hashSync(password, 4).replace('$04$', '$16$'), /no login can afford: the cost must be 4 to 14/],
    ['scrypt that takes gigabytes', scryptHash(12).replace('ln=12', 'ln=22'), /: ln must be 1 to 20/],
    ['scrypt that takes nine seconds', scryptHash(12).replace('ln=12,r=8,p=1', 'ln=17,r=16,p=16'), /: N × r must be/],
    ['argon2id that takes gigabytes', argon2Hash(8192, 3, 1, 32).replace('m=8192', 'm=4194304'), /: m \(KiB/],
    ['argon2id without a pass', argon2Hash(8192, 3, 1, 32).replace('t=3', 't=0'), /: t \(passes\)/],
    ['argon2id with less memory than its lanes need', argon2Hash(64, 3, 8, 32).replace('m=64', 'm=8'), /: m \(KiB, 8 a lane/],
    ['PBKDF2 that takes seconds', `pbkdf2_sha256$100000000$salt$${pbkdf2('salt').toString('base64')}`, /: iterations must be/],
    ['a cut-off hash', argon2Hash(8192, 3, 1, 32).slice(0, 40), /no known scheme/],
    ['a cut-off MD5', '{md5:password}5f4dcc3b5aa765d61d8327deb882cf9', /32 hexadecimal digits/],
  ])('%s is refused by the name of the field, and it says why', async (_, passwordHash, why) => {
    const customer = { username: 'import@example.com', email: 'import@example.com', passwordHash };
    const { status, body } = await stack.admin('PUT', '/v1/admin/customers/not-importable', customer);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'passwordHash', message: expect.stringMatching(why) }] });
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

describe('a hash at the very limits of what is taken', () => {
  const limits: [string, string][] = [
    ['argon2id with sixteen lanes of 8 KiB', argon2Hash(128, 1, 16, 32)],
    ['scrypt with N = 2', scryptHash(1)],
    ['PBKDF2 with one iteration', `$pbkdf2-sha256$1$c2FsdA$${unpadded(pbkdf2('salt'))}`],
    ['argon2id with 128 MiB', argon2Hash(64, 1, 1, 32).replace('m=64', 'm=131072')],
    // From here on every wrong password takes as long as they do.
    ['bcrypt with cost 12', hashSync(password, 4).replace('$04$', '$12$')],
    ['scrypt with 64 MiB', scryptHash(12).replace('ln=12,r=8', 'ln=16,r=8')],
  ];

  test.each(limits)('%s is answered at a login as any other is', async (name, passwordHash) => {
    const visitor = await importCustomer(`limit-${name.replaceAll(/[^a-z0-9]+/gi, '-')}`, passwordHash);
    for (const typed of ['a wrong one', '\0\ud83d\udd11'.repeat(85)]) {
      expect(outcome(await visitor.logIn({ password: typed }))).toBe('401 invalid_credentials');
    }
  });
});
