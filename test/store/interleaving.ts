/** Races that always come out the same: something happens just before a chosen call to the table. */
import { client } from './store.ts';

/** Does `act` before the `nth` call from now on, reads included. @returns has it happened? */
export function beforeCall(nth: number, act: () => Promise<unknown>): () => boolean {
  let calls = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      if (calls === nth) await act();
      return next(args);
    },
    { step: 'initialize', name: 'interleaving', override: true },
  );
  return () => calls >= nth;
}

export const undisturbed = (): boolean => client.middlewareStack.remove('interleaving');
