/** Serves the console on this machine alone: one page, and the calls on its list, signed as whoever started it. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerOf, serviceTime } from '../admin-call.ts';
import { type CallName, isCall, targetOf } from './calls.ts';
import type { Reply } from './contract.ts';
import { buildDocument } from './document.ts';
import { failureOf, refusalOf } from './failure.ts';
import { isForAnotherHost, refusalOf as refusalOfCaller } from './guard.ts';
import type { Installation } from './installation.ts';
import { flip, readSwitch } from './switch.ts';

export type Console = {
  /** With the token in its fragment, which no server and no log sees. */
  readonly url: string;
  stop(): Promise<void>;
};

/** As much as the API takes. */
const LARGEST_BODY = 8192;

type Own = (given: Record<string, unknown>) => Promise<Reply<unknown>>;

/** @param port 0 takes any that is free. @throws what `listen` fails with */
export async function startConsole(installation: Installation, port = 0): Promise<Console> {
  const { html, policy } = await buildDocument();
  const token = randomBytes(32).toString('base64url');
  const own = ownCalls(installation);
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => end(response, 500, 'text/plain', 'something broke'));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeaders(new Map(Object.entries({ ...headers, 'Content-Security-Policy': policy })));
    if (isForAnotherHost(request.headers, { origin })) return end(response, 403, 'text/plain', `this is ${origin}`);
    if (request.method === 'GET' && request.url === '/') return end(response, 200, 'text/html; charset=utf-8', html);
    const [, name = ''] = /^\/calls\/([A-Za-z]+)$/.exec(request.url ?? '') ?? [];
    if (request.method !== 'POST' || !(isCall(name) || Object.hasOwn(own, name)))
      return end(response, 404, 'text/plain', 'there is nothing here');
    const refusal = refusalOfCaller(request.headers, { origin, token });
    if (refusal) return end(response, 403, 'text/plain', refusal);
    const given = await read(request);
    if (!given) return end(response, 400, 'text/plain', 'the body is a JSON object of at most 8 KiB');
    const reply = await (isCall(name) ? called(name, given, installation) : own[name]?.(given));
    end(response, 200, 'application/json', JSON.stringify(reply));
  }

  return {
    url: `${origin}/#token=${token}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const headers = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

function end(response: ServerResponse, status: number, type: string, text: string): void {
  response.req.resume();
  response.writeHead(status, { 'Content-Type': type }).end(text);
}

/** What the console answers beside the API. */
function ownCalls({ about, aws }: Installation): Readonly<Record<string, Own>> {
  const reply = async <T>(made: Promise<T>): Promise<Reply<T>> => {
    try {
      return { ok: true, answer: await made, now: Date.now() };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  };
  return {
    about: () => reply(Promise.resolve(about)),
    readSwitch: () => reply(aws().then((caller) => readSwitch(caller, about.stage))),
    flip: async ({ seen, on }) => {
      if (typeof seen !== 'string' || typeof on !== 'boolean') return unclear(['seen', 'on']);
      const flipped = await reply(aws().then((caller) => flip(caller, about.stage, { seen, on })));
      return flipped.ok && 'says' in flipped.answer ? { ok: false, failure: flipped.answer } : flipped;
    },
  };
}

async function called(name: CallName, given: unknown, installation: Installation): Promise<Reply<unknown>> {
  const target = targetOf(name, given);
  if ('faults' in target) return unclear(target.faults);
  try {
    const answer = await answerOf(await installation.admin(), target.method, target.path, target.body);
    if (answer.status >= 300) return { ok: false, failure: await refusalOf(name, answer, installation) };
    return { ok: true, answer: answer.text === '' ? null : JSON.parse(answer.text), now: serviceTime(answer) };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

const unclear = (faults: readonly string[]): Reply<never> => ({
  ok: false,
  failure: {
    code: 'invalid_request',
    says: `This cannot be sent as it is: ${faults.join(', ')}.`,
    todo: 'It is empty, too long, or not of that kind.',
  },
});

async function read(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read all the same: who is cut off half-way does not hear why.
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  if (size > LARGEST_BODY) return undefined;
  try {
    const given: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
