import { request } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { outcome, subjectsTo } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { notMeTokenTo, openRequest, statusOf } from '../support-requests/queue.ts';
import { lostDevice, retryAfterOf } from './lost-device.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

describe('the link of a recovery', () => {
  test('is good for five minutes: 299.9 s in, 300 s out', async () => {
    const [early, late] = [await lostDevice(stack), await lostDevice(stack)];
    const { token } = await early.begun();
    const { token: lateToken, cancel } = await late.begun();
    await stack.advanceClock(299.9);
    expect(outcome(await early.sendSms(token))).toBe('200');
    await stack.advanceClock(0.1);
    expect(outcome(await late.sendSms(lateToken))).toBe('410 recovery_expired');
    expect(late.smsWithCodes()).toBe(0);
    // Whoever reads the e-mail later can still say that it was somebody else.
    expect(outcome(await late.cancel(cancel))).toBe('204');
  });

  test('is worth nothing once a newer one was sent, and neither is the code that it had sent', async () => {
    const lost = await lostDevice(stack);
    const older = await lost.allButConfirmed();
    await stack.advanceClock(60);
    const newer = await lost.begun();
    expect(outcome(await lost.sendSms(older.token))).toBe('410 recovery_expired');
    expect(outcome(await lost.confirm(older.token, older.code))).toBe('410 recovery_expired');
    expect(outcome(await lost.confirm(newer.token, older.code))).toBe('410 code_expired');
    expect(await lost.factorIsOn()).toBe(true);
    const code = await lost.texted(newer.token);
    expect(outcome(await lost.confirm(newer.token, code))).toBe('204');
  });

  test('is worth nothing once it was used', async () => {
    const lost = await lostDevice(stack);
    const { token, cancel, code } = await lost.allButConfirmed();
    expect(outcome(await lost.confirm(token, code))).toBe('204');
    const sent = stack.outbox().length;
    expect(outcome(await lost.confirm(token, code))).toBe('410 recovery_expired');
    expect(outcome(await lost.sendSms(token))).toBe('410 recovery_expired');
    expect(stack.outbox().length).toBe(sent);
    expect(outcome(await lost.cancel(cancel))).toBe('204');
    expect(await lost.factorIsOn()).toBe(false);
  });

  test('loaded twenty times by GET and HEAD, as scanners of e-mails do, changes nothing', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    const before = await stack.scanTable();
    stack.clearCalls();
    for (let turn = 0; turn < 20; turn++) {
      const { status } = await stack.browser().send(turn % 2 ? 'GET' : 'HEAD', '/recover', undefined);
      expect(status).toBeLessThan(405);
    }
    for (const path of ['/v1/recovery/sms', '/v1/recovery/confirm', '/v1/recovery/cancel', '/v1/recovery']) {
      for (const method of ['GET', 'HEAD'])
        expect((await stack.browser().send(method, path, undefined)).status).toBeGreaterThanOrEqual(403);
    }
    expect(stack.calls().filter(({ function: name }) => name !== 'support-sweep')).toEqual([]);
    expect(await stack.scanTable()).toEqual(before);
    await lost.texted(token);
  });

  test('carries its token in the fragment, which no server ever sees, and says nothing of the customer', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    const { customerId, username } = lost.holder.identity;
    for (const each of [customerId, username]) {
      expect(token).not.toContain(each);
      expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain(each);
    }
    const mail = stack.outbox().findLast(({ to }) => to === lost.email);
    for (const part of [mail?.text, mail?.html]) expect(part).toContain(`${stack.url}/recover#t=${token}`);
    expect(JSON.stringify(stack.logs())).not.toContain(token);
    expect(JSON.stringify(await stack.scanTable())).not.toContain(token);
  });

  test("has the service's own origin, whatever Host the request claims", async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.holder.challenge();
    const forged = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example;proto=https' };
    const status = await postAs(forged, '/v1/recovery', { challenge: token });
    // Such a request may be refused; what it must not do is to send a link to somebody else's server.
    expect([202, 403, 404]).toContain(status);
    const texts = stack.outbox().flatMap(({ text, html = '' }) => [text, html]);
    expect(texts.join('\n')).not.toContain('evil.example');
    if (status === 202) expect(stack.outbox().findLast(({ to }) => to === lost.email)?.text).toContain(`${stack.url}/recover#t=`);
  });

  test('sent again within a minute is refused with the time that is left', async () => {
    const lost = await lostDevice(stack);
    await lost.begun();
    await stack.advanceClock(59.9);
    const soon = await lost.ask();
    expect([outcome(soon), retryAfterOf(soon)]).toEqual(['429 too_soon', 1]);
    await stack.advanceClock(0.1);
    expect(outcome(await lost.ask())).toBe('202');
    expect(lost.mailsWithLinks()).toBe(2);
  });

  test('is sent once by twenty parallel requests from several flows', async () => {
    const lost = await lostDevice(stack);
    const challenges = [await lost.holder.challenge(), await lost.holder.challenge()];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, nth) => lost.start(challenges[nth % 2] as { token: string })));
    expect(answers.map(outcome).sort()).toEqual(['202', ...Array(19).fill('429 too_soon')]);
    expect(lost.mailsWithLinks()).toBe(1);
    await lost.texted(lost.links().token);
  });
});

