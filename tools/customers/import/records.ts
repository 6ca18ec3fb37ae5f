/** From the bytes of a file to its records: lines, or in comma-separated values what may be several (RFC 4180 §2.6). */

export type RawRecord = {
  /** Where it begins, as an editor counts lines. */
  line: number;
  /** Without its line end; the beginning only where `fault` says that it is too long. */
  bytes: Buffer;
  /** How much of the file it ends at. */
  end: number;
  fault?: string;
};

/** What is longer is no customer: a call takes 8 KiB. So a file of whatever makes needs no more memory than this. */
export const LONGEST_RECORD = 64 * 1024;

const [NEWLINE, RETURN, QUOTE] = [10, 13, 34];

/** @param separator of comma-separated values: line breaks stand within quotes there. `undefined`: each line is a record */
export async function* recordsOf(chunks: AsyncIterable<Buffer>, separator: string | undefined): AsyncGenerator<RawRecord> {
  const separatorByte = separator?.charCodeAt(0);
  let held: Buffer = Buffer.alloc(0);
  let [line, offset, isSkipping] = [1, 0, false];
  /** Up to where in `held` there is no end of the record, and whether that is within quotes. */
  let scan: Scan = fresh;

  /** Everything up to `end` of what is held, and the line break there. */
  const take = (end: number, fault?: string): RawRecord => {
    const bytes = held.subarray(0, held[end - 1] === RETURN ? end - 1 : end);
    const record = { line, bytes, end: offset + Math.min(end + 1, held.length), ...(fault && { fault }) };
    line += 1 + breaksIn(bytes);
    drop(end + 1);
    return record;
  };
  const drop = (count: number) => {
    offset += Math.min(count, held.length);
    held = held.subarray(count);
    scan = fresh;
  };

  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      if (isSkipping) {
        const newline = held.indexOf(NEWLINE);
        drop(newline < 0 ? held.length : newline + 1);
        if (newline < 0) break;
        isSkipping = false;
      }
      scan = scanned(held, scan, separatorByte);
      if (scan.ends) yield take(scan.at);
      else if (held.length <= LONGEST_RECORD) break;
      else if (scan.isQuoted && held.includes(NEWLINE)) yield take(held.indexOf(NEWLINE), openQuotes);
      else {
        yield { line, bytes: held.subarray(0, LONGEST_RECORD + 1), end: offset + held.length, fault: tooLong };
        line += 1;
        isSkipping = true;
      }
    }
  }
  while (held.length > 0 && !isSkipping) {
    scan = scanned(held, scan, separatorByte);
    const newline = held.indexOf(NEWLINE);
    if (scan.ends) yield take(scan.at);
    else if (scan.isQuoted) yield take(newline < 0 ? held.length : newline, openQuotes);
    else yield take(held.length);
  }
}

const tooLong = `is longer than ${LONGEST_RECORD / 1024} KiB`;
/** The lines that follow are records of their own again: they may be a whole shop. */
const openQuotes = 'opens quotes that are never closed';

type Scan = { at: number; isQuoted: boolean; ends: boolean; previous: 'start' | 'quote' | 'other' };
const fresh: Scan = { at: 0, isQuoted: false, ends: false, previous: 'start' };

/** Goes on to the next line break outside of quotes; these open at the beginning of a field only. */
function scanned(held: Buffer, { at: from, isQuoted, previous }: Scan, separator: number | undefined): Scan {
  if (separator === undefined) {
    const newline = held.indexOf(NEWLINE, from);
    return { at: newline < 0 ? held.length : newline, isQuoted: false, ends: newline >= 0, previous };
  }
  for (let at = from; at < held.length; at++) {
    const byte = held[at];
    if (byte === NEWLINE && !isQuoted) return { at, isQuoted, ends: true, previous };
    if (byte !== QUOTE) previous = byte === separator && !isQuoted ? 'start' : 'other';
    else if (isQuoted) [isQuoted, previous] = [false, 'quote'];
    // Behind the closing one it is one quote of the text, written twice.
    else if (previous !== 'other') [isQuoted, previous] = [true, 'other'];
  }
  return { at: held.length, isQuoted, ends: false, previous };
}

function breaksIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
