/** How a function that runs here waits for AWS: where its answers are late, the machine is busy, and on AWS they would not be. */
import { Socket } from 'node:net';
import type { Patience } from '../shared/aws/patience.ts';

/** So many times as long where nothing holds the answer back. */
const MOST_TURNS = 20;

/** A promise's own function: somebody waits before another try, by chance as long as others wait for an answer, and gives nothing up. */
const isResolve = (callback: unknown): boolean => String(callback).includes('[native code]');

/**
 * The bundle finds another function where setTimeout was; only what gives up waiting for AWS differs.
 *
 * @param patiences how long functions wait
 * @param isHeldBack whether a fault holds answers back: then a function gives up as soon as on AWS
 */
export function waitLonger(patiences: readonly Patience[], isHeldBack: () => boolean): void {
  const patient = new Set<unknown>(
    patiences.flatMap(({ requestHandler: { connectionTimeout, requestTimeout, socketTimeout } }) => [
      connectionTimeout,
      requestTimeout,
      socketTimeout,
    ]),
  );
  const realSetTimeout = globalThis.setTimeout;
  function patientSetTimeout(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout {
    if (!patient.has(ms) || isResolve(callback)) return realSetTimeout(callback, ms, ...args);
    let turns = 1;
    const timer = realSetTimeout(() => {
      if (isHeldBack() || turns++ >= MOST_TURNS) callback(...args);
      else timer.refresh();
    }, ms);
    return timer;
  }
  globalThis.setTimeout = Object.assign(patientSetTimeout, realSetTimeout) as unknown as typeof setTimeout;

  // A socket's is a timer of Node's own. That an answer never comes at all, the timers above find out.
  const sockets = Socket.prototype as Socket & { _onTimeout(): void };
  const giveUp = sockets._onTimeout;
  sockets._onTimeout = function (this: Socket): void {
    if (!patient.has(this.timeout) || isHeldBack()) giveUp.call(this);
    else this.setTimeout(this.timeout as number);
  };
}
