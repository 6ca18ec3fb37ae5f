/**
 * The gallery's server, a process of its own for each state of the options: what it shows reads them once, as functions do.
 * `gallery.ts` starts it, with the variables of functions and the folder of their files.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, extname, join } from 'node:path';
import { required } from '../../shared/config/environment.ts';
import { locales } from '../../shared/words/locale.ts';
import { isForAnotherHost } from '../console/guard.ts';
import type { Scheme } from './forced-scheme.ts';
import { asset, mailLogo, names, shopName, show } from './shows.ts';

const folder = required('LAMBDA_TASK_ROOT');
/** Which file each program of the gallery has become. */
const programs: Record<'shown' | 'browse' | 'style', string> = JSON.parse(readFileSync(join(folder, 'gallery.json'), 'utf8'));
const index = readFileSync(join(import.meta.dirname, 'index.html'), 'utf8');
/** Another one after each change. */
const version = String(process.pid);

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const listening = new Set<ServerResponse>();
let fault = '';

let origin = '';

const server = createServer((request, response) => {
  asked(request, response).catch((error: Error) => send(response, 500, 'text/plain', `${error.stack}`));
});

/** What a shop has not shown yet is for whoever looks at it here: a page of elsewhere, whose name leads to this machine, is told nothing. */
async function asked({ headers, url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (isForAnotherHost(headers, { origin })) return send(response, 403, 'text/plain', `this is ${origin}`);
  const parsed = URL.parse(url, origin);
  return parsed ? answer(parsed, response) : send(response, 404, 'text/plain', 'There is nothing here.');
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' }).end(body);
}

async function answer({ pathname, searchParams }: URL, response: ServerResponse): Promise<void> {
  const [, first = '', second = '', third = ''] = pathname.split('/');
  switch (first) {
    case '':
      return send(response, 200, 'text/html', filledIn(index));
    case 'names.json':
      return send(response, 200, 'application/json', JSON.stringify(names));
    case 'changes':
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      listening.add(response);
      response.on('close', () => listening.delete(response));
      return tell(response);
    case 'assets':
    case 'as': {
      const { status, type, text } = await asset(pathname.split('/').at(-1) ?? '', first === 'as' ? schemeOf(second) : undefined);
      return send(response, status, type, text);
    }
    case 'gallery':
      return sendProgram(response, second);
    case 'mail-logo': {
      const logo = mailLogo();
      return logo ? send(response, 200, logo.type, logo.bytes) : send(response, 404, 'text/plain', 'There is none.');
    }
    case 'show': {
      const locale = locales.find((each) => each === searchParams.get('lang')) ?? 'en';
      const looked = { locale, scheme: schemeOf(searchParams.get('scheme')), part: searchParams.get('part') ?? undefined };
      const shown = await show(second, decodeURIComponent(third), looked, `/gallery/${programs.shown}`);
      return shown ? send(response, 200, shown.type, shown.text) : send(response, 404, 'text/plain', 'There is no such state.');
    }
    default:
      return send(response, 404, 'text/plain', 'There is nothing here.');
  }
}

const schemeOf = (text: string | null): Scheme | undefined => (text === 'light' || text === 'dark' ? text : undefined);

const filledIn = (page: string) =>
  page.replace('%STYLE%', `/gallery/${programs.style}`).replace('%PROGRAM%', `/gallery/${programs.browse}`);

function sendProgram(response: ServerResponse, name: string): void {
  try {
    send(response, 200, types[extname(name)] ?? 'text/plain', readFileSync(join(folder, 'gallery', basename(name)), 'utf8'));
  } catch {
    send(response, 404, 'text/plain', 'There is no such file.');
  }
}

function tell(response: ServerResponse): void {
  response.write(`data: ${JSON.stringify({ version, fault, shop: shopName })}\n\n`);
}

/** What is wrong with the options as they are now; empty: nothing. */
process.on('message', (message: { fault: string }) => {
  fault = message.fault;
  for (const response of listening) tell(response);
});
process.on('disconnect', () => process.exit());

server.on('error', ({ code }: NodeJS.ErrnoException) => process.send?.({ failed: code }, () => process.exit(1)));
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  origin = `http://127.0.0.1:${port}`;
  process.send?.({ port });
});
