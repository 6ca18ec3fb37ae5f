import { beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../shared/http/routes/route.ts';
import { shopperWithFactor, Visitor } from '../login/visitor.ts';
import type { Answer, CallOptions } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { callsWithBody, fieldsOf, sendText, wellFormedBody } from './calls.ts';
import { expectSecurityHeaders, faultsIn, problemIn } from './catalogue-answer.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

type Call = Pick<Route, 'method' | 'path'>;

const login = { method: 'POST', path: '/v1/login' } as const;
const verify = { method: 'POST', path: '/v1/login/verify' } as const;

async function faults(route: Call, body: unknown, options: CallOptions = {}): Promise<Record<string, string>> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await sendText(stack, route, text, options);
  const about = `${route.path} ${text.slice(0, 200)}`;
  expectSecurityHeaders(answer, about);
  return faultsIn(answer, about);
}

const paths = async (...of: Parameters<typeof faults>): Promise<string[]> => Object.keys(await faults(...of)).sort();

/** Each call refuses what `make` makes of it, naming `path`. */
async function everyCallRefuses(make: (body: Record<string, unknown>) => unknown, path: string, options?: CallOptions): Promise<void> {
  expect(callsWithBody.length).toBeGreaterThan(5);
  for (const route of callsWithBody) {
    const named = await paths(route, make(wellFormedBody(route)), options);
    expect(named, route.path).toContain(path);
  }
}

describe('a body that is no JSON object is refused by every call', () => {
  test('a text that is not JSON', async () => {
    for (const text of ['{', 'username=a&password=b', '{"username":}', "{'username':'a'}", '{"a":1}{"b":2}', '\ufeff{}', 'NaN', '<xml/>']) {
      await everyCallRefuses(() => text, '');
    }
  });

  test('null, an array, a string, a number', async () => {
    for (const text of ['null', '[]', '[{}]', '"{}"', '6', 'true']) await everyCallRefuses(() => text, '');
  });

  test('nothing at all, where a call needs something', async () => {
    const needing = callsWithBody.filter((route) => fieldsOf(route).required.length > 0);
    for (const route of needing) {
      for (const text of ['', '   ', '\n']) expect(await paths(route, text), route.path).not.toEqual([]);
    }
  });

  test('more than 8 KiB, and a megabyte', async () => {
    await everyCallRefuses((body) => `${JSON.stringify(body)}${' '.repeat(8 * 1024)}`, '');
    for (const route of [login, verify]) expect(await paths(route, { padding: 'x'.repeat(1024 * 1024) })).toEqual(['']);
    // Bytes count, not characters.
    await everyCallRefuses((body) => JSON.stringify({ ...body, padding: '\u20ac'.repeat(3 * 1024) }), '');
  });

  test('eleven megabytes, which API Gateway itself refuses', async () => {
    expect(await paths(login, JSON.stringify({ username: 'x'.repeat(11 * 1024 * 1024) }))).toEqual(['']);
  });

  test('brackets ten deep and four thousand deep', async () => {
    for (const depth of [10, 4000]) await everyCallRefuses(() => '['.repeat(depth) + ']'.repeat(depth), '');
    expect(await paths(login, `{"username":${'['.repeat(4000)}${']'.repeat(4000)},"password":"p"}`)).toEqual(['username']);
  });
});

describe('the content type is application/json', () => {
  test('and every other is refused', async () => {
    const others = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'json',
      '*/*',
      'text/plain, application/json',
    ];
    for (const type of others) await everyCallRefuses((body) => body, 'headers.content-type', { headers: { 'Content-Type': type } });
  });

  test('and none is refused too', async () => {
    await everyCallRefuses((body) => body, 'headers.content-type', { headers: { 'Content-Type': '' } });
  });

  test('with a charset or in capital letters it is still that', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset=UTF-8']) {
      const answer = await sendText(stack, login, JSON.stringify({ username: 'nobody', password: 'wrong' }), {
        headers: { 'Content-Type': type },
      });
      expect(problemIn(answer, type).code).toBe('invalid_credentials');
    }
  });
});

