/** Calls of the page to the console's server. */
import type { CallName } from '../calls.ts';
import { type About, type AnswerTo, type Asked, type Reply, type Switch, tokenHeader } from '../contract.ts';

type Answers = { [Name in CallName]: AnswerTo<Name> } & { about: About; readSwitch: Switch; flip: Switch };

const kept = 'keycard-console-token';

/** The token of the address that the command printed. It leaves the address bar at once, and stays with this tab for a reload. */
export function takeToken(): string {
  const [, given] = /^#token=([\w-]+)$/.exec(location.hash) ?? [];
  if (given) {
    sessionStorage.setItem(kept, given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(kept) ?? '';
}

export type Ask = <Name extends keyof Answers>(name: Name, asked?: Asked | { seen: string; on: boolean }) => Promise<Reply<Answers[Name]>>;

export const askWith =
  (token: string): Ask =>
  async (name, asked = {}) => {
    try {
      const headers = { 'content-type': 'application/json', [tokenHeader]: token };
      const response = await fetch(`/calls/${name}`, { method: 'POST', headers, body: JSON.stringify(asked) });
      if (response.ok) return await response.json();
      return response.status === 403
        ? locked
        : { ok: false, failure: { code: 'console', says: `The console refuses: ${await response.text()}` } };
    } catch {
      return stopped;
    }
  };

const locked: Reply<never> = {
  ok: false,
  failure: {
    code: 'locked',
    says: 'This tab was not opened with the address that the console has printed.',
    todo: 'It stands in the terminal where npm run admin runs: open it with all that follows the #.',
  },
};

const stopped: Reply<never> = {
  ok: false,
  failure: {
    code: 'stopped',
    says: 'The console does not run any more.',
    todo: 'Start it again (npm run admin), and open the address that it prints. Copy what you have typed here first.',
  },
};
