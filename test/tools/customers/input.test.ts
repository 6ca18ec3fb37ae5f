/** What a file of customers may look like, and which of its records are not taken. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf, written } from '../../../tools/customers/csv.ts';
import { type Row, rowsOf, shapeOf } from '../../../tools/customers/import/input.ts';
import { LONGEST_RECORD, recordsOf } from '../../../tools/customers/import/records.ts';
import { SeenIds } from '../../../tools/customers/import/seen-ids.ts';
import { files } from './files.ts';

const { file } = files();

/** Of each record the customer, or the fault with its line. */
async function read(content: string | Buffer): Promise<(object | string)[]> {
  const path = file('customers', content);
  const rows: Row[] = [];
  for await (const row of rowsOf(path, await shapeOf(path))) rows.push(row);
  return rows.map((row) => (row.is === 'given' ? { customerId: row.given.customerId, ...row.given.body } : `${row.raw.line}: ${row.why}`));
}

const jana = { customerId: 'c-1', username: 'jana', email: 'jana@example.com' };
const eva = { customerId: 'c-2', username: 'eva', email: 'eva@example.com' };

describe('comma-separated values are read', () => {
  test.each<[string, string]>([
    ['as they are', 'customerId,username,email\nc-1,jana,jana@example.com\nc-2,eva,eva@example.com\n'],
    ['with a byte order mark and CRLF', '\ufeffcustomerId,username,email\r\nc-1,jana,jana@example.com\r\nc-2,eva,eva@example.com\r\n'],
    ['with no line end behind the last', 'customerId,username,email\nc-1,jana,jana@example.com\nc-2,eva,eva@example.com'],
    ['with semicolons', 'customerId;username;email\nc-1;jana;jana@example.com\nc-2;eva;eva@example.com\n'],
    ['with tabs', 'customerId\tusername\temail\nc-1\tjana\tjana@example.com\nc-2\teva\teva@example.com\n'],
    ['in quotes', '"customerId","username","email"\n"c-1","jana","jana@example.com"\n"c-2","eva","eva@example.com"\n'],
    ['in another order, with empty lines', '\n\nemail,customerId,username\n\njana@example.com,c-1,jana\n   \neva@example.com,c-2,eva\n\n'],
    ['with cells that are empty', 'customerId,phone,username,email,locale\nc-1,,jana,jana@example.com,""\nc-2,,eva,eva@example.com,\n'],
  ])('%s', async (_, content) => {
    expect(await read(content)).toEqual([jana, eva]);
  });

  test('with commas, quotes and line breaks within quotes, and lines are counted as an editor does', async () => {
    const content = 'customerId,username,email\nc-1,"a ""b"",\r\nc",jana@example.com\nc-2,eva,none\n';
    expect(await read(content)).toEqual([{ ...jana, username: 'a "b",\r\nc' }, '4: email must be an e-mail address']);
  });

  test('with truth in either letters; what is neither is no truth', async () => {
    const content =
      'customerId,username,email,emailVerified\nc-1,jana,jana@example.com,TRUE\nc-2,eva,eva@example.com,false\nc-3,x,x@y.cz,constructor\n';
    expect(await read(content)).toEqual([
      { ...jana, emailVerified: true },
      { ...eva, emailVerified: false },
      '4: emailVerified must be boolean',
    ]);
  });

  test('whatever stands in the fields, and however the file arrives', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'ř', '\u{1f511}', ';', ' ') });
    const records = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 9 }), async (given, lineEnd, size) => {
        const bytes = Buffer.from(given.map((fields) => fields.map((text) => written(text)).join(',') + lineEnd).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, nth) => bytes.subarray(nth * size, (nth + 1) * size));
        const found: unknown[] = [];
        for await (const { bytes: record } of recordsOf(Readable.from(chunks), ',')) found.push(fieldsOf(record.toString(), ','));
        expect(found).toEqual(given.map((fields) => expect.objectContaining({ fields })));
      }),
    );
  });
});

test('JSON lines are read, with a byte order mark and CRLF too', async () => {
  const lines = [JSON.stringify({ ...jana, emailVerified: true }), '', JSON.stringify({ ...eva, fault: 'line 3: was mended since' })];
  expect(await read(`\ufeff${lines.join('\r\n')}`)).toEqual([{ ...jana, emailVerified: true }, eva]);
});

