import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it went over the wire: to SNS a form (AWS Query protocol), to SES JSON at a path. */
export type Received = { path: string; body: string; form: URLSearchParams; connection: number };

export type Provider = {
  url: string;
  received: Received[];
  /** What the next requests are answered with. */
  answer: (response: ServerResponse) => void;
  stop: () => Promise<void>;
};

/** A stand-in for SES and SNS on a loopback port, for the real clients to talk to. */
export async function startProvider(): Promise<Provider> {
  let connections = 0;
  const numbers = new WeakMap<object, number>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const connection = numbers.get(request.socket) ?? 0;
    provider.received.push({ path: request.url ?? '', body, form: new URLSearchParams(body), connection });
    provider.answer(response);
  });
  server.on('connection', (socket) => numbers.set(socket, ++connections));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const provider: Provider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    answer: (response) => response.end(),
    stop: () => {
      server.closeAllConnections();
      return new Promise((stopped) => server.close(() => stopped()));
    },
  };
  return provider;
}

/** A success of SES, with a message id. */
export const mailTaken = (MessageId: string) => answerWith(200, 'application/json', JSON.stringify({ MessageId }));

/** A refusal as SES puts it. */
export const mailFailed = (status: number, code: string, message = 'no') =>
  answerWith(status, 'application/json', JSON.stringify({ message }), { 'x-amzn-ErrorType': code });

/** A success of SNS, with a message id. */
export function smsTaken(id: string) {
  const result = `<PublishResult><MessageId>${id}</MessageId></PublishResult>`;
  return answerWith(
    200,
    'text/xml',
    `<PublishResponse>${result}<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>`,
  );
}

/** A refusal as SNS puts it. */
export function smsFailed(status: number, code: string, message = 'no') {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return answerWith(status, 'text/xml', `<ErrorResponse>${error}<RequestId>r</RequestId></ErrorResponse>`);
}

function answerWith(status: number, type: string, body: string, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body);
  };
}
