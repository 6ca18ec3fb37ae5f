import { beforeAll, describe, expect, test } from 'vitest';
import { reachedAt } from '../../local/own-address.ts';
import { carriedBy, catalogue, type ProblemCode } from '../../shared/http/problems.ts';
import { locales } from '../../shared/words/locale.ts';
import { problemPageWords } from '../../shared/words/problem-pages.ts';
import { problemTitles } from '../../shared/words/problems.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

const codes = Object.keys(catalogue) as ProblemCode[];
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

const open = async (path: string, language = 'en') => {
  const { status, headers, body } = await stack.browser().get(path, { headers: { 'Accept-Language': language } });
  return { status, headers, document: String(body) };
};
/** What a reader sees. */
const textOf = (document: string) =>
  document
    .replace(/<head>.*<\/head>/s, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&#(\d+);/g, (_, character: string) => String.fromCharCode(Number(character)));
const plain = (sentence: string) => sentence.replaceAll('`', '');

describe.each(locales)('in %s the page of every problem', async (locale) => {
  const say = await problemPageWords(locale);
  const titles = await problemTitles(locale);

  test('says what it means, what helps, its status, and what it may carry', async () => {
    for (const code of codes) {
      const { status, headers, document } = await open(`/problems/${code}`, locale);
      expect([code, status, headers['content-language']]).toEqual([code, 200, locale]);
      expect(document).toContain(`<html lang="${locale}">`);
      const text = textOf(document);
      const fields = carriedBy(code).flatMap((name) => [name, say.fields[name]]);
      for (const told of [titles[code], say.about[code].means, say.about[code].next, code, ...fields]) {
        expect(text).toContain(plain(told));
      }
      expect(text).toContain(`${catalogue[code].status} ${code}`);
    }
  });

  test('leaves nothing empty, and names fields as they are spelled', () => {
    const said = codes.flatMap((code) => [say.about[code].means, say.about[code].next]);
    for (const sentence of [...said, ...Object.values(say.fields)]) expect(sentence.trim()).not.toBe('');
    for (const code of codes) {
      const named = [...`${say.about[code].means} ${say.about[code].next}`.matchAll(/`(\w+)`/g)].map(([, name]) => name);
      expect({
        code,
        named: named.filter(
          (name) =>
            !['allowedOrigins', 'ETag', 'passwordChangedAt'].includes(name ?? '') && !(carriedBy(code) as string[]).includes(name ?? ''),
        ),
      }).toEqual({ code, named: [] });
    }
  });
});

test('the language can be chosen, whatever the browser asks for', async () => {
  expect((await open('/problems/too_soon?lang=cs', 'de')).document).toContain('<html lang="cs">');
  const { document } = await open('/problems/too_soon', 'de');
  for (const locale of locales) expect(document).toContain(`href="?lang=${locale}"`);
});

test('a code that there is not is a page that says so', async () => {
  for (const code of ['nothing', '__proto__', 'constructor', 'INVALID_CODE', '%3Cscript%3E', '%']) {
    const { status, document } = await open(`/problems/${code}`, 'de');
    expect([code, status]).toEqual([code, 404]);
    expect(textOf(document)).toContain((await problemTitles('de')).not_found);
    expect(document).not.toContain('<script');
  }
});

test('its policy allows the shop’s own files and nothing else', async () => {
  const { headers, document } = await open('/problems/too_soon');
  expect(headers['content-security-policy']).toBe(
    `default-src 'none'; style-src ${stack.url}/assets/; img-src ${stack.url}/assets/; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  );
  expect(document).not.toMatch(/<script|<style| on\w+=| style=/);
});

test('a problem’s type leads there, whoever answered: a function, or API Gateway by itself', async () => {
  const refused = [
    await stack.browser().post('/v1/login', { username: 'nobody', password: 'wrong' }),
    await stack.browser().get('/v1/session'),
    await stack.browser().post('/v1/login', '{"username":'),
    await stack.browser().get('/nowhere'),
  ];
  for (const { body } of refused) {
    const { type, code } = body as { type: string; code: string };
    expect(type).toBe(`${stack.url}/problems/${code}`);
    const page = await fetch(type);
    expect([code, page.status]).toEqual([code, 200]);
    expect(await page.text()).toContain(code);
  }
});

test('what a template says of the API’s address on AWS is true of this machine', () => {
  const sweep = stack.model.functions.find(({ shortName }) => shortName === 'support-sweep');
  expect(sweep?.environment.PUBLIC_URL).toBe(stack.url);
  const api = { ...stack.model.api, gatewayResponses: new Map() };
  const one = { environment: { PUBLIC_URL: `https://${api.id}.execute-api.eu-central-1.amazonaws.com/local`, OTHER: 'x' } };
  reachedAt('http://localhost:3000', { ...stack.model, api, functions: [one as unknown as (typeof stack.model.functions)[number]] });
  expect(one.environment).toEqual({ PUBLIC_URL: 'http://localhost:3000', OTHER: 'x' });
});
