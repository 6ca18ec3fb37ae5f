import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, outcome, password, subjectsTo } from '../authenticator/holder.ts';
import { retryAfterOf } from '../recovery/lost-device.ts';
import { captchaChallenge, encoded, quickCaptcha, solutionOf } from '../recovery/solved-captcha.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { fillIn, page, reject, team } from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** One request with a solution that says so much work was done. */
const withWork = async (work: number, from: string, username = `${work}-${Math.random()}@example.com`) =>
  outcome(await fillIn(stack, { username, captcha: await quickCaptcha(stack, { work }) }, from));

const workAsked = async (from: string) => (await captchaChallenge(stack, '?for=support', from)).parameters.data?.work;

describe('requests from one network', () => {
  test('take more work the more of them there were in 24 hours, and are refused to nobody who does it', async () => {
    const from = '127.77.1.1';
    const asked = [];
    for (let nth = 1; nth <= 9; nth++) {
      const work = await workAsked(from);
      asked.push(work);
      if (nth > 3) expect(await withWork(Number(work) / 2, from)).toBe('403 captcha_failed');
      expect(await withWork(Number(work), from)).toBe('202');
    }
    expect(asked).toEqual([1, 1, 1, 2, 4, 8, 16, 16, 16]);

    // The network is as wide as one household; the neighbour's is another one, and no header makes it one.
    expect(await workAsked('127.77.1.200')).toBe(16);
    expect(await workAsked('127.77.2.1')).toBe(1);
    const headers = { 'X-Forwarded-For': '198.51.100.7', Forwarded: 'for=198.51.100.7' };
    const captcha = await quickCaptcha(stack, { work: 1 });
    const body = { username: 'forged@example.com', message: 'x', reachMeAt: 'x', captcha };
    expect(outcome(await stack.browser().post('/v1/support-requests', body, { from, headers }))).toBe('403 captcha_failed');

    await stack.advanceClock(86_399);
    expect(await workAsked(from)).toBe(16);
    await stack.advanceClock(1);
    expect([await workAsked(from), await withWork(1, from)]).toEqual([1, '202']);
  });

  test('in parallel, with challenges fetched while they were cheap, are no way around it', async () => {
    const from = '127.78.1.1';
    const answers = await Promise.all(Array.from({ length: 16 }, () => withWork(1, from)));
    expect(answers.sort()).toEqual([...Array(3).fill('202'), ...Array(13).fill('403 captcha_failed')]);
  });

  test('that were never solved cost the network nothing', async () => {
    const from = '127.79.1.1';
    const bots = Array.from({ length: 20 }, () => fillIn(stack, { username: 'bots@example.com', captcha: 'none' }, from));
    expect(new Set((await Promise.all(bots)).map(outcome))).toEqual(new Set(['403 captcha_failed']));
    expect(await workAsked(from)).toBe(1);
  });

  test('are solved by the work that the challenge asks for: sixteen times as many tries, and no dearer to check', async () => {
    const from = '127.80.1.1';
    for (let nth = 1; nth <= 3; nth++) await withWork(16, from);
    const challenge = await captchaChallenge(stack, '?for=support', from);
    expect(challenge.parameters).toMatchObject({ cost: 3000, data: { work: 2 } });
    const solution = await solutionOf(challenge);
    expect(solution.solution.counter).toBeGreaterThanOrEqual(300);
    expect(outcome(await fillIn(stack, { username: 'solved@example.com', captcha: encoded(solution) }, from))).toBe('202');
    expect((await captchaChallenge(stack, '', from)).parameters.data?.work).toBe(1);
    // Nobody writes into a challenge what it asks for.
    const cheap = await captchaChallenge(stack, '?for=support');
    const forged = { ...cheap, parameters: { ...cheap.parameters, data: { ...cheap.parameters.data, work: 16 } } };
    const captcha = encoded({ challenge: forged, solution: (await solutionOf(cheap)).solution });
    expect(outcome(await fillIn(stack, { username: 'forged@example.com', captcha }, from))).toBe('403 captcha_failed');
  });
});

