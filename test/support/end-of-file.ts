/** What a test file has started, to be stopped when it is over. `end-of-file-hook.ts` does it. */

const steps: (() => Promise<void>)[] = [];

/** May be called in a hook of the file, in which none can be registered any more. */
export function atEndOfFile(step: () => Promise<void>): void {
  steps.push(step);
}

/** In the order in which they came. */
export async function endFile(): Promise<void> {
  for (const step of steps.splice(0)) await step();
}
