/** Waiting until an answer tells nothing by its time. The timer is the process's own, which goes on when a test moves the clock. */
import { setTimeout as pause } from 'node:timers/promises';
import { floorOf } from '../flow/imported-hash.ts';
import { formsOf } from './hashes.ts';

/**
 * @param passed milliseconds since the try began
 * @param slowest milliseconds of the slowest imported hash, if there ever was one
 */
export async function waitForFloor(passed: () => number, password: string, slowest: number | undefined): Promise<void> {
  const left = formsOf(password).length * floorOf(slowest) - passed();
  if (left > 0) await pause(Math.ceil(left));
}
