/** A function's socket that says nothing is given up as soon as on AWS only where a fault holds answers back. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const file = join(import.meta.dirname, '..', '..', 'local', 'patient-timers.ts');

/** In a thread of its own, whose sockets and timers it changes. Says `again` whenever the time is over and begins anew, `timeout` once the socket is given up. */
const source = `
  import { createServer, connect, Socket } from 'node:net';
  import { parentPort, workerData } from 'node:worker_threads';
  import { waitLonger } from ${JSON.stringify(file)};
  const held = new Int32Array(workerData);
  const patience = { maxAttempts: 1, requestHandler: { connectionTimeout: 7001, requestTimeout: 7002, socketTimeout: 5, throwOnRequestTimeout: true } };
  waitLonger([patience], () => Atomics.load(held, 0) === 1);
  const { setTimeout: begin } = Socket.prototype;
  let times = 0;
  Socket.prototype.setTimeout = function (...given) {
    if (this.watched && times++ > 0) parentPort.postMessage('again');
    return begin.apply(this, given);
  };
  const server = createServer(() => undefined).listen(0, '127.0.0.1', () => {
    const socket = connect(server.address().port, '127.0.0.1', () => {
      socket.watched = true;
      socket.setTimeout(5, () => {
        parentPort.postMessage('timeout');
        socket.destroy();
        server.close();
      });
    });
  });
`;

test('a socket that says nothing is waited for, again and again, until a fault holds its answer back', async () => {
  const held = new SharedArrayBuffer(4);
  const worker = new Worker(source, { eval: true, workerData: held, execArgv: ['--input-type=module'] });
  const heard: string[] = [];
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
    worker.on('message', (word: string) => {
      heard.push(word);
      if (heard.length === 3) Atomics.store(new Int32Array(held), 0, 1);
      if (word === 'timeout') void worker.terminate();
    });
  });
  expect(heard.slice(0, 3)).toEqual(['again', 'again', 'again']);
  expect(heard.at(-1)).toBe('timeout');
});

/** Two timers that are as long as a patience: one gives something up, and one, which began later, only waits. */
const waiting = `
  import { parentPort } from 'node:worker_threads';
  import { waitLonger } from ${JSON.stringify(file)};
  waitLonger([{ maxAttempts: 1, requestHandler: { connectionTimeout: 7001, requestTimeout: 5, socketTimeout: 7002, throwOnRequestTimeout: true } }], () => false);
  setTimeout(() => parentPort.postMessage('gave up'), 5);
  new Promise((resolve) => setTimeout(resolve, 5)).then(() => parentPort.postMessage('waited'));
`;

test('who waits before another try waits as long as they meant to, also where it is as long as others have patience', async () => {
  const worker = new Worker(waiting, { eval: true, execArgv: ['--input-type=module'] });
  const heard: string[] = [];
  worker.on('message', (word: string) => heard.push(word));
  await new Promise((resolve, reject) => worker.once('error', reject).once('exit', resolve));
  expect(heard).toEqual(['waited', 'gave up']);
});
