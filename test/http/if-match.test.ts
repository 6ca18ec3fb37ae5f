import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ifMatchOf, ifNoneMatchOf } from '../../shared/http/if-match.ts';

const of = (...lines: string[]) => ifMatchOf({ multiValueHeaders: { 'iF-mAtCh': lines } } as unknown as APIGatewayProxyEvent);

test('If-Match names tags, or asks for anything at all', () => {
  expect(ifMatchOf({ multiValueHeaders: null } as unknown as APIGatewayProxyEvent)).toBeUndefined();
  expect(of('*')).toBe('*');
  expect(of(' * ')).toBe('*');
  expect(of('"a"')).toEqual(['"a"']);
  expect(of('"a", "b,c" ,\t"*"')).toEqual(['"a"', '"b,c"', '"*"']);
  expect(of('""')).toEqual(['""']);
});

test('several lines are one list, and elements of it may be empty (RFC 9110 §5.6.1)', () => {
  expect(of('"a"', '"b"')).toEqual(['"a"', '"b"']);
  expect(of(', "a",, ,"b",')).toEqual(['"a"', '"b"']);
  expect(of('')).toEqual([]);
});

test('If-None-Match asks that there be nothing, and for nothing else', () => {
  const asked = (...lines: string[]) => ifNoneMatchOf({ multiValueHeaders: { 'If-None-Match': lines } } as unknown as APIGatewayProxyEvent);
  expect(ifNoneMatchOf({ multiValueHeaders: { 'if-match': ['*'] } } as unknown as APIGatewayProxyEvent)).toBeUndefined();
  expect([asked('*'), asked(' *\t')]).toEqual(['*', '*']);
  for (const other of [['"a"'], ['*', '*'], ['*, "a"'], [''], ['W/"a"']]) expect(asked(...other)).toBe('malformed');
});

test('a weak tag is well-formed, and matches nothing (§8.8.3.2)', () => {
  expect(of('W/"a"')).toEqual([]);
  expect(of('W/"a", "b"')).toEqual(['"b"']);
});

test.each(['a', '"a', 'a"', '"a" "b"', '"a b"', 'w/"a"', 'W/ "a"', '*, "a"', '**', '"a";"b"', "'a'", '"a"\n"b"', '"a"x'])(
  '%j is neither',
  (value) => {
    expect(of(value)).toBe('malformed');
  },
);

test('whatever was sent, it is read or refused; a list of tags is read as it was written', () => {
  const sent = fc.string({ unit: fc.constantFrom('"', 'W/', ',', ' ', '\t', 'a', '*', 'é', '\n'), maxLength: 40 });
  const isList = (read: unknown) => Array.isArray(read) && read.every((each) => /^"[^"]*"$/.test(each));
  const isRead = fc.property(sent, (value) => ['*', 'malformed'].includes(String(of(value))) || isList(of(value)));
  const tag = fc.string({ unit: fc.constantFrom('a', 'Z', '9', ',', '*', '!', '~', '/', '_') }).map((inside) => `"${inside}"`);
  const isKept = fc.property(fc.array(tag), (tags) => {
    expect(of(tags.join(' , '))).toEqual(tags);
  });
  for (const each of [isRead, isKept]) fc.assert(each as fc.IProperty<unknown>);
});

test('a long one takes no time, whatever is in it', () => {
  expect(of(`${' '.repeat(20_000)}x`)).toBe('malformed');
  expect(of(`"a"${' '.repeat(20_000)}x`)).toBe('malformed');
  expect(of(','.repeat(20_000))).toEqual([]);
});