describe('every fault is named by its path', () => {
  test('a missing field, and all of them when all are missing', async () => {
    for (const route of callsWithBody) {
      const { required } = fieldsOf(route);
      if (required.length === 0) continue;
      expect(await paths(route, {}), route.path).toEqual([...required].sort());
      for (const name of required) {
        const { [name]: _, ...others } = wellFormedBody(route);
        expect(await faults(route, others), route.path).toEqual({ [name]: 'is required' });
      }
    }
  });

  test('an unknown field', async () => {
    await everyCallRefuses((body) => ({ ...body, admin: true }), 'admin');
  });

  test('each of several unknown fields', async () => {
    expect(await paths(login, { username: 'a', password: 'b', role: 'x', isAdmin: true })).toEqual(['isAdmin', 'role']);
  });

  test('a field whose name is a part of every JavaScript object', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']) {
      await everyCallRefuses(
        (body) => `${JSON.stringify(body).slice(0, -1)}${Object.keys(body).length > 0 ? ',' : ''}"${name}":{"username":"a"}}`,
        name,
      );
    }
  });

  test('what stands in __proto__ stands for nothing', async () => {
    expect(await paths(login, '{"__proto__":{"username":"a","password":"b"}}')).toEqual(['__proto__', 'password', 'username']);
  });

  test('an array, an object, a number or null in place of a text', async () => {
    for (const wrong of [['a'], [], {}, { $ne: null }, 1, 0, true, false, null]) {
      for (const route of callsWithBody) {
        for (const name of fieldsOf(route).required) {
          const body = { ...wellFormedBody(route), [name]: wrong };
          expect(await paths(route, body), `${route.path} ${JSON.stringify(wrong)}`).toEqual([name]);
        }
      }
    }
  });

  test('a text in place of true and false, and a channel that is none', async () => {
    const body = { username: 'a', password: 'b' };
    for (const wrong of ['true', 1, 'on', null, []]) expect(await paths(login, { ...body, stayLoggedIn: wrong })).toEqual(['stayLoggedIn']);
    for (const wrong of ['API', '', 'mobile', null, ['api']]) expect(await paths(login, { ...body, channel: wrong })).toEqual(['channel']);
  });

  test('an empty text, and one that is too long', async () => {
    expect(await paths(login, { username: '', password: '' })).toEqual(['password', 'username']);
    expect(await paths(login, { username: '   ', password: 'p' })).toEqual(['username']);
    expect(await paths(login, { username: 'u'.repeat(255), password: 'p'.repeat(2049) })).toEqual(['password', 'username']);
    expect(await paths(verify, { challenge: 'c'.repeat(2049), code: '123456' })).toEqual(['challenge']);
  });

  test('a code with digits of other scripts, signs, letters, or more or fewer than six', async () => {
    const wrong = [
      '\u0661\u0662\u0663\u0664\u0665\u0666',
      '\uff11\uff12\uff13\uff14\uff15\uff16',
      '\u09e7\u09e8\u09e9\u09ea\u09eb\u09ec',
      '\u{1d7d8}23456',
    ];
    wrong.push(
      '12345',
      '1234567',
      '',
      '      ',
      '-12345',
      '+12345',
      '1e3456',
      '0x1234',
      '12345a',
      '123456\n',
      '123\t456',
      '123\u00a0456',
      '123456;',
      '12.456',
    );
    for (const code of wrong) expect(await paths(verify, { challenge: 'c', code }), JSON.stringify(code)).toEqual(['code']);
  });
});

describe('a key that is given twice is refused by its path', () => {
  test('in every call', async () => {
    await everyCallRefuses(() => '{"password":"a","password":"b"}', 'password');
  });

  test('however it is written, and however deep', async () => {
    expect(await paths(login, '{"username":"a","password":"b","user\\u006eame":"c"}')).toEqual(['username']);
    expect(await paths(login, '{"username":{"first":1,"first":2},"password":"b"}')).toEqual(['username.first']);
    expect(await paths(login, '{"username":[{"a":1,"a":1}],"password":"b"}')).toEqual(['username.a']);
    expect(await paths(login, '{"username":"a","password":"b","__proto__":1,"__proto__":2}')).toEqual(['__proto__']);
    expect(await paths(login, '{"":1,"":2}')).toEqual(['']);
  });

  test('and the same name in two objects, or as a value, is not given twice', async () => {
    expect(await paths(login, '{"username":{"a":1},"password":{"a":1}}')).toEqual(['password', 'username']);
    expect(problemIn(await sendText(stack, login, '{"username":"\\"password\\":","password":"username"}')).code).toBe(
      'invalid_credentials',
    );
  });
});

