/** The records that were not taken, each with its fault, written as the file that they are from: to be mended and imported by itself. */
import { closeSync, existsSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import { Refused } from '../../command.ts';
import { fieldsOf, written } from '../csv.ts';
import { FAULT, type Row, type Shape, utf8 } from './input.ts';
import { LONGEST_RECORD } from './records.ts';

/** How long it was when the journal last spoke of it: what follows is of a record that is not done. */
export function cutTo(path: string, bytes: number): void {
  const size = existsSync(path) ? statSync(path).size : 0;
  if (size < bytes) {
    throw new Refused(
      `${path} is shorter than the import that is under way has left it. Put it back, or remove the journal to begin anew.`,
    );
  }
  if (size > bytes) truncateSync(path, bytes);
}

export class FaultyFile {
  readonly #path: string;
  readonly #shape: Shape;
  #bytes: number;
  #file: number | undefined;

  constructor(path: string, shape: Shape, bytes: number) {
    this.#path = path;
    this.#shape = shape;
    this.#bytes = bytes;
  }

  /** @returns how long the file is with it, in bytes */
  add({ raw }: Row, why: string): number {
    // There are hashes in it.
    this.#file ??= openSync(this.#path, 'a', 0o600);
    if (this.#bytes === 0) this.#write(headOf(this.#shape));
    this.#write(Buffer.concat([recordOf(raw, why, this.#shape), lineEnd]));
    return this.#bytes;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }

  #write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file as number, bytes, at);
    this.#bytes += bytes.length;
  }
}

const lineEnd = Buffer.from('\n');

const headOf = (shape: Shape): Buffer => Buffer.from(shape.format === 'csv' ? `${FAULT}${shape.separator}${shape.header}\n` : '');

function recordOf({ line, bytes }: Row['raw'], fault: string, shape: Shape): Buffer {
  const why = `line ${line}: ${fault}`;
  return shape.format === 'csv' ? csvRecord(bytes, why, shape) : jsonLine(bytes, why);
}

/** Of a record that is too long. */
const BEGINNING = 1000;

/** The bytes stay as they came, whatever is wrong with them; but for the fault of the time before. */
function csvRecord(bytes: Buffer, why: string, { names, separator }: Shape & { format: 'csv' }): Buffer {
  const read = bytes.length > LONGEST_RECORD ? { fault: '' } : fieldsOf(bytes.toString('latin1'), separator);
  // In a cell of its own, what is no record takes no other with it.
  const own = 'fault' in read ? inOneCell(bytes) : names[0] === FAULT ? bytes.subarray(read.firstEnds + 1) : bytes;
  return Buffer.concat([Buffer.from(`${written(why, separator)}${separator}`), own]);
}

const inOneCell = (bytes: Buffer) => Buffer.from(`"${beginningOf(bytes).toString('latin1').replaceAll('"', '""')}"`, 'latin1');
const beginningOf = (bytes: Buffer) => (bytes.length > LONGEST_RECORD ? bytes.subarray(0, BEGINNING) : bytes);

const object = /^\s*\{(.*)\}\s*$/s;
const faultBefore = new RegExp(`^\\s*"${FAULT}"\\s*:\\s*"(?:[^"\\\\]|\\\\.)*"\\s*,?`);

function jsonLine(bytes: Buffer, why: string): Buffer {
  const line = beginningOf(bytes);
  const text = utf8(line);
  const own = object
    .exec(text ?? '')?.[1]
    ?.replace(faultBefore, '')
    .trim();
  const member = `{${JSON.stringify(FAULT)}:${JSON.stringify(why)}`;
  if (own === undefined) return Buffer.from(`${member},"line":${JSON.stringify(text ?? line.toString('latin1'))}}`);
  return Buffer.from(own === '' ? `${member}}` : `${member},${own}}`);
}
