/**
 * Can the time of an answer tell a known username from an unknown one? 2,000 pairs of logins with a wrong password, the
 * order within each pair by chance, compared by Welch's t; |t| < 4.5 is the bound of test vector leakage assessment
 * (ISO/IEC 17825).
 */
import { pairs as PAIRS } from './arguments.ts';
import { manyLike, person, putIn } from './people.ts';
import { benchStack, Environments, straightToEngine } from './stack.ts';
import { mean, median, quantile, welchT } from './statistics.ts';
import type { Section } from './table.ts';

const WARM_UP = 50;
const BOUND = 4.5;
/** The slowest of both, where the machine was busy with something else, are left out of both. */
const KEPT = 0.95;
/** Fewer than the five free tries a day, so that none is ever blocked. */
const TRIES_PER_CUSTOMER = 4;

export async function measure(): Promise<Section[]> {
  const stack = await benchStack();
  const functions = new Environments(stack, { variables: straightToEngine(stack) });
  try {
    await putIn(functions, person('known', 0));
    await manyLike(stack, 'known', Math.ceil((PAIRS + WARM_UP) / TRIES_PER_CUSTOMER));

    const known: number[] = [];
    const unknown: number[] = [];
    for (let pair = 0; pair < PAIRS + WARM_UP; pair++) {
      const nth = 1 + Math.floor(pair / TRIES_PER_CUSTOMER);
      const tries = [
        { someone: person('known', nth), into: known },
        { someone: person('never', nth), into: unknown },
      ];
      if (Math.random() < 0.5) tries.reverse();
      for (const { someone, into } of tries) {
        const body = { username: someone.address, password: 'a wrong password' };
        const { status, ms } = await functions.send('POST', '/v1/login', { body });
        if (status !== 401) throw new Error(`a try was answered ${status}`);
        if (pair >= WARM_UP) into.push(ms);
      }
    }

    const limit = quantile([...known, ...unknown], KEPT);
    const [a, b] = [known, unknown].map((times) => times.filter((time) => time <= limit)) as [number[], number[]];
    const note = `known ${mean(a).toFixed(2)} ms (median ${median(a).toFixed(2)}), unknown ${mean(b).toFixed(2)} ms (${median(b).toFixed(2)}); nothing left out: t = ${welchT(known, unknown).toFixed(2)}`;
    return [
      {
        title: `a wrong password of a known username beside an unknown one, ${PAIRS} pairs`,
        rows: [{ what: "Welch's t, without its sign", value: Math.abs(welchT(a, b)), goal: { most: BOUND }, note }],
      },
    ];
  } finally {
    await functions.stop();
    await stack.stop();
  }
}
