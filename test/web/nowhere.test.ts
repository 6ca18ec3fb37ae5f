import { describe, expect, test } from 'vitest';
import { frameWords } from '../../shared/words/frame.ts';
import { locales } from '../../shared/words/locale.ts';
import { startTestStack } from '../support/stack.ts';
import { withEnvironment } from '../support/with-environment.ts';

const stack = await startTestStack(withEnvironment('pages', { HOME_URL: 'https://www.shop.example/?a=1&b=2' }));

const people = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const open = (path: string, { language = 'en', accept = people, method = 'GET' } = {}) =>
  fetch(stack.url + path, { method, redirect: 'manual', headers: { Accept: accept, 'Accept-Language': language } });

describe('where there is nothing', () => {
  test.each(locales)('people read in %s that there is no such page, and where to go on', async (locale) => {
    for (const path of ['/nowhere', '/a/b/c', '/login/x', '/Login', '/favicon.ico', '/%', '//', '/problems/a/b', '/%3Cscript%3E']) {
      const answer = await open(path, { language: locale });
      const document = await answer.text();
      expect([path, answer.status, answer.headers.get('content-language')]).toEqual([path, 404, locale]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(document).toContain(`<h1>${frameWords[locale].notFound.title}</h1>`);
      expect(document).toContain(`href="${stack.url}/">${frameWords[locale].toStart}</a>`);
      expect(document).toContain(`href="https://www.shop.example/?a=1&#38;b=2">${frameWords[locale].toShop}</a>`);
      expect(document).not.toMatch(/<script|<style| style=/);
    }
  });

  test('its policy allows the files of this service, and its style is there', async () => {
    const answer = await open('/a/b/c');
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src ${stack.url}/assets/; img-src ${stack.url}/assets/; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
    );
    const style = /rel="stylesheet" href="([^"]+)"/.exec(await answer.text())?.[1] ?? '';
    const file = await fetch(stack.url + style);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('of files there are those by their name, and nothing else, however it is asked for', async () => {
    const hash = 'a'.repeat(64);
    for (const name of [
      'none-12345678.js',
      'pages.json',
      '..%2fpages.json',
      '..%2Fpages-12345678.json',
      '%2e%2e%2fpages-12345678.json',
      '.hidden-12345678.js',
      `${'a'.repeat(300)}-${hash}.js`,
      `${'a'.repeat(4000)}-${hash}.svg`,
      'a%00-12345678.js',
    ]) {
      const answer = await open(`/assets/${name}`);
      expect([name, answer.status, answer.headers.get('cache-control')]).toEqual([name, 404, 'no-store']);
    }
  });

  test('who asks by HEAD is told the same, without the page', async () => {
    const answer = await open('/nowhere', { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await answer.text()).toBe('');
  });

  test('programs get a problem, whatever they accept where only programs ask', async () => {
    const asked = [
      ['/nowhere', '*/*'],
      ['/nowhere', 'application/json'],
      ['/v1', people],
      ['/v1/nowhere', people],
      ['/.well-known/nowhere', people],
      ['/assets/a/b', people],
    ] as const;
    for (const [path, accept] of asked) {
      const answer = await open(path, { accept, language: 'de' });
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 404, 'application/problem+json']);
      expect(await answer.json()).toMatchObject({ code: 'not_found', type: `${stack.url}/problems/not_found` });
    }
  });

  test('other methods are refused by API Gateway, as ever', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await open('/nowhere', { method });
      expect([method, answer.status, answer.headers.get('content-type')]).toEqual([method, 404, 'application/problem+json']);
    }
  });
});

describe('a page with a slash at its end', () => {
  test.each(['/login', '/security', '/password', '/recover', '/support', '/docs', '/problems/too_soon'])('leads to %s', async (path) => {
    const { status, headers } = await open(`${path}/`);
    expect([status, headers.get('location')]).toEqual([308, stack.url + path]);
    expect((await open(`${path}//`)).headers.get('location')).toBe(stack.url + path);
  });

  test('keeps what stands in the query, and leads nowhere else', async () => {
    const { headers } = await open('/login/?next=%2Fsecurity&next=b%26c&lang=de');
    expect(headers.get('location')).toBe(`${stack.url}/login?next=%2Fsecurity&next=b%26c&lang=de`);
    expect((await open('//evil.example/login/')).headers.get('location')).toBe(null);
  });
});
