/** Where an installation is, and how it is spoken to. */
import { now as systemTime } from '../../shared/config/clock.ts';
import { KeycardError } from './keycard-error.ts';

export type ServiceOptions = {
  /** In the place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** Sent with every call. AWS's rules in WAF refuse calls without one. By default `keycard-server`. */
  userAgent?: string | undefined;
  /** Milliseconds since 1970. For tests that move the clock of a stack on one machine; by default the clock of this machine. */
  now?: (() => number) | undefined;
};

/** `timeout`: milliseconds. */
export type Service = { url: string; now: () => number; send(path: string, init?: RequestInit, timeout?: number): Promise<Response> };

/** Longer than the slowest cold start; API Gateway itself gives up after 29 s. */
const TIMEOUT_MS = 20_000;

const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/**
 * @param where the public URL of the installation
 * @throws TypeError for what is no URL, and for `http:` anywhere but on this machine: who can change what is on the way could put keys
 * of their own in the place of ours
 */
export function service(where: string, { fetch: given, userAgent = 'keycard-server', now = systemTime }: ServiceOptions): Service {
  const { protocol, hostname } = new URL(where);
  if (protocol !== 'https:' && !(protocol === 'http:' && thisMachine.includes(hostname))) {
    throw new TypeError(`${where} must begin with https://`);
  }
  const url = where.replace(/\/+$/, '');
  return {
    url,
    now,
    async send(path, init = {}, timeout = TIMEOUT_MS) {
      const headers = new Headers(init.headers);
      headers.set('user-agent', userAgent);
      try {
        // Nothing of ours answers by leading elsewhere, so whoever does is somebody else.
        const asked = { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout), headers } as const;
        return await (given ?? globalThis.fetch)(url + path, asked);
      } catch (error) {
        throw new KeycardError({ code: 'unavailable', status: 0, title: 'Keycard could not be reached' }, { cause: error });
      }
    },
  };
}
