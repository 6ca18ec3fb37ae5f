import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Brand } from '../../shared/config/brand.ts';
import { buildPages } from '../../web/build.ts';

type Answer = { statusCode: number; body: string; headers: Record<string, string> };

const folder = mkdtempSync(join(tmpdir(), 'branded-'));
afterAll(() => rmSync(folder, { recursive: true }));

const brand = {
  logo: { light: 'logo-0123456789abcdef.svg', dark: 'logo-dark-0123456789abcdef.svg', width: 240, height: 60 },
  icon: 'icon-0123456789abcdef.svg',
  accent: { light: { color: '#1f6b45', on: '#ffffff' }, dark: { color: '#ffd24d', on: '#1a1400' } },
  font: "Inter, 'Segoe UI', sans-serif",
  links: { support: 'https://shop.example/help?a=1&b=2', imprint: 'https://shop.example/imprint' },
  words: {
    de: {
      'pages.frame.links.support': 'Fragen & Antworten',
      'pages.frame.languages': 'Unsere "Sprachen"',
      'pages.login.titles.login': 'Zu "den" Blumen & <b>',
    },
  },
  pageWords: 'words-0123456789abcdef.json',
} satisfies Partial<Brand>;

let open: (resource: string, lang?: string) => Promise<Answer>;
let load: (file: string) => Promise<Answer>;

beforeAll(async () => {
  await buildPages(folder);
  writeFileSync(join(folder, 'brand.json'), JSON.stringify(brand));
  writeFileSync(join(folder, 'assets', brand.logo.light), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(
    join(folder, 'assets', brand.pageWords),
    '{"de":{"pages.login.logIn":"Los \\u0026 <b>","pages.support.support.send":"Ab die Post"}}',
  );
  const urls = { HOME_URL: 'https://shop.example/', CHANGE_PASSWORD_URL: '', FORGOT_PASSWORD_URL: '', SIGN_UP_URL: '', PUBLIC_URL: '' };
  Object.assign(process.env, { LAMBDA_TASK_ROOT: folder, SHOP_NAME: 'Flower "Shop"', PASSWORD_MINIMUM: '8', ...urls });
  const pages = await import('../../functions/pages.ts');
  const assets = await import('../../functions/assets.ts');
  const requestContext = { domainName: 'login.example', path: '/prod/login' };
  open = async (path, lang = 'en') =>
    (await pages.handler({
      resource: path,
      path,
      headers: {},
      queryStringParameters: { lang },
      requestContext: { ...requestContext, path: `/prod${path}` },
    } as unknown as APIGatewayProxyEvent)) as Answer;
  load = async (file) => (await assets.handler({ pathParameters: { file } } as unknown as APIGatewayProxyEvent)) as Answer;
});

describe('a shop’s own', () => {
  test('logo stands in the document, in the light and in the dark, with the room that it takes and the shop’s name', async () => {
    const { body } = await open('/login');
    expect(body).toContain(
      `<picture><source srcset="/prod/assets/${brand.logo.dark}" media="(prefers-color-scheme: dark)"><img src="/prod/assets/${brand.logo.light}" width="240" height="60" alt="Flower &#34;Shop&#34;"></picture>`,
    );
    expect((await load(brand.logo.light)).headers['Content-Type']).toBe('image/svg+xml; charset=utf-8');
  });

  test('icon takes the place of ours', async () => {
    expect((await open('/login')).body).toContain(`<link rel="icon" href="/prod/assets/${brand.icon}">`);
  });

  test('colours and letters are a style sheet behind ours, named by what is in it', async () => {
    const { body } = await open('/login');
    const [ours, its, ...others] = [...body.matchAll(/rel="stylesheet" href="\/prod\/assets\/([^"]+)"/g)].map(([, file = '']) => file);
    expect([ours, its, others]).toEqual([expect.stringMatching(/^account-/), expect.stringMatching(/^brand-[0-9A-F]{8}\.css$/), []]);
    const { statusCode, headers, body: style } = await load(its ?? '');
    expect([statusCode, headers['Content-Type']]).toEqual([200, 'text/css; charset=utf-8']);
    expect(style).toBe(
      ":root{--font:Inter, 'Segoe UI', sans-serif;--accent:#1f6b45;--accent-strong:#1a5b3b;--on-accent:#ffffff;--tint:#e9f0ec}@media (prefers-color-scheme:dark){:root{--accent:#ffd24d;--accent-strong:#ffd968;--on-accent:#1a1400;--tint:#323029}}",
    );
  });

  test('links stand in the foot, in the language of the document, and its help where no program runs', async () => {
    const { body } = await open('/login', 'de');
    expect(body).toContain(
      '<p class="links"><a href="https://shop.example/help?a=1&#38;b=2">Fragen &#38; Antworten</a><a href="https://shop.example/imprint">Impressum</a></p>',
    );
    expect(body).toContain('<nav aria-label="Unsere &#34;Sprachen&#34;">');
    expect(body).toContain('<title>Zu &#34;den&#34; Blumen &#38; &#60;b&#62; – ');
    const without = /<noscript>(.*?)<\/noscript>/s.exec(body)?.[1];
    expect(without).toContain('Diese Seite braucht JavaScript');
    expect(without).toContain('href="https://shop.example/"');
    expect(without).toContain('href="https://shop.example/help?a=1&#38;b=2"');
  });

  test('words are loaded along, and named to the program', async () => {
    const { body } = await open('/password');
    expect(body).toContain(`<link rel="preload" as="fetch" href="/prod/assets/${brand.pageWords}" crossorigin>`);
    expect(body).toMatch(/rel="modulepreload" href="\/prod\/assets\/own-words-\w+\.js"/);
    const settings = JSON.parse(/id="settings">(.*?)<\/script>/s.exec(body)?.[1] ?? '');
    expect(settings).toMatchObject({ ownWords: `/prod/assets/${brand.pageWords}`, shopLinks: brand.links });
    expect((await load(brand.pageWords)).headers['Content-Type']).toBe('application/json; charset=utf-8');
  });

  test('words stand in the first view, and its own addresses', async () => {
    const { body } = await open('/login', 'de');
    expect(body).toContain('>Los &#38; &#60;b&#62;</button>');
    expect(body).toContain('<a href="https://login.example/prod/password" class="quiet button">Passwort vergessen?</a>');
    expect(body).toContain('<a href="https://shop.example/" class="quiet small button">');
    expect((await open('/support', 'de')).body).toContain('>Ab die Post</button>');
    expect((await open('/login', 'en')).body).toContain('>Log in</button>');
  });
});

test('a shop that has said nothing of its colours and letters has no style sheet of its own', async () => {
  const { styleOf } = await import('../../shared/http/brand-style.ts');
  const { plainBrand } = await import('../../shared/config/brand.ts');
  expect(styleOf(plainBrand)).toBe(undefined);
  expect(styleOf({ ...plainBrand, font: 'Inter' })?.text).toMatch(/^:root\{--font:Inter;--accent:#2f52c4/);
});
