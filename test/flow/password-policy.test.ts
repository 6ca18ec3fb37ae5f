import { describe, expect, it } from 'vitest';
import { unusable } from '../../shared/flow/password-policy.ts';
import { isCommon } from '../../shared/passwords/common-passwords.ts';

const owner = { username: 'Jana.Novakova@example.com', email: 'jn1985@mail.example', shopName: 'Blue Kettle', minimum: 8 };
const said = (password: string, more: Partial<typeof owner> = {}) => unusable(password, { ...owner, ...more }, isCommon);

describe('a password that is chosen', () => {
  it('has eight characters, however many bytes or units these are, or what the shop asks for', () => {
    expect([said('kq7-vz2'), said('kq7-vz2p')]).toEqual(['too_short', undefined]);
    // Seven letters, the last of which a keyboard may send as two; and seven pictures of two units each.
    expect(said('kq7-vze\u0301')).toBe('too_short');
    expect(said('\u{1F511}\u{1F5DD}\u{1F3E0}\u{1F333}\u{1F431}\u{1F697}\u{1F355}')).toBe('too_short');
    expect(said('\u{1F511}\u{1F5DD}\u{1F3E0}\u{1F333}\u{1F431}\u{1F697}\u{1F355}\u{1F4DA}')).toBeUndefined();
    expect([said('fourteen chars', { minimum: 15 }), said('fifteen  chars!', { minimum: 15 })]).toEqual(['too_short', undefined]);
  });

  it('has 256 at most', () => {
    expect([said('kq7-'.repeat(64)), said(`${'kq7-'.repeat(64)}v`)]).toEqual([undefined, 'too_long']);
    expect(said('\u{1F511}a\u{1F5DD}b'.repeat(64))).toBeUndefined();
  });

  it('may be anything else: there are no rules of composition', () => {
    for (const password of ['correct horse battery staple', 'jen malá písmena', 'УРА-ура-ура', '93104 57291'])
      expect(said(password)).toBeUndefined();
  });

  it('is none that guessers try first, in whatever case, and no few characters over and over', () => {
    for (const password of [
      'password',
      'PassWord',
      '12345678',
      'iloveyou1',
      'qwertyuiop',
      'aaaaaaaa',
      'abababab',
      '\uff50\uff41\uff53\uff53word',
    ])
      expect(said(password)).toBe('common');
    expect(said('abcabcab')).not.toBe('common');
  });

  it('is not the username, nor the address, nor what stands before its sign, with digits and signs behind it or without', () => {
    for (const password of ['jana.novakova@example.com', 'JanaNovakova', 'jana-novakova!2024', 'jn1985@mail.example', 'jn1985mailexample7'])
      expect(said(password)).toBe('username');
    expect(said('jn198512')).toBe('username');
    for (const password of ['2024jananovakova', 'jananovakovas', 'jana.novak.ova.x']) expect(said(password)).toBeUndefined();
    expect(said('90817264', { username: '90817264', email: 'x@example.com' })).toBe('username');
    expect(said('90817265', { username: '90817264', email: 'x@example.com' })).toBeUndefined();
  });

  it('may be signs only where a name has neither letters nor digits', () => {
    expect(said('-_=+[]{};:', { username: '@', email: '@example.com', shopName: '!' })).toBeUndefined();
  });

  it('is not the shop’s name', () => {
    for (const password of ['Blue Kettle', 'bluekettle1', '  blue--kettle!! 99']) expect(said(password)).toBe('shop_name');
    expect(said('my blue kettle')).toBeUndefined();
    // A name of signs alone is in no password.
    expect(said('----____----x', { shopName: '***' })).toBeUndefined();
  });
});