describe('requests about one account', () => {
  const about = (username: string) => fillIn(stack, { username }).then(outcome);

  test('are three in any 24 hours, whichever day it is, of any number in parallel', async () => {
    const { identity } = await enrolledHolder(stack, 'flooded');
    const answers = await Promise.all(Array.from({ length: 8 }, () => about(identity.username)));
    expect(answers.sort()).toEqual([...Array(3).fill('202'), ...Array(5).fill('429 too_many_attempts')]);
    expect((await page(stack, { username: identity.username })).requests).toHaveLength(3);
    expect(subjectsTo(stack, identity.email).filter((subject) => subject.startsWith('Request to switch off'))).toHaveLength(3);

    await stack.advanceClock(3600);
    const refused = await fillIn(stack, { username: identity.username });
    expect(retryAfterOf(refused)).toBe(82_800);
    await stack.advanceClock(82_799);
    expect(await about(identity.username)).toBe('429 too_many_attempts');
    await stack.advanceClock(1);
    expect(await about(identity.username)).toBe('202');
  });

  test('slide: the fourth comes 24 hours after the first, and not before', async () => {
    const username = 'sliding@example.com';
    for (let nth = 1; nth <= 3; nth++) {
      expect(await about(username)).toBe('202');
      await stack.advanceClock(3 * 3600);
    }
    const refused = await fillIn(stack, { username });
    expect([outcome(refused), retryAfterOf(refused)]).toEqual(['429 too_many_attempts', 15 * 3600]);
    await stack.advanceClock(15 * 3600);
    expect([await about(username), await about(username)]).toEqual(['202', '429 too_many_attempts']);
  });

  test('are counted by what was typed where there is no account, and told no other way', async () => {
    const typed = ['Ghost@example.com', ' ghost@example.com ', 'GHOST@EXAMPLE.COM', 'ghost@example.com'];
    const answers = [];
    for (const username of typed) answers.push(await about(username));
    expect(answers).toEqual(['202', '202', '202', '429 too_many_attempts']);
  });

  test('by username and by address are the same three, and the answer does not give away that both are one account', async () => {
    await stack.putCustomer('two-names', { username: 'jana.k', email: 'two-names@example.com', password });
    for (const username of ['jana.k', 'two-names@example.com', 'jana.k']) expect(await about(username)).toBe('202');
    expect(await about('two-names@example.com')).toBe('202');
    expect((await page(stack, { username: 'jana.k' })).requests).toHaveLength(3);
    expect(stack.sentTo('two-names@example.com')).toBe(3);
    expect((await auditLog(stack, 'two-names')).map(({ event }) => event).filter((event) => event === 'support_refused')).toHaveLength(1);
  });

  test('beyond the three, by its other name, reach the team as notes of the one that is under way', async () => {
    await stack.putCustomer('heard', { username: 'heard.k', email: 'heard@example.com', password });
    for (let nth = 0; nth < 3; nth++) expect(await about('heard.k')).toBe('202');
    const [newest, , oldest] = (await page(stack, { username: 'heard.k' })).requests;
    if (!newest || !oldest) throw new Error('they are not in the queue');
    expect((await reject(stack, newest.id)).status).toBe(200);
    const mails = stack.sentTo(team);
    const message = 'I have found the bill of order 55012.\nPlease call me.';
    expect(outcome(await fillIn(stack, { username: 'heard@example.com', message, reachMeAt: '+420 777 000 111' }))).toBe('202');

    const [rejected, open] = (await page(stack, { username: 'heard.k' })).requests;
    expect(rejected?.notes).toEqual([]);
    const note = `Asked again as heard@example.com, to be reached at +420 777 000 111: ${message}`;
    expect(open?.notes).toEqual([{ at: new Date(stack.now()).toISOString(), by: 'the form', note }]);
    // Nobody is written to: the answer would take longer than one about nobody.
    expect(stack.sentTo(team)).toBe(mails);
    expect(stack.sentTo('heard@example.com')).toBe(4);

    // Where all are decided, the newest has it.
    for (const id of [open?.id, oldest.id]) expect((await reject(stack, id ?? '')).status).toBe(200);
    expect(await about('heard@example.com')).toBe('202');
    expect((await page(stack, { username: 'heard.k' })).requests.map(({ notes }) => notes.length)).toEqual([1, 1, 0]);
  });

  test('beyond the three are answered as ever where they can be no note', async () => {
    await stack.putCustomer('unheard', { username: 'unheard.k', email: 'unheard@example.com', password });
    for (let nth = 0; nth < 3; nth++) expect(await about('unheard.k')).toBe('202');
    stack.fault({ service: 'dynamodb', action: 'BatchGetItem', kind: 'error', function: 'support', count: 10 });
    expect(await about('unheard@example.com')).toBe('202');
    stack.clearFaults();
    expect(stack.logs().some(({ line }) => line.includes('"note_not_kept"'))).toBe(true);
  });

  test('by both of its names are refused as often as by two names of nobody', async () => {
    await stack.putCustomer('pair', { username: 'pair.k', email: 'pair@example.com', password });
    const answersTo = async (one: string, other: string) => {
      const answers = [];
      for (const username of [one, one, one, other, other, other, other, other]) answers.push(await about(username));
      return answers;
    };
    expect(await answersTo('pair.k', 'pair@example.com')).toEqual(await answersTo('nobody.k', 'nobody.k@example.com'));
    expect((await auditLog(stack, 'pair')).filter(({ event }) => event === 'support_refused')).toHaveLength(1);
  });

  test('leave the neighbour alone', async () => {
    expect(await about('unflooded@example.com')).toBe('202');
  });
});
