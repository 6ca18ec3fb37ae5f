/** What was asked for one customer is told to nobody who is logged in by the time that the answer comes. */
import type { Keycard } from '../client.ts';

/** @param who is logged in */
export function ownAnswers(client: Keycard, who: () => string | undefined): Keycard {
  const calls = Object.entries(client as Record<string, (...given: unknown[]) => unknown>).map(([name, call]) => [
    name,
    (...given: unknown[]) => {
      const asker = who();
      const answer = call(...given);
      return answer instanceof Promise ? answer.then((answer) => (who() === asker ? answer : new Promise(() => {}))) : answer;
    },
  ]);
  return Object.fromEntries(calls);
}
