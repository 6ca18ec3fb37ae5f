import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { challengeIn, codeSentTo, otherThan, outcome, shopperWithFactor, Visitor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { allRoutes } from './calls.ts';
import { unwrappedKeys } from './unwrapped-keys.ts';

/** What nobody may find anywhere but where it was handed out. By kind, for the message. */
type Secret = { kind: string; text: string };

let stack: TestStack;
let table: string;
let logs: string;
const secrets: Secret[] = [];
const codes = new Set<string>();
const addresses = ['Veronika.Leaky@example.com', 'moved.leaky@example.net'];
const phone = '+420601987654';
const password = 'a very leaky passphrase 42';
const wrongPassword = 'a mistyped passphrase 43';

const keep = (kind: string, text: string | undefined) => {
  if (text) secrets.push({ kind, text });
};

/** Keeps every secret of an answer. */
function kept(answer: Answer): Answer {
  const { accessToken, challenge, recoveryCodes } = (answer.body ?? {}) as {
    accessToken?: string;
    challenge?: { token: string };
    recoveryCodes?: string[];
  };
  keep('access token', accessToken);
  keep('challenge', challenge?.token);
  for (const code of recoveryCodes ?? []) keep('recovery code', code);
  for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) keep('cookie', /^__Host-keycard(?:-device)?=([^;]+)/.exec(cookie)?.[1]);
  return answer;
}

/** Every operation, right and wrong, with everything in order and with each service failing. */
async function useEverything(): Promise<void> {
  for (const each of [password, wrongPassword]) keep('password', each);
  const [username = '', moved = ''] = addresses;
  const customer = {
    ...(await shopperWithFactor(stack, 'leaky', { username, email: username, password, phone, phoneVerified: true })),
    password,
  };
  const visitor = new Visitor(stack, customer);
  const log = async (given = {}) => kept(await visitor.logIn(given));
  const newCode = () => {
    const code = codeSentTo(stack, customer);
    codes.add(code);
    return code;
  };

  await log({ password: wrongPassword });
  await visitor.browser.post('/v1/login', { username: 'nobody.leaky@example.com', password: wrongPassword });
  await visitor.browser.post('/v1/login', `{"username":"${username}","password":"${password}"`);
  await visitor.browser.post('/v1/login', { username, password, hint: password });
  const challenge = challengeIn(await log({ stayLoggedIn: true }));
  for (const nth of [1, 2]) {
    codes.add(otherThan(newCode(), nth));
    kept(await visitor.verify(challenge, otherThan(newCode(), nth)));
  }
  kept(await visitor.verify({ token: `${challenge.token.slice(0, -4)}AAAA` }, newCode()));
  stack.advanceClock(60);
  kept(await visitor.resend(challenge));
  kept(await visitor.resend(challenge));
  const verified = kept(await visitor.verify(challenge, newCode()));
  expect(outcome(verified)).toBe('200 authenticated');
  const { accessToken: bearer } = verified.body as { accessToken: string };

  kept(await visitor.browser.post('/v1/session/refresh'));
  await visitor.browser.get('/v1/session', { bearer });
  await visitor.browser.get('/v1/session', { bearer: `${bearer}x` });
  await visitor.browser.get('/v1/security', { bearer });
  await visitor.browser.post('/v1/security/email', { password }, { bearer });

  // Each service fails, with the secrets under way.
  for (const [service, kind] of [
    ['dynamodb', 'error'],
    ['dynamodb', 'throttle'],
    ['dynamodb', 'lost-ack'],
    ['ses', 'error'],
    ['ses', 'throttle'],
    ['ses', 'lost-ack'],
    ['ssm', 'error'],
    ['kms', 'error'],
  ] as const) {
    if (service === 'kms') await stack.coldStart();
    stack.fault({ service, action: '*', kind, count: 100 });
    stack.advanceClock(60);
    kept(await log({ stayLoggedIn: true }));
    kept(await visitor.verify(challenge, newCode()));
    kept(await visitor.browser.post('/v1/session/refresh'));
    await visitor.browser.post('/v1/security/disable', { password, code: newCode() }, { bearer });
    stack.clearFaults();
  }

  stack.advanceClock(60);
  const locked = challengeIn(await log());
  for (let nth = 1; nth <= 6; nth++) {
    codes.add(otherThan(newCode(), nth));
    await visitor.verify(locked, otherThan(newCode(), nth));
  }
  stack.advanceClock(60);
  const again = kept(await visitor.verify(challengeIn(await log({ stayLoggedIn: true })), newCode()));
  expect(outcome(again)).toBe('200 authenticated');
  const { accessToken: next } = again.body as { accessToken: string };
  stack.advanceClock(60);
  await visitor.browser.post('/v1/security/code', {}, { bearer: next });
  await visitor.browser.post('/v1/security/disable', { password: wrongPassword, code: newCode() }, { bearer: next });
  expect((await visitor.browser.post('/v1/security/disable', { password, code: newCode() }, { bearer: next })).status).toBe(204);
  const direct = kept(await log({ stayLoggedIn: true }));
  const { accessToken: last } = direct.body as { accessToken: string };
  expect(kept(await visitor.browser.post('/v1/security/email', { password }, { bearer: last })).status).toBe(200);
  await visitor.browser.post('/v1/logout', { everywhere: true }, { bearer: last });

  await stack.admin('GET', '/v1/admin/customers/leaky');
  await stack.putCustomer('leaky', { username, email: moved, password, phone: '+420601987655' });
  await stack.putCustomer('leaky-too', { username: `too.${username}`, email: moved, password });
  await stack.admin('PUT', '/v1/admin/customers/leaky-too', { username, email: moved });
  await stack.admin('DELETE', '/v1/admin/customers/leaky-too');
  for (const path of ['/', '/login', '/security', '/v1/openapi.json', '/.well-known/jwks.json']) await visitor.browser.get(path);
}

