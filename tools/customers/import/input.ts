/** A file of customers, read record by record: comma-separated values with a header, or JSON lines. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { duplicateKey } from '../../../shared/http/parse.ts';
import { Refused } from '../../command.ts';
import { visible } from '../../terminal-text.ts';
import { fieldsOf, type Separator } from '../csv.ts';
import { type RawRecord, recordsOf } from './records.ts';
import { faultOf, fields, type Given, requiredFields } from './rules.ts';
import { SeenIds } from './seen-ids.ts';

/** The first column of a file with faulty records, and the member of its lines: why each was not taken. It says nothing of a customer. */
export const FAULT = 'fault';

/** How the file is written. `header`: as it stands there, without the column of faults. */
export type Shape = { format: 'csv'; separator: Separator; header: string; names: string[] } | { format: 'jsonl' };

export type Row = {
  /** Its place among the records, the first being 1. */
  number: number;
  raw: RawRecord;
} & ({ is: 'given'; given: Given } | { is: 'faulty'; why: string });

/** Of the whole file, in hexadecimal digits, and its size. */
export async function digestOf(file: string): Promise<{ size: number; sha256: string }> {
  const digest = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: digest.digest('hex') };
}

/** @throws Refused when the file cannot be one of customers at all */
export async function shapeOf(file: string): Promise<Shape> {
  for await (const { bytes, fault } of recordsOf(withoutMark(file), ',')) {
    const first = utf8(bytes);
    if (first === undefined) throw new Refused(`${file} is not UTF-8.`);
    if (first.trim() === '' && !fault) continue;
    return first.trimStart().startsWith('{') ? { format: 'jsonl' } : csvShape(file, first);
  }
  throw new Refused(`${file} is empty.`);
}

function csvShape(file: string, first: string): Shape {
  // Where the comma is in numbers, spreadsheets write semicolons.
  const separator = (/[,;\t]/.exec(first)?.[0] ?? ',') as Separator;
  const read = fieldsOf(first, separator);
  if ('fault' in read) throw new Refused(`${file}: its first line, the names of the columns, ${read.fault}.`);
  const hasFaults = read.fields[0] === FAULT;
  const names = read.fields.map((name) => name.trim());
  const own = hasFaults ? names.slice(1) : names;
  const wrong = [
    ...named('has columns that no customer has', new Set(own.filter((name) => !fields.includes(name)))),
    ...named('has columns twice', new Set(own.filter((name, at) => own.indexOf(name) < at))),
    ...named('lacks columns', new Set(requiredFields.filter((name) => !own.includes(name)))),
  ];
  if (wrong.length > 0) throw new Refused(`${file} ${wrong.join('; ')}.\nColumns are ${fields.join(', ')}.`);
  return { format: 'csv', separator, header: hasFaults ? first.slice(read.firstEnds + 1) : first, names };
}

const MOST_NAMED = 10;

function named(what: string, names: ReadonlySet<string>): string[] {
  const quoted = [...names].slice(0, MOST_NAMED).map((name) => JSON.stringify(visible(name.slice(0, 60))));
  const more = names.size > MOST_NAMED ? ` and ${names.size - MOST_NAMED} more` : '';
  return names.size > 0 ? [`${what}: ${quoted.join(', ')}${more}`] : [];
}

/** @param digest told every byte that was read */
export async function* rowsOf(file: string, shape: Shape, digest?: Hash): AsyncGenerator<Row> {
  const seen = new SeenIds();
  let [number, isHeader] = [0, shape.format === 'csv'];
  for await (const raw of recordsOf(withoutMark(file, digest), shape.format === 'csv' ? shape.separator : undefined)) {
    if (isBlank(raw.bytes)) continue;
    if (isHeader) {
      isHeader = false;
      continue;
    }
    number++;
    const read = raw.fault === undefined ? readFrom(raw.bytes, shape) : { fault: raw.fault };
    if ('fault' in read) {
      yield { number, raw, is: 'faulty', why: read.fault };
      continue;
    }
    const { customerId } = read;
    const before = typeof customerId === 'string' ? seen.add(customerId, raw.line) : undefined;
    const why = before === undefined ? faultOf(read) : `customerId was given in line ${before} already`;
    const given = read as Given;
    yield why === undefined ? { number, raw, is: 'given', given } : { number, raw, is: 'faulty', why };
  }
}

type Read = { customerId: unknown; body: Record<string, unknown> } | { fault: string };

function readFrom(bytes: Buffer, shape: Shape): Read {
  const text = utf8(bytes);
  if (text === undefined) return { fault: 'is not UTF-8' };
  return shape.format === 'jsonl' ? readJson(text) : readCells(text, shape);
}

function readJson(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { fault: 'is not a JSON object' };
  const twice = duplicateKey(text);
  if (twice !== undefined) return { fault: `${twice} is given twice` };
  const { customerId, [FAULT]: _, ...body } = value as Record<string, unknown>;
  return { customerId, body };
}

function readCells(text: string, { names, separator }: Shape & { format: 'csv' }): Read {
  const read = fieldsOf(text, separator);
  if ('fault' in read) return read;
  if (read.fields.length !== names.length) return { fault: `has ${read.fields.length} fields, and the header has ${names.length}` };
  const cells = names.map((name, at) => [name, read.fields[at] ?? ''] as const).filter(([name, cell]) => name !== FAULT && cell !== '');
  const { customerId, ...body } = Object.fromEntries(cells.map(([name, cell]) => [name, isTruth(name) ? truthOf(cell) : cell]));
  return { customerId, body };
}

const isTruth = (name: string) => name === 'emailVerified' || name === 'phoneVerified';
const truths = new Map([
  ['true', true],
  ['false', false],
]);
/** What is neither is refused by the rules. Spreadsheets write capitals. */
const truthOf = (cell: string) => truths.get(cell.toLowerCase()) ?? cell;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

const isBlank = (bytes: Buffer) => bytes.length < 16 && bytes.toString('latin1').trim() === '';

/** The bytes of the file without the byte order mark that spreadsheets put before it. @throws Refused when it is UTF-16 */
async function* withoutMark(file: string, digest?: Hash): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    digest?.update(chunk);
    const mark = isFirst ? chunk.subarray(0, 3).toString('hex') : '';
    isFirst = false;
    if (mark.startsWith('fffe') || mark.startsWith('feff')) throw new Refused(`${file} is UTF-16. Save it as UTF-8.`);
    yield mark === 'efbbbf' ? chunk.subarray(3) : chunk;
  }
}
