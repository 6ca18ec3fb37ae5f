import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followOptions } from '../../local/followed-options.ts';

let folder: string;
let file: string;
/** What happened, in its order. */
let told: string[];
let followed: Awaited<ReturnType<typeof followOptions>>;

/** As editors do it: another file takes its place. */
function write(options: unknown): void {
  const draft = join(folder, 'draft');
  writeFileSync(draft, typeof options === 'string' ? options : JSON.stringify(options));
  renameSync(draft, file);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keycard-local-'));
  file = join(folder, 'local.json');
  told = [];
  write({ shopName: 'First' });
  followed = await followOptions({
    file,
    start: async ({ shopName }) => {
      if (shopName === 'Port taken') throw new Error('EADDRINUSE');
      told.push(`starts ${shopName}`);
      return {
        stop: async () => {
          told.push(`stops ${shopName}`);
        },
      };
    },
    onFault: (message) => told.push(message),
  });
});
afterEach(async () => {
  await followed.stop();
  rmSync(folder, { recursive: true });
});

describe('a change of config/local.json while the stack runs', () => {
  test('starts the stack anew, after the one before has stopped', async () => {
    write({ shopName: 'Second' });
    await expect.poll(() => told).toEqual(['starts First', 'stops First', 'starts Second']);
    await followed.stop();
    expect(told.at(-1)).toBe('stops Second');
  });

  test('may be one of a picture that it names', async () => {
    const draw = (width: number) =>
      writeFileSync(join(folder, 'logo.svg'), `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20"/>`);
    draw(80);
    write({ shopName: 'Second', brand: { logo: 'logo.svg' } });
    await expect.poll(() => told).toEqual(['starts First', 'stops First', 'starts Second']);
    draw(100);
    await expect.poll(() => told.slice(3)).toEqual(['stops Second', 'starts Second']);
  });

  test('that makes no sense is told, and the stack goes on', async () => {
    write({ shopname: 'Second' });
    await expect.poll(() => told).toEqual(['starts First', expect.stringContaining('- shopname is no option; did you mean shopName?')]);
    write('{ "shopName": ');
    await expect.poll(() => told[2]).toContain('config/local.json is not JSON');
    write({ shopName: 'Second' });
    await expect.poll(() => told.slice(3)).toEqual(['stops First', 'starts Second']);
  });

  test('that changes no option changes nothing', async () => {
    for (const same of ['{ "shopName":    "First" }', { shopName: 'First', waf: true }]) {
      write(same);
      await followed.look();
    }
    expect(told).toEqual(['starts First']);
  });

  test('is followed again after a start that failed', async () => {
    write({ shopName: 'Port taken' });
    await expect.poll(() => told).toEqual(['starts First', 'stops First', 'EADDRINUSE']);
    write({ shopName: 'Third' });
    await expect.poll(() => told.at(-1)).toBe('starts Third');
  });
});

test('options that make no sense at the start do not start', async () => {
  write({ waf: 'off' });
  await expect(followOptions({ file, start: () => Promise.reject(new Error('started')), onFault: () => undefined })).rejects.toThrow(
    '- waf must be true or false, but is "off"',
  );
});
