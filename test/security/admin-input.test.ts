import { beforeAll, describe, expect, test } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { problemIn } from './catalogue-answer.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

describe('what administrators send is read as strictly', () => {
  const customer = { username: 'put@example.com', email: 'put@example.com', password: 'long enough a password' };
  const put = (body: unknown, customerId = 'put') => stack.admin('PUT', `/v1/admin/customers/${customerId}`, body);
  const named = async (body: unknown) => {
    const { status, body: problem } = await put(body);
    expect(status, JSON.stringify(body)).toBe(400);
    return ((problem as { errors: { path: string }[] }).errors ?? []).map(({ path }) => path).sort();
  };

  test('missing, unknown and misshapen fields are named', async () => {
    expect(await named({})).toEqual(['email', 'username']);
    expect(await named({ ...customer, twoFactor: false })).toEqual(['twoFactor']);
    expect(await named({ ...customer, epoch: 0 })).toEqual(['epoch']);
    expect(await named({ ...customer, email: 'nobody' })).toEqual(['email']);
    expect(await named({ ...customer, email: 'a@example.com\r\nBcc: b@example.com' })).toEqual(['email']);
    expect(await named({ ...customer, email: 'a@example.com, b@example.com' })).toEqual(['email']);
    expect(await named({ ...customer, phone: '0601123456' })).toEqual(['phone']);
    expect(await named({ ...customer, phone: '+\u0664\u0662\u0660601123456' })).toEqual(['phone']);
    expect(await named({ ...customer, emailVerified: 'true' })).toEqual(['emailVerified']);
    expect(await named({ ...customer, locale: 'fr' })).toEqual(['locale']);
    expect(await named({ ...customer, username: 'a\ud800' })).toEqual(['username']);
  });

  test('a hash that is none, or too dear to check, is refused without repeating it', async () => {
    const { password: _, ...others } = customer;
    for (const passwordHash of [
      'plain text that is no hash',
      '$2b$31$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuabcdefghijklmn',
      '$argon2id$v=19$m=4194304,t=100,p=1$c29tZXNhbHRzb21lc2FsdA$c29tZWhhc2hzb21laGFzaHNvbWVoYXNoc29tZWhhc2g',
      '$scrypt$ln=30,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$c29tZWhhc2hzb21laGFzaHNvbWVoYXNoc29tZWhhc2g',
    ]) {
      const { status, body } = await put({ ...others, passwordHash });
      expect([status, (body as { code: string }).code]).toEqual([400, 'invalid_request']);
      expect(JSON.stringify(body)).not.toContain(passwordHash.slice(0, 24));
    }
  });

  test('a customer id that could be taken for something else is refused', async () => {
    for (const id of ['%zz', '%23', 'a%23AUDIT', '%00', 'a%2Fb', 'x'.repeat(129), '%F0%9F%94%91', '%ED%A0%80']) {
      const { status, body } = await put(customer, id);
      expect([id, status, (body as { code: string }).code]).toEqual([id, 400, 'invalid_request']);
    }
  });

  test.each([
    ['GET', '/v1/admin/nothing'],
    ['GET', '/v1/admin/customers/'],
    ['GET', '/v1/admin//customers'],
    ['GET', '/v1/admin/customers/put/end-sessions/more'],
    ['GET', '/v1/admin/%63ustomers'],
    ['POST', '/v1/admin/customers'],
    ['OPTIONS', '/v1/admin/customers/put'],
    ['PUT', '/v1/admin/customers/put/end-sessions'],
  ])('there is nothing at %s %s', async (method, path) => {
    const { status, body } = await stack.admin(method, path, method === 'GET' ? undefined : customer);
    expect([status, (body as { code: string }).code]).toEqual([404, 'not_found']);
    expect(stack.logs().some(({ line }) => line.includes(`"route":"${method} /{call+}","status":404`))).toBe(true);
  });

  test('without a signature, or with a wrong one, nobody is an administrator', async () => {
    const unsigned = await stack.browser().send('PUT', '/v1/admin/customers/put', JSON.stringify(customer));
    expect(problemIn(unsigned).status).toBeLessThan(500);
    expect(unsigned.status).toBeGreaterThanOrEqual(401);
    const time = new Date(stack.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const scope = `${time.slice(0, 8)}/eu-central-1/execute-api/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
    const forged = await stack.browser().get('/v1/admin/customers/put', { headers: { Authorization: authorization, 'X-Amz-Date': time } });
    expect(problemIn(forged).code).toBe('session_required');
    expect((await stack.admin('GET', '/v1/admin/customers/put')).status).toBe(404);
  });
});