describe('a token that is none', () => {
  test('is refused: made up, cut, changed, of another purpose', async () => {
    const lost = await lostDevice(stack);
    const challenge = await lost.holder.challenge();
    const { token } = await lost.begun();
    const flipped = (at: number) => `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    const changed = [0, 2, 20, 50, token.length - 10, token.length - 2].map(flipped);
    const notMe = lost.links().cancel;
    const others = ['x', token.slice(0, -3), `${token}AA`, `${token}.`, `A${token}`, challenge.token, lost.holder.bearer];
    for (const made of [...changed, ...others]) {
      expect(outcome(await lost.sendSms(made)), made).toBe('401 invalid_token');
      expect(outcome(await lost.confirm(made, '123456', 'none')), made).toBe('401 invalid_token');
      expect(outcome(await lost.cancel(made)), made).toBe('401 invalid_token');
    }
    expect(outcome(await lost.sendSms(notMe))).toBe('401 invalid_token');
    expect(outcome(await lost.start({ token }))).toBe('401 invalid_challenge');
    expect(outcome(await lost.holder.verify({ token }, '123456'))).toBe('401 invalid_challenge');
    expect(lost.smsWithCodes()).toBe(0);
    await lost.texted(token);
  });
});

describe('links one after another', () => {
  test('wait as codes by e-mail do: a minute, twice as long after every fifth that no right code followed', async () => {
    const lost = await lostDevice(stack);
    const { customerId } = lost.holder.identity;
    const waits = [];
    for (let nth = 1; nth <= 11; nth++) {
      await lost.begun();
      const refused = await lost.ask();
      expect(outcome(refused)).toBe('429 too_soon');
      const wait = retryAfterOf(refused) ?? 0;
      waits.push(wait);
      // The moment that it names is the one at which it works.
      await stack.advanceClock(wait - 1);
      expect(retryAfterOf(await lost.ask())).toBe(1);
      await stack.advanceClock(1);
    }
    expect(waits).toEqual([60, 60, 60, 60, 120, 120, 120, 120, 120, 240, 240]);
    expect(lost.mailsWithLinks()).toBe(11);
    const reached = (await auditLog(stack, customerId)).filter(({ event }) => event === 'limit_reached');
    expect(reached.map(({ limits }) => limits)).toEqual([['emails_in_row'], ['emails_in_row']]);

    // Whoever proves the factor has a mailbox that is not flooded: the row begins anew.
    await stack.advanceClock(180);
    await lost.begun();
    await lost.holder.signIn();
    await stack.advanceClock(60);
    await lost.begun();
    expect(retryAfterOf(await lost.ask())).toBe(60);
  });

  test('of which SES refuses one count without it', async () => {
    const lost = await lostDevice(stack);
    for (let nth = 1; nth <= 6; nth++) {
      stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', count: 1 });
      const failed = await lost.ask();
      expect([outcome(failed), retryAfterOf(failed)]).toEqual(['503 delivery_failed', 1]);
    }
    await lost.begun();
    expect(retryAfterOf(await lost.ask())).toBe(60);
  });
});

describe('"this wasn\'t me"', () => {
  const stages = ['linked', 'texted', 'guessed at', 'locked'] as const;

  test.each(stages)('ends a recovery that is %s, at once and for good', async (stage) => {
    const lost = await lostDevice(stack);
    await stack.advanceClock(1);
    const { token, cancel } = await lost.begun();
    let code = '123456';
    if (stage !== 'linked') code = await lost.texted(token);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const guesses = stage === 'guessed at' ? 1 : stage === 'locked' ? 5 : 0;
    for (let nth = 0; nth < guesses; nth++) expect(outcome(await lost.confirm(token, wrong))).toBe('401 invalid_code');

    await stack.advanceClock(1);
    expect(outcome(await lost.cancel(cancel))).toBe('204');
    expect(outcome(await lost.sendSms(token))).toBe('410 recovery_expired');
    expect(outcome(await lost.confirm(token, code))).toBe('410 recovery_expired');
    expect(await lost.factorIsOn()).toBe(true);
    expect(subjectsTo(stack, lost.email).at(-1)).toBe('Set a new password');

    // Once more is as good.
    expect(outcome(await lost.cancel(cancel))).toBe('204');
    const events = (await auditLog(stack, lost.holder.identity.customerId)).map(({ event }) => event);
    const ofGuesses = ['codes_guessed', 'code_locked'];
    const since = ['recovery_started', 'password_ended', 'recovery_cancelled'];
    expect(events.filter((event) => !ofGuesses.includes(event)).slice(-3)).toEqual(since);
  });

  test('gives nobody a link earlier, and ends no recovery that began after it was said', async () => {
    const lost = await lostDevice(stack);
    const older = await lost.begun();
    expect(outcome(await lost.cancel(older.cancel))).toBe('204');
    await lost.setNewPassword();
    expect(outcome(await lost.ask())).toBe('429 too_soon');
    await stack.advanceClock(60);
    const newer = await lost.begun();
    const code = await lost.texted(newer.token);
    // Of this one another e-mail tells: nobody ends each by keeping the first.
    expect(outcome(await lost.cancel(older.cancel))).toBe('204');
    expect(outcome(await lost.confirm(newer.token, code))).toBe('204');
  });

  test('ends a newer recovery by the link of an older one', async () => {
    const lost = await lostDevice(stack);
    const older = await lost.begun();
    await stack.advanceClock(60);
    const newer = await lost.begun();
    const code = await lost.texted(newer.token);
    expect(outcome(await lost.cancel(older.cancel))).toBe('204');
    expect(outcome(await lost.confirm(newer.token, code))).toBe('410 recovery_expired');
    expect(await lost.factorIsOn()).toBe(true);
  });

  test('ends whatever is under way: the recovery by the link of a support request, the request by that of a recovery', async () => {
    for (const by of ['request', 'recovery'] as const) {
      const lost = await lostDevice(stack);
      const asked = await openRequest(stack, lost.holder);
      const { token, cancel } = await lost.begun();
      const link = by === 'recovery' ? cancel : notMeTokenTo(stack, lost.email);
      expect(outcome(await lost.cancel(link))).toBe('204');
      expect(outcome(await lost.sendSms(token))).toBe('410 recovery_expired');
      expect(await statusOf(stack, asked.id)).toBe('cancelled');
      expect(subjectsTo(stack, lost.email).at(-1)).toBe('Set a new password');
    }
  });

  test('in the same moment as the last step: one of them counts, and both answers say which', async () => {
    for (let round = 0; round < 4; round++) {
      const lost = await lostDevice(stack);
      const { token, cancel, code } = await lost.allButConfirmed();
      const [confirmed, cancelled] = await Promise.all([lost.confirm(token, code), lost.cancel(cancel)]);
      const isOn = await lost.factorIsOn();
      expect([outcome(confirmed), outcome(cancelled)]).toEqual([isOn ? '410 recovery_expired' : '204', '204']);
      expect(outcome(await lost.holder.logIn())).toBe('403 password_reset_required');
    }
  });
});

/** A browser sends its own Host; this one lies. */
function postAs(headers: Record<string, string>, path: string, body: unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(stack.url);
    const sent = request(
      { host: '127.0.0.1', port, path, method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
