/** Asks whoever sits at the terminal. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** Did they type this, and nothing else? */
export async function confirmed(question: string, expected: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl+C and Ctrl+D end the question without an answer.
    const typed = await Promise.race([terminal.question(question), once(terminal, 'close').then(() => undefined)]);
    return typed?.trim() === expected;
  } finally {
    terminal.close();
  }
}
