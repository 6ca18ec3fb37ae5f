import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { locales } from '../../shared/words/locale.ts';
import { buildPages, type Pages, pagesFile } from '../../web/build.ts';
import { pageNames } from '../../web/pages.ts';
import { titlesOf, words } from '../../web/words/words.ts';

let pages: Pages;
let open: (path: string, headers?: Record<string, string>, lang?: string) => Promise<{ body: string; headers: Record<string, string> }>;

beforeAll(async () => {
  await buildPages();
  pages = JSON.parse(readFileSync(pagesFile, 'utf8'));
  Object.assign(process.env, {
    LAMBDA_TASK_ROOT: dirname(pagesFile),
    SHOP_NAME: `Tom & "Söhne" <script>'s`,
    HOME_URL: 'https://shop.example/?a=1&b="',
    CHANGE_PASSWORD_URL: '',
    FORGOT_PASSWORD_URL: '',
    SIGN_UP_URL: 'https://shop.example/new?a=1&b=2',
    PASSWORD_MINIMUM: '12',
  });
  const { handler } = await import('../../functions/pages.ts');
  open = async (path, headers = {}, lang) => {
    const event = { resource: path, headers, queryStringParameters: lang ? { lang } : null } as unknown as APIGatewayProxyEvent;
    const { body, headers: sent } = await handler(event);
    return { body, headers: sent as Record<string, string> };
  };
});

describe('each page', () => {
  const all = pageNames.flatMap((name) => locales.map((locale) => [name, locale] as const));

  test.each(all)('%s in %s is one document of less than 33 KB, as API Gateway sends it', (name, locale) => {
    expect(gzipSync(pages.documents[name][locale]).length).toBeLessThan(33_000);
    expect(Buffer.byteLength(pages.documents[name][locale])).toBeLessThan(102_000);
  });

  test.each(all)('%s in %s loads nothing from anywhere', (name, locale) => {
    const document = pages.documents[name][locale];
    expect(document).toContain(`<html lang="${locale}">`);
    expect(document.replaceAll("xmlns='http://www.w3.org/2000/svg'", '')).not.toMatch(
      /<script[^>]+src=|<link[^>]+stylesheet|@import|url\(|https?:\/\//,
    );
  });

  test.each(pageNames)('%s allows by its policy exactly the script and the style that stand in it', (name) => {
    const document = pages.documents[name].en;
    const policy = pages.policies[name];
    const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const script = /<script type="module">(.*)<\/script>/s.exec(document)?.[1];
    const style = /<style>(.*?)<\/style>/s.exec(document)?.[1];
    expect(policy).toContain(`script-src ${hash(script)};`);
    expect(policy).toContain(`style-src ${hash(style)};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });
});

describe('the function', () => {
  test.each(pageNames)('serves %s at its path', async (name) => {
    const { body } = await open(name === 'home' ? '/' : `/${name}`);
    expect(body).toContain(`<title>${titlesOf(words.en)[name]} – `);
  });

  test('says the shop’s name and address as data, whatever characters they have', async () => {
    const { body } = await open('/login');
    expect(body).toContain('data-shop-name="Tom &#38; &#34;Söhne&#34; &#60;script&#62;&#39;s"');
    expect(body).toContain('data-home-url="https://shop.example/?a=1&#38;b=&#34;"');
    expect(body).toContain('data-forgot-password-url=""');
    expect(body).toContain('data-sign-up-url="https://shop.example/new?a=1&#38;b=2"');
    expect(body).toContain('data-password-minimum="12"');
    expect(body).not.toMatch(/%[A-Z_]+%/);
  });

  test('answers in the language of the browser, or in the one that is asked for', async () => {
    expect((await open('/login', { 'Accept-Language': 'de-AT,de;q=0.9' })).body).toContain('<html lang="de">');
    expect((await open('/login', { 'accept-language': 'fr' })).body).toContain('<html lang="en">');
    expect((await open('/security', { 'accept-language': 'de' }, 'cs')).body).toContain('<html lang="cs">');
    expect((await open('/login', {}, 'xx')).headers['Content-Language']).toBe('en');
  });

  test('sends every header that keeps a login page to itself', async () => {
    const { headers } = await open('/');
    expect(headers).toMatchObject({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': pages.policies.home,
      'Cache-Control': 'no-store',
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

  test('are those that the help page for customers tells them to look for', () => {
    const help = readFileSync(new URL('../../docs/customers.md', import.meta.url), 'utf8');
    const [, table = ''] = help.split('## The buttons in three languages');
    const rows = table.split('\n').filter((line) => line.startsWith('|') && !line.includes('---'));
    expect(rows.length).toBeGreaterThan(10);
    const [head = '', ...buttons] = rows;
    const columns = (row: string) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
    const spoken = columns(head).map((name) => locales.find((locale) => words[locale].common.language === name) ?? 'en');
    for (const button of buttons) {
      for (const [at, cell] of columns(button).entries()) {
        for (const name of cell.split(' / ')) {
          const { common, login, security, password, recover } = words[spoken[at] ?? 'en'];
          expect(sentences([common, login, security, password, recover])).toContain(name);
        }
      }
    }
  });

  test.each([
    ['en', 'This is your last attempt', '2 attempts left', '5 attempts left'],
    ['de', 'Das ist Ihr letzter Versuch', 'Noch 2 Versuche', 'Noch 5 Versuche'],
    ['cs', 'Toto je Váš poslední pokus', 'Zbývají 2 pokusy', 'Zbývá 5 pokusů'],
  ] as const)('in %s count properly', (locale, one, two, five) => {
    const say = words[locale].common;
    expect([say.attemptsLeft(1), say.attemptsLeft(2), say.attemptsLeft(5)]).toEqual([one, two, five]);
  });
});
