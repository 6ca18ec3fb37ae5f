import { describe, expect, it } from 'vitest';
import { afterChange, type Enrolment, type FactorChange } from '../../shared/flow/enrolment.ts';

const without: Enrolment = { epoch: 7, emailVerified: true, phoneVerified: true };
const byMail: Enrolment = { ...without, factor: 'email' };
const pending: Enrolment = { ...byMail, pendingKeyId: 'a key' };

type Of = Extract<FactorChange, { seen: unknown }>;
const to = (name: Of['to'], seen: Of['seen'] = without): FactorChange =>
  name === 'a pending key' ? { to: name, seen, pendingKeyId: 'the next' } : { to: name, seen };

describe('a factor', () => {
  it('is switched on in the place of what was read, and moves the epoch', () => {
    expect(afterChange(without, to('email'))).toEqual({ ...byMail, epoch: 8 });
    expect(afterChange(without, to('totp'))).toEqual({ ...without, factor: 'totp', epoch: 8 });
    expect(afterChange(byMail, to('totp', byMail))).toEqual({ ...without, factor: 'totp', epoch: 8 });
  });

  it('is switched off with the key that was pending', () => {
    const off = afterChange(pending, to('off', byMail));
    expect(off).toEqual({ ...without, epoch: 8 });
    expect(off).not.toHaveProperty('factor');
  });

  it('is not changed by whoever has read another one, or another epoch, or where nobody is', () => {
    for (const name of ['email', 'totp', 'off', 'other recovery codes', 'a pending key'] as const) {
      expect(afterChange(byMail, to(name))).toBeUndefined();
      expect(afterChange(without, to(name, byMail))).toBeUndefined();
      expect(afterChange(without, to(name, { epoch: 6 }))).toBeUndefined();
      expect(afterChange(without, to(name, { epoch: 8 }))).toBeUndefined();
      expect(afterChange(undefined, to(name))).toBeUndefined();
    }
    expect(afterChange(undefined, { to: 'no pending key', pendingKeyId: 'a key', by: 'me' })).toBeUndefined();
  });

  it('needs the contacts of its method', () => {
    const [noEmail, noPhone] = [
      { ...without, emailVerified: false },
      { ...without, phoneVerified: false },
    ];
    expect([noEmail, noPhone].map((now) => afterChange(now, to('email'))?.factor)).toEqual([undefined, 'email']);
    expect([noEmail, noPhone].map((now) => afterChange(now, to('totp'))?.factor)).toEqual([undefined, undefined]);
  });
});

describe('the key of an app', () => {
  it('is pending in the place of any older one, and moves nothing', () => {
    expect(afterChange(pending, to('a pending key', byMail))).toEqual({ ...byMail, pendingKeyId: 'the next' });
    const taken = { ...byMail, pendingKeyTakenBy: 'somebody' };
    expect(afterChange(taken, to('a pending key', byMail))).toEqual({ ...byMail, pendingKeyId: 'the next' });
  });

  it('is taken out once, and whoever did it may be told so again', () => {
    const take = (id: string, by: string): FactorChange => ({ to: 'no pending key', pendingKeyId: id, by });
    const taken = afterChange(pending, take('a key', 'me'));
    expect(taken).toEqual({ ...byMail, pendingKeyTakenBy: 'me' });
    expect(taken).not.toHaveProperty('pendingKeyId');
    expect(afterChange(pending, take('another key', 'me'))).toBeUndefined();
    expect(afterChange(taken, take('a key', 'me'))).toEqual(taken);
    expect(afterChange(taken, take('a key', 'another'))).toBeUndefined();
    expect(afterChange(byMail, take('a key', 'me'))).toBeUndefined();
  });

  it('is not switched on while a newer one is pending; e-mail is, and lets it go', () => {
    expect(afterChange(pending, to('totp', byMail))).toBeUndefined();
    expect(afterChange(pending, to('email', byMail))).toEqual({ ...byMail, epoch: 8 });
  });
});

it('other recovery codes change nothing else', () => {
  expect(afterChange(pending, to('other recovery codes', byMail))).toEqual(pending);
});
