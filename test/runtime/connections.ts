/** Stands between functions and AWS's endpoint: can hold their calls back, and close their connections as AWS closes idle ones. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class Connections {
  readonly url: string;
  /** How often somebody used a connection that was closed. */
  usedClosed = 0;
  readonly #server: Server;
  readonly #open: Set<Socket>;
  #held: (() => void)[] | undefined;
  #closed = new Set<Socket>();

  private constructor(server: Server, open: Set<Socket>) {
    this.#server = server;
    this.#open = open;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param awsUrl where the endpoint is */
  static async start(awsUrl: string): Promise<Connections> {
    const open = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect(Number(new URL(awsUrl).port), '127.0.0.1');
      open.add(near);
      near.on('data', (chunk) => {
        if (connections.#isClosed(near)) return;
        if (connections.#held) connections.#held.push(() => far.write(chunk));
        else far.write(chunk);
      });
      far.on('data', (chunk) => near.write(chunk));
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
      near.on('close', () => open.delete(near));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connections = new Connections(server, open);
    return connections;
  }

  /** No call reaches AWS until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const pass of held) pass();
  }

  /** Closes all there are. Who holds one hears of it with the first use of any of them: the news came while it was frozen. */
  close(): void {
    this.#closed = new Set(this.#open);
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #isClosed(used: Socket): boolean {
    if (!this.#closed.has(used)) return false;
    this.usedClosed++;
    for (const socket of this.#closed) socket.resetAndDestroy();
    this.#closed.clear();
    return true;
  }
}
