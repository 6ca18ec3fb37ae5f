/** Waiting until an answer tells nothing by its time. */
import { waitUntil } from '../config/wait-until.ts';
import { floorOf } from '../flow/imported-hash.ts';
import { formsOf } from './hashes.ts';

/**
 * @param passed milliseconds since the try began
 * @param slowest milliseconds of the slowest imported hash, if there ever was one
 */
export const waitForFloor = (passed: () => number, password: string, slowest: number | undefined): Promise<void> =>
  waitUntil(passed, formsOf(password).length * floorOf(slowest));
