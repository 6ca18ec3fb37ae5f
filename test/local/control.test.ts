import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clock } from '../../local/clock.ts';
import { type LocalStack, startLocalStack } from '../../local/stack.ts';
import { Browser } from '../support/browser.ts';
import { writeSampleAssembly } from './sample.ts';

let stack: LocalStack;
let browser: Browser;

beforeAll(async () => {
  stack = await startLocalStack({ assembly: writeSampleAssembly() });
  browser = new Browser(stack.url);
});
afterAll(() => stack.stop());

describe('the clock', () => {
  it('moves by fractions of a second', () => {
    const clock = new Clock();
    expect(clock.now(1000)).toBe(1000);
    clock.advance(299.9);
    expect(clock.now(1000)).toBe(300_900);
    clock.advance(-0.9);
    expect(clock.now(1000)).toBe(300_000);
  });

  it('stands still on request, moves by the given time only, and goes on from there', () => {
    const clock = new Clock();
    clock.freeze();
    const then = clock.now();
    clock.advance(0.001);
    expect(clock.now(then + 99_999)).toBe(then + 1);
    clock.resume();
    expect(clock.now() - then).toBeLessThan(1000);
    expect(clock.frozen).toBe(false);
  });

  it('is one for the functions and for /_local/', async () => {
    await browser.post('/_local/clock', { frozen: true });
    const { body } = await browser.post('/_local/clock', { advanceSeconds: 60.5 });
    const { now } = (await browser.get('/')).body as { now: number };
    expect(new Date(now).toISOString()).toBe((body as { now: string }).now);
    expect((await browser.get('/_local/clock')).body).toEqual(body);
    await browser.post('/_local/clock', { frozen: false });
  });
});

describe('/_local/', () => {
  it('shows the outbox as a page and as JSON', async () => {
    const page = await browser.get('/_local/');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('<title>Keycard on this machine</title>');
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'; img-src data:; frame-ancestors 'none'",
    );
    expect((await browser.get('/_local/outbox')).body).toEqual([]);
  });

  it('takes faults, and says what is wrong with one', async () => {
    expect((await browser.post('/_local/faults', { service: 'kms', action: '*', kind: 'error', count: 3 })).status).toBe(204);
    expect((await browser.get('/_local/faults')).body).toEqual([{ service: 'kms', action: '*', kind: 'error', count: 3, left: 3 }]);
    expect((await browser.send('DELETE', '/_local/faults', undefined)).status).toBe(204);
    expect((await browser.get('/_local/faults')).body).toEqual([]);
    const wrong = [{}, { service: 'kms', action: '*', kind: 'magic' }, { service: 'kms', action: '*', kind: 'error', count: 0 }];
    for (const body of wrong) expect((await browser.post('/_local/faults', body)).status).toBe(400);
    for (const body of ['x', '[]']) expect((await browser.post('/_local/faults', body)).status).toBe(400);
    expect((await browser.post('/_local/clock', { advanceSeconds: '60' })).status).toBe(400);
  });

  it('tells calls and logs, and forgets calls', async () => {
    await browser.get('/things/7');
    expect((await browser.get('/_local/logs')).body).toEqual(
      expect.arrayContaining([expect.objectContaining({ function: 'echo', line: 'invoked for /things/7' })]),
    );
    expect((await browser.get('/_local/calls')).body).toEqual([]);
    expect((await browser.send('DELETE', '/_local/calls', undefined)).status).toBe(204);
    expect((await browser.post('/_local/cold-start')).status).toBe(204);
  });

  it('says what there is, and that a stack without a switch has none', async () => {
    expect((await browser.get('/_local/help')).body).toMatchObject({ calls: expect.arrayContaining(['POST /_local/clock']) });
    expect((await browser.get('/_local/switch')).status).toBe(404);
    expect((await browser.post('/_local/switch', { twoFactor: 'true' })).status).toBe(400);
    expect((await browser.get('/_local/customers')).body).toEqual([]);
  });

  it('has nothing else', async () => {
    for (const path of ['/_local/x', '/_local/outbox/1']) expect((await browser.get(path)).status).toBe(404);
    expect((await browser.post('/_local/outbox')).status).toBe(404);
  });

  it('is closed to pages from elsewhere, under whatever name they reach this machine', async () => {
    expect((await browser.get('/_local/outbox', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await browser.get('/_local/outbox', { headers: { Host: 'evil.example' } })).status).toBe(403);
    expect((await browser.get('/_local/outbox', { origin: stack.url })).status).toBe(200);
  });
});
