/**
 * A proxy between functions and AWS on which every call takes as long as it is told, so that calls which do not wait for each other are
 * under way together, and what follows what shows in their times.
 */
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Interval } from './statistics.ts';

/** Milliseconds since the process began. */
export type Travelled = Interval & { service: string };

export class SlowRoad {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #to: URL;
  readonly #server: Server;
  /** Milliseconds that a call takes at least. */
  delay = 0;
  travelled: Travelled[] = [];

  private constructor(awsUrl: string) {
    this.#to = new URL(awsUrl);
    this.#server = createServer((incoming, response) => void this.#carry(incoming, response));
  }

  static async open(awsUrl: string): Promise<SlowRoad> {
    const road = new SlowRoad(awsUrl);
    await new Promise<void>((resolve) => road.#server.listen(0, '127.0.0.1', resolve));
    return road;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#agent.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #carry(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const [answer] = await Promise.all([this.#forward(incoming), wait(this.delay)]);
    this.travelled.push({ began, ended: performance.now(), service: serviceOf(incoming) });
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  async #forward(incoming: IncomingMessage): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
    const body = await whole(incoming);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, url: path, headers } = incoming;
      const outgoing = request({ host: '127.0.0.1', port: this.#to.port, method, path, headers, agent: this.#agent }, resolve);
      outgoing.on('error', reject);
      outgoing.end(body);
    });
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: await whole(answer) };
  }
}

/** As the signature names it: `dynamodb`, `kms`. */
const serviceOf = ({ headers }: IncomingMessage): string => headers.authorization?.match(/\/([a-z-]+)\/aws4_request/)?.[1] ?? 'unknown';

async function whole(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
