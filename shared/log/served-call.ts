/**
 * Where the call that a function is serving came from. It is kept beside the code that serves it, so that no entry of the audit log
 * lacks it because somewhere it was not handed on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Near } from '../words/whence.ts';

export type ServedCall = {
  /** API Gateway's, as it stands in the access log and in the function's own line. */
  requestId: string;
  /** As wide as one household or office. */
  network: string;
  /** What the client's user agent calls itself, shortened for people to recognise; empty where it says nothing known. */
  device: string;
  /** Near where that is, if a CDN tells it. */
  near?: Near;
  /** An administrator calls: where from is the team's own. */
  isOfTeam?: true;
};

const served = new AsyncLocalStorage<ServedCall>();

/** Does `work` as part of serving `call`. */
export const serving = <T>(call: ServedCall, work: () => T): T => served.run(call, work);

/** `undefined`: nobody called; a schedule does the work. */
export const servedCall = (): ServedCall | undefined => served.getStore();
