import { get, type RequestOptions } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { optionsOf } from '../../cdk/read-options.ts';
import { frameWords } from '../../shared/words/frame.ts';
import { locales } from '../../shared/words/locale.ts';
import { type Gallery, startGallery } from '../../tools/brand/gallery.ts';

const brand = join(import.meta.dirname, '..', 'brands', 'light', 'options.json');
let gallery: Gallery;
let names: Record<string, string[]>;

const asked = (path: string) => fetch(`${gallery.url}${path}`);
/** Asked as it stands, whatever a browser would make of it. */
const statusOf = (options: RequestOptions) =>
  new Promise((resolve, reject) =>
    get({ host: '127.0.0.1', ...options }, (response) => {
      response.destroy();
      resolve(response.statusCode);
    }).on('error', reject),
  );
const text = async (path: string) => (await asked(path)).text();

beforeAll(async () => {
  gallery = await startGallery(optionsOf('local', undefined, brand));
  names = await (await asked('names.json')).json();
});
afterAll(() => gallery.stop());

describe('the gallery', () => {
  test('has an address for every page, problem, e-mail and SMS, in each language', async () => {
    expect(Object.keys(names)).toEqual(['page', 'noscript', 'problem', 'mail', 'sms']);
    for (const [kind, all] of Object.entries(names)) {
      expect([kind, all.length > 3]).toEqual([kind, true]);
      // Of pages the states are drawn in the browser.
      for (const name of kind === 'page' ? all.slice(0, 3) : all) {
        for (const lang of locales) {
          const answer = await asked(`show/${kind}/${name}?lang=${lang}`);
          expect([kind, name, answer.status, (await answer.text()).includes(`lang="${name === 'team' ? 'en' : lang}"`)]).toEqual([
            kind,
            name,
            200,
            true,
          ]);
        }
      }
    }
  });

  test('shows what people read where there is nothing', async () => {
    const page = await text('show/noscript/nowhere?lang=cs');
    expect(page).toContain(`<h1>${frameWords.cs.notFound.title}</h1>`);
  });

  test('shows what people read without JavaScript, and runs none for it', async () => {
    for (const name of names.noscript ?? []) {
      const page = await text(`show/noscript/${name}?lang=en`);
      expect([name, page.match(/<script(?! type="application\/json")[^>]*>/)]).toEqual([name, null]);
    }
  });

  test('knows no other', async () => {
    for (const path of [
      'show/page/none',
      'show/page/constructor',
      'show/none/none',
      'show/toString/x',
      'none',
      'gallery/none.js',
      'assets/none-12345678.js',
    ]) {
      expect([path, (await asked(path)).status]).toEqual([path, 404]);
    }
  });

  test('tells nothing to a page of elsewhere whose name leads to this machine, and outlasts whatever is asked', async () => {
    const { port } = new URL(gallery.url);
    for (const [host, path, status] of [
      [`evil.example:${port}`, '/names.json', 403],
      [`evil.example:${port}`, '/changes', 403],
      [`127.0.0.1:${port}`, '//', 404],
      [`127.0.0.1:${port}`, '/gallery/..%2f..%2fpackage.json', 404],
      [`127.0.0.1:${port}`, '/assets/..%2fbrand.json', 404],
      [`127.0.0.1:${port}`, '/names.json', 200],
    ] as const) {
      expect([host, path, await statusOf({ port, path, headers: { host } })]).toEqual([host, path, status]);
    }
  });

  test('has one address for each', () => {
    for (const all of Object.values(names)) expect(new Set(all).size).toBe(all.length);
  });

  test('shows the scheme that is asked for, whatever the machine is set to', async () => {
    const mail = await text('show/mail/code.login?scheme=dark');
    expect(mail).toContain('color-scheme:dark');
    expect(mail).not.toContain('prefers-color-scheme');
    const page = await text('show/page/login.password.plain?scheme=light');
    const [, style] = /href="\/(as\/light\/assets\/account[^"]+\.css)"/.exec(page) ?? [];
    expect(await text(`${style}`)).not.toContain('prefers-color-scheme');
    expect(await text('show/mail/code.login')).toContain('prefers-color-scheme');
  });

  test('shows the brand of the options', async () => {
    const page = await text('show/page/login.password.plain');
    const [, logo] = /<img src="\/(assets\/logo-[^"]+)"/.exec(page) ?? [];
    expect(await text(`${logo}`)).toContain('<title>Květinářství</title>');
    expect((await asked('mail-logo')).headers.get('content-type')).toMatch('image/png');
    expect(await text('show/mail/code.login?lang=cs&part=text')).toMatch(/^012345 otevírá zahradu\n\n/);
  });

  test('tells the page what is wrong with the options, until it is right', async () => {
    const changes = await asked('changes');
    const read = changes.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await read?.read()).toMatchObject({ value: expect.stringContaining('"fault":""') });
    gallery.tell('shopNam is no option');
    expect(await read?.read()).toMatchObject({ value: expect.stringContaining('"fault":"shopNam is no option"') });
    gallery.tell('');
    expect(await read?.read()).toMatchObject({ value: expect.stringContaining('"fault":""') });
    await read?.cancel();
  });
});

test('a port that is taken is said so', async () => {
  await expect(startGallery(optionsOf('local'), gallery.port)).rejects.toThrow(
    `Port ${gallery.port} is taken. Choose another: PORT=4000 npm run brand`,
  );
});

test('one that has stopped, because our sources make no sense just now, is told of it without harm', async () => {
  const stopped = await startGallery(optionsOf('local'));
  await stopped.stop();
  stopped.tell('web/form.ts makes no sense');
  await expect(fetch(stopped.url)).rejects.toThrow();
});
