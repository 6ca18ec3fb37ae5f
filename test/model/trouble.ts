/** Something that goes wrong with a dependency during the next command. */
import fc from 'fast-check';
import type { FaultKind } from '../../local/faults.ts';

export type Service = 'dynamodb' | 'kms' | 'ses' | 'sns' | 'ssm';

/**
 * `calls`: how many of them it hits. A hiccup is over before the SDK gives up (three tries, two for SSM) and must change nothing. SES is asked
 * once, so there every trouble is an outage.
 */
export type Trouble = { service: Service; action: string; kind: FaultKind; calls: number };

const wholeCommand = 1000;

/** Most of what matters is decided by an `UpdateItem`. */
const tableCalls = [
  '*',
  'UpdateItem',
  'UpdateItem',
  'UpdateItem',
  'TransactWriteItems',
  'TransactWriteItems',
  'BatchGetItem',
  'GetItem',
  'PutItem',
  'DeleteItem',
];

const lasts = (hiccup: number) => fc.oneof(fc.integer({ min: 1, max: hiccup }), fc.constant(wholeCommand));

/** `kinds`: a timeout takes seconds of real time, so a short run goes without. */
export function troubles(kinds: readonly FaultKind[]): fc.Arbitrary<Trouble> {
  // Of all faults a lost answer is the hardest to get right.
  const kind = fc.constantFrom(...kinds, 'lost-ack', 'lost-ack');
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ service: fc.constant('dynamodb'), action: fc.constantFrom(...tableCalls), kind, calls: lasts(2) }),
    },
    { weight: 4, arbitrary: fc.record({ service: fc.constant('ses'), action: fc.constant('*'), kind, calls: fc.constant(wholeCommand) }) },
    { weight: 4, arbitrary: fc.record({ service: fc.constant('ssm'), action: fc.constant('*'), kind, calls: lasts(1) }) },
    { weight: 1, arbitrary: fc.record({ service: fc.constant('kms'), action: fc.constant('*'), kind, calls: lasts(2) }) },
  ) as fc.Arbitrary<Trouble>;
}

export const isOutage = (trouble: Trouble | undefined): trouble is Trouble => trouble?.calls === wholeCommand;

export const inWords = ({ service, action, kind, calls }: Trouble): string =>
  `${service}:${action} ${kind}${calls === wholeCommand ? '' : ` ${calls} times`}`;
