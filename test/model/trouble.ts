/** Something that goes wrong with a dependency during the next command. */
import fc from 'fast-check';
import type { FaultKind } from '../../local/faults.ts';

export type Service = 'dynamodb' | 'kms' | 'ses' | 'sns' | 'ssm';

/**
 * `calls`: how many of them it hits. A hiccup is over before the SDK gives up (three tries, two for SSM) and must change nothing. SES and SNS
 * are asked once, so there every trouble is an outage.
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
  'TransactGetItems',
  'GetItem',
  'PutItem',
  'DeleteItem',
];

const hiccup = (most: number) => fc.oneof(fc.integer({ min: 1, max: most }), fc.constant(wholeCommand));
const lasts: Record<Service, fc.Arbitrary<number>> = {
  dynamodb: hiccup(2),
  kms: hiccup(2),
  ssm: hiccup(1),
  ses: fc.constant(wholeCommand),
  sns: fc.constant(wholeCommand),
};

/**
 * @param kinds a timeout takes seconds of real time, so a short run goes without
 * @param weights how often which service has it
 */
export function troubles(kinds: readonly FaultKind[], weights: Partial<Record<Service, number>>): fc.Arbitrary<Trouble> {
  // Of all faults a lost answer is the hardest to get right.
  const kind = fc.constantFrom<FaultKind[]>(...kinds, 'lost-ack', 'lost-ack');
  const of = (service: Service) =>
    fc.record({
      service: fc.constant(service),
      action: service === 'dynamodb' ? fc.constantFrom(...tableCalls) : fc.constant('*'),
      kind,
      calls: lasts[service],
    });
  return fc.oneof(...(Object.entries(weights) as [Service, number][]).map(([service, weight]) => ({ weight, arbitrary: of(service) })));
}

export const isOutage = (trouble: Trouble | undefined): trouble is Trouble => trouble?.calls === wholeCommand;

export const inWords = ({ service, action, kind, calls }: Trouble): string =>
  `${service}:${action} ${kind}${calls === wholeCommand ? '' : ` ${calls} times`}`;
