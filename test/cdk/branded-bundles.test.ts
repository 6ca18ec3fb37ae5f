import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { optionsOf } from '../../cdk/read-options.ts';
import { functionsOf, synthesized } from './synthesized.ts';

const plain = await synthesized();
const shop = optionsOf('dev', undefined, join(import.meta.dirname, '..', 'brands', 'light', 'options.json'));
const branded = await synthesized({ stage: 'dev' }, { read: shop });

const folderOf = (from: typeof plain, name: string) => from.pathOf(`${functionsOf(from.template)[name]?.Metadata?.['aws:asset:path']}`);

/** They say something to customers, by e-mail or SMS. */
const messengers = ['login', 'security', 'recovery', 'support', 'support-sweep', 'admin'];

test('functions that say something have the brand beside them, and the logo of e-mails', () => {
  for (const name of messengers) {
    const folder = folderOf(branded, name);
    expect(JSON.parse(readFileSync(join(folder, 'brand.json'), 'utf8'))).toMatchObject({
      timeZone: 'Europe/Prague',
      supportMail: 'pomoc@kvetiny.example',
      mailLogo: { file: 'mail-logo.png', type: 'image/png', width: 180, height: 48 },
    });
    expect(readFileSync(join(folder, 'mail-logo.png')).toString('latin1')).toMatch(/^.PNG/);
    expect(existsSync(join(folder, 'assets'))).toBe(false);
  }
});

test('the pages have the pictures and words that they serve, each under the name that the brand has of it', () => {
  const folder = folderOf(branded, 'pages');
  const { logo, icon, pageWords } = JSON.parse(readFileSync(join(folder, 'brand.json'), 'utf8'));
  for (const asset of [logo.light, logo.dark, icon, pageWords]) expect(readdirSync(join(folder, 'assets'))).toContain(asset);
  expect(existsSync(join(folder, 'mail-logo.png'))).toBe(false);
  expect(existsSync(join(folder, 'pages.json'))).toBe(true);
});

test('whoever says nothing keeps every byte, and so does every function of a shop without a brand', () => {
  const [without, withBrand] = [plain, branded].map(({ template }) => functionsOf(template));
  for (const [name, { Metadata }] of Object.entries(without ?? {})) {
    const isBranded = name === 'pages' || messengers.includes(name);
    expect([name, withBrand?.[name]?.Metadata?.['aws:asset:path'] !== Metadata?.['aws:asset:path']]).toEqual([name, isBranded]);
    expect(existsSync(join(folderOf(plain, name), 'brand.json'))).toBe(false);
  }
});
