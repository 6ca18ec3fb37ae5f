/** Comma-separated values (RFC 4180), a record at a time. */

export type Separator = ',' | ';' | '\t';

/** The texts of a record without its line end, or what is wrong with it. */
export function fieldsOf(record: string, separator: Separator): { fields: string[]; firstEnds: number } | { fault: string } {
  const fields: string[] = [];
  let firstEnds = 0;
  for (let at = 0; ; at++) {
    const read = record[at] === '"' ? quoted(record, at) : plain(record, at, separator);
    if ('fault' in read) return read;
    fields.push(read.text);
    at = read.end;
    if (fields.length === 1) firstEnds = at;
    if (at === record.length) return { fields, firstEnds };
    if (record[at] !== separator) return { fault: `has text behind the quotes of field ${fields.length}` };
  }
}

type Read = { text: string; end: number } | { fault: string };

function quoted(record: string, from: number): Read {
  for (let at = record.indexOf('"', from + 1); at >= 0; at = record.indexOf('"', at + 2)) {
    if (record[at + 1] !== '"') return { text: record.slice(from + 1, at).replaceAll('""', '"'), end: at + 1 };
  }
  return { fault: 'opens quotes that are never closed' };
}

function plain(record: string, from: number, separator: Separator): Read {
  const next = record.indexOf(separator, from);
  const end = next < 0 ? record.length : next;
  const text = record.slice(from, end);
  return text.includes('"') ? { fault: `has quotes inside of a field that does not begin with them` } : { text, end };
}

/** A field as it is written: in quotes where it has to be. */
export const written = (text: string, separator: Separator = ','): string =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