describe('a file is refused as a whole, before anything is done,', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['when it is empty', '', /is empty/],
    ['when nothing but a byte order mark is in it', '\ufeff\r\n', /is empty/],
    ['without a column that has to be there', 'customerId,username\nc-1,jana\n', /lacks columns: "email"/],
    ['with a column that no customer has', 'customerId,username,email,name,street\n', /that no customer has: "name", "street"/],
    ['with a column twice', 'customerId,username,email,username\n', /twice: "username"/],
    ['in UTF-16', Buffer.from('\ufeffcustomerId,username,email\n', 'utf16le'), /is UTF-16/],
    ['with a header in another encoding', Buffer.from('customerId,username,émail\n', 'latin1'), /is not UTF-8/],
    ['with a header of a megabyte', 'x'.repeat(2 ** 20), /that no customer has: "x{60}"; lacks/],
  ])('%s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});

describe('a record is not taken, and those around it are,', () => {
  const around = (record: string | Buffer) =>
    Buffer.concat(
      ['customerId,username,email\nc-1,jana,jana@example.com\n', record, '\nc-2,eva,eva@example.com\n'].map((part) => Buffer.from(part)),
    );

  test.each<[string, string | Buffer, RegExp]>([
    ['that has an id for the second time', 'c-1,other,other@example.com', /^3: customerId was given in line 2 already$/],
    ['without an id', ',x,x@example.com', /customerId is required/],
    ['with an id that is none', 'c 3,x,x@example.com', /customerId must be 1 to 128 of/],
    ['with faults in several fields', 'c-3,,none', /username is required; email must be an e-mail address/],
    ['with too few fields', 'c-3,x', /has 2 fields, and the header has 3/],
    ['with too many', 'c-3,x,x@example.com,cs', /has 4 fields/],
    ['that is not UTF-8', Buffer.from('c-3,Zoë,x@example.com', 'latin1'), /is not UTF-8/],
    ['of a megabyte', `c-3,${'x'.repeat(2 ** 20)},x@example.com`, /is longer than 64 KiB/],
    ['of more than a call takes', `c-3,${'x'.repeat(8 * 1024)},x@example.com`, /must be at most 8 KiB/],
    ['that opens quotes and never closes them', 'c-3,"x,x@example.com', /opens quotes that are never closed/],
    ['with quotes in the middle of a field', 'c-3,x "the x",x@example.com', /quotes inside of a field/],
    ['with a quote in the middle of a field', 'c-3,5" nail,x@example.com', /quotes inside of a field/],
    ['with text behind its quotes', 'c-3,"x"y,x@example.com', /has text behind the quotes/],
  ])('%s', async (_, record, why) => {
    expect(await read(around(record))).toEqual([jana, expect.stringMatching(why), eva]);
  });

  test('that opens quotes far before the end of the file', async () => {
    const many = Array.from({ length: 3000 }, (_, nth) => `d-${nth},user-${nth},d-${nth}@example.com`).join('\n');
    expect(many.length).toBeGreaterThan(LONGEST_RECORD);
    const found = await read(around(`c-3,"x,x@example.com\n${many}`));
    expect(found.filter((each) => typeof each === 'string')).toEqual(['3: opens quotes that are never closed']);
    expect(found).toHaveLength(3003);
  });

  const hash = `$2b$10$${'a'.repeat(53)}`;
  test.each<[string, object | string, RegExp]>([
    ['that is no JSON', '{"customerId":"c-3"', /^2: is not JSON$/],
    ['that is no object', '["c-3"]', /is not a JSON object/],
    ['with a field twice', '{"customerId":"c-3","username":"x","username":"y","email":"x@example.com"}', /username is given twice/],
    ['with a field that no customer has', { ...eva, name: 'Eva' }, /name is not a field of this call/],
    ['with an id that is a number', { ...eva, customerId: 2 }, /customerId must be a string/],
    ['with a hash of no known scheme', { ...eva, passwordHash: 'x'.repeat(30) }, /passwordHash is of no known scheme/],
    ['with a password and a hash', { ...eva, password: 'x', passwordHash: hash }, /cannot be given together/],
    ['with the time of a hash that is not there', { ...eva, passwordChangedAt: '2026-01-01T00:00:00Z' }, /goes with a passwordHash/],
    ['of a megabyte', { ...eva, username: 'x'.repeat(2 ** 20) }, /is longer than 64 KiB/],
  ])('%s', async (_, record, why) => {
    const text = typeof record === 'string' ? record : JSON.stringify(record);
    const three = {
      customerId: 'c-4',
      username: 'x',
      email: 'x@example.com',
      passwordHash: hash,
      passwordChangedAt: '2026-01-01T00:00:00Z',
    };
    expect(await read(`${JSON.stringify(jana)}\n${text}\n${JSON.stringify(three)}\n`)).toEqual([jana, expect.stringMatching(why), three]);
  });
});

test('an id is known again among hundreds of thousands, with the line that it was in', () => {
  const seen = new SeenIds();
  const lines = Array.from({ length: 200_000 }, (_, nth) => nth + 1);
  expect(lines.filter((line) => seen.add(`c-${line}`, line) !== undefined)).toEqual([]);
  for (const line of [1, 77_777, 200_000]) expect(seen.add(`c-${line}`, 200_001)).toBe(line);
});
