/** `npm run bench -- <parts> [--quick] [--customers 1000000] [--pairs 200] [--keep]`. */
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '2000' },
    customers: { type: 'string', default: '100000' },
  },
});

/** Each measurement only proves that it works: its figures are worth nothing. */
export const quickly = values.quick;
/** The table goes into docs/performance.md. */
export const isKept = values.keep;
/** The largest table. */
export const customers = Number(values.customers);
/** Pairs of tries whose times are compared. */
export const pairs = quickly ? 20 : Number(values.pairs);
export const asked: readonly string[] = positionals;
