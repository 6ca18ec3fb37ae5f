import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request to SES or SNS as it went over the wire (AWS Query protocol). */
export type Received = { form: URLSearchParams; connection: number };

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
    provider.received.push({ form: new URLSearchParams(body), connection: numbers.get(request.socket) ?? 0 });
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

/** A success, with a message id. */
export function taken(action: 'SendEmail' | 'Publish', id: string) {
  const result = `<${action}Result><MessageId>${id}</MessageId></${action}Result>`;
  return answerWith(200, `<${action}Response>${result}<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`);
}

/** A refusal as SES and SNS put it. */
export function failed(status: number, code: string, message = 'no') {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return answerWith(status, `<ErrorResponse>${error}<RequestId>r</RequestId></ErrorResponse>`);
}

function answerWith(status: number, xml: string) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(xml);
  };
}
