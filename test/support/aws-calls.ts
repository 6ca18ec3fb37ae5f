/** What calls ask of AWS, in words: `dynamodb GetItem`, and what became of it where that was no success. */
import { expect } from 'vitest';
import type { RecordedCall } from '../../local/aws/endpoint.ts';
import { outcome } from '../login/visitor.ts';
import type { Answer } from './browser.ts';
import type { TestStack } from './stack.ts';

export const nameOf = ({ service, action }: Pick<RecordedCall, 'service' | 'action'>): string => `${service} ${action}`;
const inWords = (call: RecordedCall): string => `${nameOf(call)}${call.outcome === 'ok' ? '' : ` (${call.outcome})`}`;

/** The calls that were refused for want of a permission, with the function that made them. */
export const deniedCalls = (stack: TestStack): string[] =>
  stack
    .calls()
    .filter(({ outcome: result }) => result.startsWith('AccessDenied'))
    .map((call) => `${call.function} ${nameOf(call)}`);

/**
 * @param stack of the test file, which is not there yet
 * @param counts which AWS calls are told of, if not all
 * @returns what makes a call, expects its outcome, and tells what the functions asked of AWS meanwhile
 */
export function callsOn(stack: () => TestStack, counts: (call: RecordedCall) => boolean = () => true) {
  return async (expected: string, operation: () => Promise<Answer>): Promise<string[]> => {
    stack().clearCalls();
    expect(outcome(await operation())).toBe(expected);
    return stack().calls().filter(counts).map(inWords);
  };
}