describe('any text that is well-formed is only a wrong one', () => {
  const odd = [
    '\u0000',
    'a\u0000b',
    '\u202egnp.exe',
    '\ufeff.',
    '\u{1f511}',
    '%00',
    '../../etc/passwd',
    "' OR 1=1 --",
    '<%= 7*7 %>',
    '{{7*7}}',
    '\r\nSet-Cookie: a=b',
    'CUSTOMER#x',
    '#',
    '|',
  ];

  test('as a username', async () => {
    for (const username of [...odd, 'u'.repeat(254)]) {
      const answer = await sendText(stack, login, JSON.stringify({ username, password: 'wrong' }));
      expect(problemIn(answer, JSON.stringify(username)).code).toBe('invalid_credentials');
      expectSecurityHeaders(answer);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
  });

  test('as a password', async () => {
    for (const [index, password] of [...odd, 'p'.repeat(256)].entries()) {
      const answer = await sendText(stack, login, JSON.stringify({ username: `odd-${index}`, password }));
      expect(problemIn(answer, JSON.stringify(password)).code).toBe('invalid_credentials');
    }
  });

  test('as a challenge', async () => {
    for (const challenge of [...odd, 'a.b.c.d.e', '....', 'c'.repeat(2048), 'undefined', '[object Object]']) {
      const answer = await sendText(stack, verify, JSON.stringify({ challenge, code: '123456' }));
      expect(problemIn(answer, JSON.stringify(challenge)).code).toBe('invalid_challenge');
    }
  });

  test('and half a surrogate pair, which is no text at all, is refused by its path', async () => {
    for (const half of ['\\ud800', 'a\\udc00b', '\\udc00\\ud800']) {
      expect(await paths(login, `{"username":"${half}","password":"p"}`), half).toEqual(['username']);
      expect(await paths(login, `{"username":"u","password":"${half}"}`), half).toEqual(['password']);
      expect(await paths(verify, `{"challenge":"${half}","code":"123456"}`), half).toEqual(['challenge']);
    }
  });
});

describe('a refusal repeats nothing of what was sent', () => {
  const secret = 'Tr0ub4dor-and-3';

  test('neither a password that is too long nor one in a wrong place', async () => {
    const long = secret.repeat(20);
    const sent: [Call, unknown, CallOptions?][] = [
      [login, { username: 'a', password: long }],
      [login, { username: { [secret]: secret }, password: [secret] }],
      [login, { username: secret.repeat(20), password: secret }],
      [login, { username: 'a', password: secret, channel: secret, stayLoggedIn: secret }],
      [login, `{"username":"a","password":"${secret}"`],
      [login, `"${secret}"`],
      [login, { username: secret, password: secret }],
      [login, `password=${secret}`, { headers: { 'Content-Type': secret } }],
      [verify, { challenge: secret, code: secret }],
      [verify, { challenge: secret, code: '123456' }],
    ];
    for (const [route, body, options] of sent) {
      const answer = await sendText(stack, route, typeof body === 'string' ? body : JSON.stringify(body), options);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify([answer.body, answer.headers]), JSON.stringify(body)).not.toContain(secret);
    }
  });
});

test('a request that is refused as misshapen costs neither an attempt nor a dispatch', async () => {
  const visitor = new Visitor(stack, await shopperWithFactor(stack, 'unharmed'));
  const challenge = await visitor.challenge();
  const mails = stack.outbox().length;
  const bad: Answer[] = [];
  for (let times = 0; times < 6; times++) {
    bad.push(await visitor.browser.post('/v1/login/verify', { challenge: challenge.token, code: '12345' }));
    bad.push(await visitor.browser.post('/v1/login/verify', { challenge: challenge.token, code: '111111', extra: 1 }));
    bad.push(await visitor.browser.post('/v1/login/resend', { challenge: challenge.token, extra: 1 }));
  }
  for (const answer of bad) faultsIn(answer);
  expect(stack.outbox()).toHaveLength(mails);
  expect((await visitor.verifyRight(challenge)).status).toBe(200);
});

test.each(['/v1/security/nothing', '/v1/security/', '/v1/security/totp/activate/more', '/v1/security/%65mail', '/v1/nothing'])(
  'there is nothing at %s, whoever asks',
  async (path) => {
    const { status, body, headers } = await stack.browser().post(path, {}, { bearer: 'none' });
    expect({ status, code: (body as { code: string }).code, kept: headers['cache-control'] }).toEqual({
      status: 404,
      code: 'not_found',
      kept: 'no-store',
    });
  },
);
