/** The timer is the process's own, which goes on when a test moves the clock. */
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until so many milliseconds have passed. @param passed asks a stopwatch */
export async function waitUntil(passed: () => number, ms: number): Promise<void> {
  const left = ms - passed();
  if (left > 0) await pause(Math.ceil(left));
}
