import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locales } from '../../shared/words/locale.ts';
import { buildPages } from '../../web/build.ts';
import { type PageName, pageNames } from '../../web/pages.ts';
import { titlesOf, words } from '../../web/words/words.ts';

type Answer = { statusCode: number; body: string; headers: Record<string, string> };
type Asked = { headers?: Record<string, string>; lang?: string; query?: Record<string, string>; prefix?: string; domain?: string };

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

let open: (path: string, asked?: Asked) => Promise<Answer>;
let load: (file: string) => Promise<Answer>;

const shopName = `Tom & "Söhne" <script>'s</script>`;

beforeAll(async () => {
  await buildPages(folder);
  Object.assign(process.env, {
    LAMBDA_TASK_ROOT: folder,
    SHOP_NAME: shopName,
    HOME_URL: 'https://shop.example/?a=1&b="',
    CHANGE_PASSWORD_URL: '',
    FORGOT_PASSWORD_URL: '',
    PUBLIC_URL: '',
    SIGN_UP_URL: 'https://shop.example/new?a=1&b=2',
    PASSWORD_MINIMUM: '12',
  });
  const pages = await import('../../functions/pages.ts');
  const assets = await import('../../functions/assets.ts');
  open = async (path, { headers = {}, lang, query, prefix = '', domain = 'login.example' } = {}) =>
    (await pages.handler({
      resource: path,
      path,
      headers,
      queryStringParameters: lang ? { lang } : (query ?? null),
      requestContext: { domainName: domain, path: prefix + path },
    } as unknown as APIGatewayProxyEvent)) as Answer;
  load = async (file) => (await assets.handler({ pathParameters: { file } } as unknown as APIGatewayProxyEvent)) as Answer;
});

const pathOf = (name: PageName) => (name === 'home' ? '/' : `/${name}`);
/** API Gateway compresses from 8 KiB on (`cdk/api.ts`). */
const sentBytes = (body: string) => (Buffer.byteLength(body) < 8 * 1024 ? Buffer.byteLength(body) : gzipSync(body).length);
/** What a document names, in its order. */
const namedIn = (document: string) => [...document.matchAll(/<(?:link|script) [^>]*(?:href|src)="([^"]+)"/g)].map(([, url = '']) => url);
/** What stands behind all that the first view needs. */
const laterLinks = /<link [^>]*fetchpriority="low">/g;
const fileOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
/** What a program imports before it runs. */
const importsOf = (script: string) => [...script.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, file = '']) => file);

