/** A browser without a screen: keeps cookies as one does, and can come from any loopback address. */
import { request } from 'node:http';
import { asDocumented } from './as-documented.ts';

export type CallOptions = {
  headers?: Record<string, string>;
  /** Source address to connect from, such as 127.2.0.1. */
  from?: string;
  /** The Origin header; pages of the service itself send its own. */
  origin?: string;
  /** Access token for the Authorization header. */
  bearer?: string;
};
/** `body` is the parsed JSON, or the text where it is none. */
export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: unknown };

type Cookie = { value: string; path: string; attributes: string };

export class Browser {
  readonly #url: URL;
  readonly cookies = new Map<string, Cookie>();

  constructor(url: string) {
    this.#url = new URL(url);
  }

  get(path: string, options: CallOptions = {}): Promise<Answer> {
    return this.send('GET', path, undefined, options);
  }

  /** A text goes as it is, anything else as JSON. */
  post(path: string, body: unknown = {}, options: CallOptions = {}): Promise<Answer> {
    return this.send('POST', path, typeof body === 'string' ? body : JSON.stringify(body), options);
  }

  send(method: string, path: string, body: string | undefined, { headers = {}, from, origin, bearer }: CallOptions = {}): Promise<Answer> {
    const cookie = [...this.cookies]
      .filter(([, { path: below }]) => path.startsWith(below))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const sent = {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
      ...(cookie ? { Cookie: cookie } : {}),
      ...(origin ? { Origin: origin } : {}),
      ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        // The host is loopback's own address: only from there do other loopback addresses reach it.
        {
          host: '127.0.0.1',
          port: this.#url.port,
          method,
          path,
          headers: { Host: this.#url.host, ...sent },
          ...(from ? { localAddress: from } : {}),
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            for (const header of incoming.headers['set-cookie'] ?? []) this.#keep(header);
            const answer = {
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: parsed(Buffer.concat(chunks).toString('utf8')),
            };
            try {
              asDocumented(method, path, { ...answer, contentType: incoming.headers['content-type'] });
              resolve(answer);
            } catch (fault) {
              reject(fault);
            }
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** RFC 6265 §5.3, without domains: a Max-Age of zero or a date in the past takes the cookie away. */
  #keep(header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const attributeOf = (attribute: string) =>
      attributes.find((each) => each.toLowerCase().startsWith(`${attribute}=`))?.slice(attribute.length + 1);
    const maxAge = attributeOf('max-age');
    const expires = attributeOf('expires');
    const isGone = maxAge === undefined ? expires !== undefined && Date.parse(expires) <= 0 : Number(maxAge) <= 0;
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, { value: pair.slice(at + 1), path: attributeOf('path') ?? '/', attributes: attributes.join('; ') });
  }
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
