/** How a command for people ends: 0 done, 1 refused or not reached, 2 called wrongly. */

/** The call of the command makes no sense; its message says why, and its usage follows. */
export class WrongUse extends Error {}
/** It could not be done; its message says why, in words for people. */
export class Refused extends Error {}

/** What goes wrong while the call is read is the caller's to put right. */
export function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}

/** Sets the exit code. @throws whatever is neither: a fault of the command itself */
export function endWith(error: unknown, usage: string): void {
  if (!(error instanceof WrongUse) && !(error instanceof Refused)) throw error;
  console.error(error instanceof WrongUse ? `${error.message}\n\n${usage}` : error.message);
  process.exitCode = error instanceof WrongUse ? 2 : 1;
}
