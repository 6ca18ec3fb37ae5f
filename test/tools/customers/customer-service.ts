/** The calls of customers as a server that answers what a test says, and else as the service does: to have calls refused, and answers lost. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atEndOfFile } from '../../support/end-of-file.ts';

type Reply = { status: number; headers?: Record<string, string>; body?: unknown } | 'lost' | 'as the service';

export type CustomerService = {
  url: string;
  /** By id, when they were put in and what was put, the newest last. */
  customers: Map<string, { createdAt: number; puts: unknown[] }>;
  calls: { method: string; customerId: string; at: number }[];
  /** ms since 1970. Half a minute passes with each look for somebody who is not there. */
  now: number;
  /** Asked before each call. `lost`: it is done, and its answer does not arrive. */
  reply: (method: string, customerId: string) => Reply | Promise<Reply>;
  /** Of calls under way. */
  most: number;
};

export async function customerService(): Promise<CustomerService> {
  let underWay = 0;
  const service: CustomerService = { url: '', now: Date.now(), customers: new Map(), calls: [], reply: () => 'as the service', most: 0 };
  const server = createServer(async (request, response) => {
    service.most = Math.max(service.most, ++underWay);
    response.on('close', () => underWay--);
    await answer(service, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEndOfFile(async () => {
    server.closeAllConnections();
    server.close();
  });
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return service;
}

async function answer(service: CustomerService, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const customerId = decodeURIComponent(url.split('/').at(-1) ?? '');
  service.calls.push({ method, customerId, at: performance.now() });
  const text = (await request.toArray()).join('');
  const reply = await service.reply(method, customerId);
  const { status, headers, body } = typeof reply === 'object' ? reply : asTheService(service, request, customerId, text);
  if (reply === 'lost') response.destroy();
  else {
    const date = new Date(service.now).toUTCString();
    response.writeHead(status, { date, 'content-type': 'application/json', ...headers }).end(JSON.stringify(body ?? {}));
  }
}

function asTheService(
  service: CustomerService,
  { method, headers }: IncomingMessage,
  customerId: string,
  text: string,
): Exclude<Reply, string> {
  const { customers, now } = service;
  const before = customers.get(customerId);
  if (method === 'PUT') {
    if (before && headers['if-none-match'] === '*') {
      return { status: 412, body: { title: 'Somebody is there.', code: 'precondition_failed' } };
    }
    const puts = [...(before?.puts ?? []), JSON.parse(text)];
    customers.set(customerId, { createdAt: before?.createdAt ?? now, puts });
    return { status: 200, body: { customerId, created: before === undefined } };
  }
  if (!before) service.now += 30_000;
  return before
    ? { status: 200, body: { customerId, createdAt: new Date(before.createdAt).toISOString() } }
    : { status: 404, body: { title: 'Nobody is there.', code: 'not_found' } };
}
