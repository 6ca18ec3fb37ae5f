/**
 * Can the time of an answer tell a known username from an unknown one? 2,000 pairs of logins with a wrong password, the
 * order within each pair by chance, compared by Welch's t; |t| < 4.5 is the bound of test vector leakage assessment
 * (ISO/IEC 17825).
 */
import { Browser } from '../test/support/browser.ts';
import { benchStack, putCustomer } from './stack.ts';
import { mean, ms, quantile, welchT } from './statistics.ts';

const PAIRS = 2000;
const WARM_UP = 50;
const BOUND = 4.5;
/** The slowest of both, where the machine was busy with something else, are left out of both. */
const KEPT = 0.95;
/** Fewer than the five free tries a day, so that none is ever blocked. */
const TRIES_PER_CUSTOMER = 4;

export async function measure(): Promise<boolean> {
  const stack = await benchStack();
  try {
    const browser = new Browser(stack.url);
    const customers = Math.ceil((PAIRS + WARM_UP) / TRIES_PER_CUSTOMER);
    for (let i = 0; i < customers; i++) await putCustomer(stack, `known-${i}`, 'the right password');

    const known: number[] = [];
    const unknown: number[] = [];
    for (let pair = 0; pair < PAIRS + WARM_UP; pair++) {
      const name = Math.floor(pair / TRIES_PER_CUSTOMER);
      const tries = [
        { username: `known-${name}`, into: known },
        { username: `nobody-${name}`, into: unknown },
      ];
      if (Math.random() < 0.5) tries.reverse();
      for (const { username, into } of tries) {
        const began = performance.now();
        const { status } = await browser.post('/v1/login', { username, password: 'a wrong password' });
        const took = performance.now() - began;
        if (status !== 401) throw new Error(`a try was answered ${status}`);
        if (pair >= WARM_UP) into.push(took);
      }
    }

    const limit = quantile([...known, ...unknown], KEPT);
    const [a, b] = [known, unknown].map((times) => times.filter((time) => time <= limit)) as [number[], number[]];
    const t = welchT(a, b);
    console.log(`known    mean ${ms(mean(a))}  median ${ms(quantile(a, 0.5))}  (${a.length} of ${known.length})`);
    console.log(`unknown  mean ${ms(mean(b))}  median ${ms(quantile(b, 0.5))}  (${b.length} of ${unknown.length})`);
    console.log(`Welch's t ${t.toFixed(2)} (all: ${welchT(known, unknown).toFixed(2)}); the bound is ${BOUND}`);
    return Math.abs(t) < BOUND;
  } finally {
    await stack.stop();
  }
}