beforeAll(async () => {
  stack = await startTestStack();
  await stack.setFlag(true);
  await useEverything();
  for (const { purpose, bytes } of await unwrappedKeys(stack))
    for (const encoding of ['base64', 'base64url', 'hex'] as const) keep(`key for ${purpose}`, bytes.toString(encoding));
  table = JSON.stringify(await stack.scanTable());
  logs = stack
    .logs()
    .map(({ line }) => line)
    .join('\n');
});

/** A text as it may stand in a dump or a log. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString('base64').replaceAll('=', ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    // Unsalted, it could be looked up or tried out.
    ...['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) =>
      (['base64', 'base64url', 'hex'] as const).map((form) => createHash(name).update(bytes).digest(form)),
    ),
  ];
}

/** The digits of a code, not those that are a part of a longer number or of a digest. */
const standsAlone = (code: string, place: string) => new RegExp(`(?<![\\w+/.-])${code}(?![\\w+/=-])`).test(place);

function found(place: string): string[] {
  // The cookie is kept as its SHA-256, which is what the design wants of 256 random bits.
  const texts = secrets.flatMap(({ kind, text }) => (kind === 'cookie' ? [text] : spellings(text)).map((spelling) => ({ kind, spelling })));
  const leaked = texts.filter(({ spelling }) => place.includes(spelling)).map(({ kind, spelling }) => `${kind}: ${spelling.slice(0, 12)}…`);
  const plainCodes = [...codes].filter((code) => standsAlone(code, place)).map((code) => `code: ${code}`);
  const hashedCodes = [...codes]
    .filter((code) =>
      spellings(code)
        .slice(6)
        .some((hash) => place.includes(hash)),
    )
    .map((code) => `hash of the code ${code}`);
  return [...leaked, ...plainCodes, ...hashedCodes];
}

describe('the search itself', () => {
  test('knows a secret of every kind', () => {
    expect(new Set(secrets.map(({ kind }) => kind.replace(/ for .*/, '')))).toEqual(
      new Set(['password', 'access token', 'challenge', 'recovery code', 'cookie', 'key']),
    );
    expect(codes.size).toBeGreaterThan(8);
  });

  test('finds each of them where it is', () => {
    for (const { text, kind } of secrets) expect(found(`{"x":{"S":${JSON.stringify(text)}}}`).length, kind).toBeGreaterThan(0);
    for (const code of codes) expect(found(`{"x":{"S":"${code}"}}`)).toContain(`code: ${code}`);
  });

  test('has a table and logs to look into', () => {
    for (const item of ['CUSTOMER#leaky', 'VERSION#', 'FAMILY#', 'AUDIT#', 'argon2id', 'recoveryCodes']) expect(table).toContain(item);
    for (const event of ['POST /v1/login"', 'POST /v1/login/verify', 'delivery_failed', 'flag_unreadable', '"unavailable"']) {
      expect(logs).toContain(event);
    }
  });
});

test('a dump of the table holds no code, password, token, cookie, recovery code or key', () => {
  expect(found(table)).toEqual([]);
});

test('the logs hold none either', () => {
  expect(found(logs)).toEqual([]);
});

test('the logs hold no address, number or name of a customer', () => {
  for (const each of [...addresses, phone, 'leaky@', '601987', 'Veronika']) expect(logs.toLowerCase()).not.toContain(each.toLowerCase());
  // Nor anything else that looks like one.
  expect(logs.match(/[\w.+-]+@[\w-]+\.[\w.]+/g) ?? []).toEqual([]);
});

test('every line that a function logs by its own is JSON of one line', () => {
  const broken = stack.logs().filter(({ function: name, line }) => name !== 'api-gateway' && !isJson(line));
  expect(broken.map(({ function: name, line }) => `${name}: ${line.slice(0, 100)}`)).toEqual([]);
});

test('the audit log names what happened and who did it, and no address', () => {
  const entries = (JSON.parse(table) as Record<string, { S?: string }>[]).filter(({ sk }) => sk?.S?.startsWith('AUDIT#'));
  expect(entries.length).toBeGreaterThan(4);
  for (const each of [...addresses, phone]) expect(JSON.stringify(entries).toLowerCase()).not.toContain(each.toLowerCase());
});

test('no URL carries a secret: no call takes one in its path or query, and no e-mail links to one', () => {
  for (const { path, query, method } of allRoutes) {
    expect(path.match(/\{(\w+)\}/g) ?? [], path).not.toEqual(expect.arrayContaining([expect.stringMatching(/token|code|password/i)]));
    // What is read by GET stands in histories and logs of proxies.
    if (method === 'GET')
      expect(
        Object.keys((query as { entries?: object } | undefined)?.entries ?? {}).filter((name) => /token|code|password/i.test(name)),
        path,
      ).toEqual([]);
  }
  const urls = stack
    .outbox()
    .flatMap(({ text, html = '', subject = '' }) => `${subject} ${text} ${html}`.match(/https?:\/\/[^\s"'<>]+/g) ?? []);
  expect(found(urls.join(' '))).toEqual([]);
});

test('an e-mail holds the code it was sent for and no other secret', () => {
  for (const { text, html = '' } of stack.outbox())
    expect(found(`${text} ${html}`).filter((each) => !each.startsWith('code: '))).toEqual([]);
});

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
