/** Reads a raw mail: its headers, its text and its HTML. Source: RFC 5322, RFC 2045 §6, RFC 2046 §5.1, RFC 2047. */
type RawMail = { from: string; to: string[]; subject: string; text: string; html?: string };
type Entity = { headers: Map<string, string>; body: Buffer };

export function readMail(raw: Buffer): RawMail {
  const entity = readEntity(raw);
  const leaves = leavesOf(entity);
  const bodyOf = (type: string) => leaves.find((leaf) => mediaType(leaf) === type);
  const [text, html] = [bodyOf('text/plain'), bodyOf('text/html')];
  const list = (name: string) => (entity.headers.get(name) ?? '').split(',').map((address) => decodeWords(address).trim());
  return {
    from: decodeWords(entity.headers.get('from') ?? ''),
    to: ['to', 'cc', 'bcc'].flatMap(list).filter(Boolean),
    subject: decodeWords(entity.headers.get('subject') ?? ''),
    text: text ? decodeBody(text) : '',
    ...(html ? { html: decodeBody(html) } : {}),
  };
}

function readEntity(raw: Buffer): Entity {
  const text = raw.toString('latin1').replace(/\r?\n/g, '\r\n');
  const end = text.indexOf('\r\n\r\n');
  const head = (end < 0 ? text : text.slice(0, end)).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const [, name, value] = /^([^:]+):\s*(.*)$/s.exec(line) ?? [];
    if (name) headers.set(name.toLowerCase(), value ?? '');
  }
  return { headers, body: Buffer.from(end < 0 ? '' : text.slice(end + 4), 'latin1') };
}

function mediaType({ headers }: Entity): string {
  return (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';
}

function leavesOf(entity: Entity): Entity[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(entity.headers.get('content-type') ?? '')?.[1];
  if (!boundary || !mediaType(entity).startsWith('multipart/')) return [entity];
  const parts = `\r\n${entity.body.toString('latin1')}`.split(`\r\n--${boundary}`).slice(1, -1);
  return parts.flatMap((part) => leavesOf(readEntity(Buffer.from(part.replace(/^[ \t]*\r\n/, ''), 'latin1'))));
}

function decodeBody({ headers, body }: Entity): string {
  const encoding = headers.get('content-transfer-encoding')?.trim().toLowerCase();
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return quoted(body.toString('latin1').replace(/=\r\n/g, '')).toString('utf8');
  return body.toString('utf8');
}

function quoted(text: string): Buffer {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function decodeWords(text: string): string {
  const adjoining = text.replace(/\?=\s+=\?/g, '?==?');
  return adjoining.replace(/=\?[^?]+\?([BQ])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
    (encoding.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : quoted(word.replaceAll('_', ' '))).toString('utf8'),
  );
}
