/** What the store asks of DynamoDB, in order. */
import { client } from './store.ts';

/** The commands sent from now on, until `unwatched`; what the SDK repeats is one. */
export function watched(): string[] {
  const sent: string[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      sent.push((context.commandName ?? '').replace('Command', ''));
      return next(args);
    },
    { step: 'initialize', name: 'watch', override: true },
  );
  return sent;
}

export const unwatched = (): boolean => client.middlewareStack.remove('watch');