describe('each page', () => {
  const all = pageNames.flatMap((name) => locales.map((locale) => [name, locale] as const));

  test.each(all)('%s in %s is less than 26 KB with all that it loads, and can be filled in after 6.5', async (name, locale) => {
    const { body } = await open(pathOf(name), { lang: locale });
    const [style = ''] = namedIn(body);
    expect(sentBytes(body)).toBeLessThan(2_400);
    expect(sentBytes(body) + sentBytes((await load(fileOf(style))).body)).toBeLessThan(6_500);
    const loaded = await Promise.all(namedIn(body.replaceAll(laterLinks, '')).map((url) => load(fileOf(url))));
    const sent = [body, ...loaded.map((file) => file.body)].map(sentBytes).reduce((sum, bytes) => sum + bytes);
    expect(sent).toBeLessThan(26_000);
  });

  test.each(all)('%s in %s names all that it needs, so that one round trip brings it', async (name, locale) => {
    const { body } = await open(pathOf(name), { lang: locale });
    const named = namedIn(body).map(fileOf);
    for (const file of named) {
      const { statusCode, body: content } = await load(file);
      expect([file, statusCode]).toEqual([file, 200]);
      for (const imported of file.endsWith('.js') ? importsOf(content) : []) expect(named).toContain(imported);
    }
    expect(named.filter((file) => /^(?:account|help)\.\w\w-/.test(file)).length).toBe(1);
    expect(named.find((file) => /^(?:account|help)\.\w\w-/.test(file))).toMatch(new RegExp(`\\.${locale}-`));
  });

  test.each(all)(
    '%s in %s loads nothing from elsewhere, and nothing stands in it that would need a weaker policy',
    async (name, locale) => {
      const { body } = await open(pathOf(name), { lang: locale });
      expect(body).toContain(`<html lang="${locale}">`);
      for (const url of namedIn(body)) expect(url).toMatch(/^\/assets\/[\w.-]+$/);
      expect(body).not.toMatch(/<style| style=| on\w+=/);
      const inline = [...body.matchAll(/<script(?! type="module" src=)([^>]*)>/g)].map(([, attributes]) => attributes);
      expect(inline).toEqual([' type="application/json" id="settings"', '']);
      for (const url of namedIn(body)) {
        const { body: content } = await load(fileOf(url));
        if (!url.endsWith('.svg')) expect(content).not.toMatch(/@import|url\(|https:\/\//);
      }
    },
  );
});

test.each(pageNames.filter((name) => name !== 'security'))(
  '%s is six requests the first time, as WAF counts 300 of one address',
  async (name) => {
    // Fifty people of one office in five minutes; whoever has been there before asks for the document alone.
    expect(1 + namedIn((await open(pathOf(name))).body).length).toBeLessThanOrEqual(6);
  },
);

test('what is needed later, if at all, is loaded behind what the first view needs, and the account page’s along with it alone', async () => {
  const later = async (path: string) => [...(await open(path)).body.matchAll(laterLinks)].flatMap(([link]) => namedIn(link)).map(fileOf);
  const expected = [expect.stringMatching(/^part-\w+\.js$/), expect.stringMatching(/^security\.en-\w+\.js$/)];
  expect(await later('/security')).toEqual(expected);
  for (const path of ['/', '/login', '/password', '/recover', '/support']) expect(await later(path)).toEqual([]);
});

test('a page learns from its document whether the browser has a cookie that may log in', async () => {
  const staysBy = async (cookie?: string) => {
    const { body } = await open('/security', { headers: { ...(cookie && { Cookie: cookie }) } });
    return JSON.parse(/id="settings">(.*?)<\/script>/s.exec(body)?.[1] ?? '').stays;
  };
  expect(await staysBy()).toBe(false);
  expect(await staysBy('__Host-keycard-device=abc')).toBe(false);
  expect(await staysBy('__Host-keycard-device=abc; __Host-keycard=abc')).toBe(true);
});

test.each([
  ['whoever may be logged in', { headers: { Cookie: '__Host-keycard=abc' } }],
  ['whom a shop has handed over', { query: { handover: '' } }],
])('a document has no first view for %s', async (_, asked) => {
  expect((await open('/security', asked)).body).toMatch(/<main><script>[^<]*<\/script><noscript>/);
});

describe('the policy', () => {
  const kept = "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  test.each(pageNames)('of %s allows the files of this service and the one script that stands in it, and nothing else', async (name) => {
    const { headers, body } = await open(pathOf(name));
    const [, early = ''] = /<script>(.*?)<\/script>/s.exec(body) ?? [];
    const hash = createHash('sha256').update(early).digest('base64');
    const files = 'https://login.example/assets/';
    expect(headers['Content-Security-Policy']).toBe(
      `default-src 'none'; script-src ${files} 'sha256-${hash}'; style-src ${files}; img-src ${files} data:; connect-src 'self'; ${kept}`,
    );
  });

  test('names the stage where there is one in the path, as the document does', async () => {
    const { headers, body } = await open('/login', { prefix: '/prod', domain: 'abc.execute-api.eu-central-1.amazonaws.com' });
    expect(headers['Content-Security-Policy']).toContain(
      'style-src https://abc.execute-api.eu-central-1.amazonaws.com/prod/assets/; img-src',
    );
    for (const url of namedIn(body)) expect(url).toMatch(/^\/prod\/assets\//);
  });
});

test('whoever may be logged in finds the first view of what is for those who cannot log in', async () => {
  for (const path of ['/password', '/recover', '/support']) {
    const { body } = await open(path, { headers: { Cookie: '__Host-keycard=abc' } });
    expect(body).toMatch(/<main><(?:form|section) [^>]*data-served hidden>/);
  }
});

describe('the document is kept for five minutes by whoever read it', () => {
  const tagOf = async (path: string, asked?: Asked) => (await open(path, asked)).headers.ETag ?? '';

  test('and by nobody between, and is another one with another language or cookie', async () => {
    const { headers } = await open('/login');
    expect(headers).toMatchObject({ 'Cache-Control': 'private, max-age=300', Vary: 'Accept-Encoding, Accept-Language, Cookie' });
  });

  test('and then asked about by what it was, and not sent again', async () => {
    const had = await tagOf('/login');
    for (const sent of [had, `"other", W/${had}`]) {
      const { statusCode, headers, body } = await open('/login', { headers: { 'If-None-Match': sent } });
      expect([statusCode, headers.ETag, headers['Cache-Control'], body]).toEqual([304, had, 'private, max-age=300', '']);
    }
    expect((await open('/login', { headers: { 'If-None-Match': '"other"' } })).statusCode).toBe(200);
  });

  test('is the same as long as nothing in it or about it changes', async () => {
    const had = await tagOf('/security');
    expect(await tagOf('/security')).toBe(had);
    const others = [
      await tagOf('/security', { lang: 'de' }),
      await tagOf('/security', { headers: { Cookie: '__Host-keycard=abc' } }),
      await tagOf('/security', { query: { handover: '' } }),
      await tagOf('/login'),
      // Nothing but the policy names the host where there is no first view.
      await tagOf('/security', { query: { handover: '' }, domain: 'other.example' }),
    ];
    expect(others).not.toContain(had);
    expect(new Set(others).size).toBe(others.length);
  });
});

describe('a file that pages load', () => {
  test('is kept for a year, and is what its name says', async () => {
    const { body } = await open('/login');
    const types = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' } as const;
    for (const url of namedIn(body)) {
      const { headers } = await load(fileOf(url));
      expect(headers).toMatchObject({
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Content-Type': `${types[url.slice(url.lastIndexOf('.') + 1) as keyof typeof types]}; charset=utf-8`,
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': expect.stringContaining('sandbox'),
      });
    }
  });

  test.each(['login.js', 'account-AAAAAAAA.js', '../pages.json', '..%2fpages.json', '', 'constructor', 'a-12345678.html', '.-12345678.js'])(
    'that there is not is not found, and nobody keeps that: %j',
    async (file) => {
      const { statusCode, headers } = await load(file);
      expect([statusCode, headers['Cache-Control']]).toEqual([404, 'no-store']);
    },
  );

  test('has another name as soon as its content is another', () => {
    const { icon } = JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8'));
    expect(existsSync(join(folder, 'assets', icon))).toBe(true);
    expect(icon).toMatch(/^icon-[0-9A-F]{8}\.svg$/);
  });
});

describe('the function', () => {
  test.each(pageNames)('serves %s at its path', async (name) => {
    const { body } = await open(pathOf(name), { headers: { Cookie: '__Host-keycard=abc' } });
    expect(body).toContain(`<title>${titlesOf(words.en)[name]} – `);
  });

  test('calls the login what it is, where the account page begins with it', async () => {
    const { body } = await open('/security');
    expect(body).toContain(`<title>${titlesOf(words.en).login} – `);
  });

  test('says the shop’s name and address as data, whatever characters they have', async () => {
    const { body } = await open('/login');
    expect(body).toContain('<p class="shop">Tom &#38; &#34;Söhne&#34; &#60;script&#62;&#39;s&#60;/script&#62;</p>');
    const block = /<script type="application\/json" id="settings">(.*?)<\/script>/s.exec(body)?.[1] ?? '';
    expect(block).not.toContain('<');
    expect(JSON.parse(block)).toMatchObject({
      shopName,
      homeUrl: 'https://shop.example/?a=1&b="',
      forgotPasswordUrl: '',
      signUpUrl: 'https://shop.example/new?a=1&b=2',
      passwordMinimum: '12',
    });
  });

  test('says the shop’s addresses in the first view as links, whatever characters they have', async () => {
    const { body } = await open('/login');
    const [, view = ''] = /<main>(.*?)<script>/s.exec(body) ?? [];
    expect(view).toContain('<a href="https://shop.example/?a=1&#38;b=&#34;" class=');
    expect(view).toContain('<a href="https://shop.example/new?a=1&#38;b=2"');
  });

  test('has a document as long as it draws one only, so that nothing takes it for a browser', async () => {
    await open('/login');
    expect('document' in globalThis).toBe(false);
  });

  test('answers in the language of the browser, or in the one that is asked for', async () => {
    expect((await open('/login', { headers: { 'Accept-Language': 'de-AT,de;q=0.9' } })).body).toContain('<html lang="de">');
    expect((await open('/login', { headers: { 'accept-language': 'fr' } })).body).toContain('<html lang="en">');
    expect((await open('/security', { headers: { 'accept-language': 'de' }, lang: 'cs' })).body).toContain('<html lang="cs">');
    expect((await open('/login', { lang: 'xx' })).headers['Content-Language']).toBe('en');
  });

  test('sends every header that keeps a login page to itself', async () => {
    const { headers } = await open('/');
    expect(headers).toMatchObject({
      'Content-Type': 'text/html; charset=utf-8',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
  });
});

describe('the words', () => {
  /** Every sentence, however deep it stands. */
  const sentences = (said: unknown): string[] => {
    if (typeof said === 'string') return [said];
    if (typeof said === 'function') return [said('A', 'B')];
    return Object.values(said as object).flatMap(sentences);
  };

  test.each(locales)('in %s leave nothing empty', (locale) => {
    for (const sentence of sentences(words[locale])) expect(sentence.trim()).not.toBe('');
  });

  test.each([
    ['en', 'This is your last attempt', '2 attempts left', '5 attempts left'],
    ['de', 'Das ist Ihr letzter Versuch', 'Noch 2 Versuche', 'Noch 5 Versuche'],
    ['cs', 'Máte poslední pokus', 'Zbývají 2 pokusy', 'Zbývá 5 pokusů'],
  ] as const)('in %s count properly', (locale, one, two, five) => {
    const say = words[locale].common;
    expect([say.attemptsLeft(1), say.attemptsLeft(2), say.attemptsLeft(5)]).toEqual([one, two, five]);
  });

  test.each([
    ['v', ['0:10', '1:00', '5:04', '9:05', '10:00', '11:59', '15:00', '19:20']],
    ['ve', ['2:30', '3:03', '4:00', '12:05', '13:00', '14:45', '20:00', '23:59']],
  ] as const)('in Czech say “%s” before a time that is read aloud with it', (preposition, times) => {
    for (const time of times) expect(words.cs.login.appWaitText(time)).toContain(` ${preposition}\u00a0${time}.`);
  });
});
