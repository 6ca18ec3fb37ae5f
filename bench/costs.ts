/**
 * What a million logins cost, by method: the calls that were counted, warm, times list prices. And what an installation costs a month that
 * nobody uses, with everything on that is on by default.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../local/synthesize.ts';
import { amountsOf, billOf, inAll } from './bill.ts';
import { fixedCost } from './fixed-cost.ts';
import { type OperationName, operations } from './operations.ts';
import type { Section } from './table.ts';

const mostIdle = 15;

/** What each method's login is made of. */
const methods: Record<string, readonly OperationName[]> = {
  'without a factor': ['login without a factor'],
  'with a code by e-mail': ['login, code by e-mail', 'right code'],
  '… staying logged in': ['login, code by e-mail', 'right code, staying logged in'],
  'with an app': ['login with an app', 'right code of an app'],
  'with a recovery code': ['login, code by e-mail', 'recovery code'],
  'a wrong password': ['wrong password'],
  'a refresh of a session': ['refresh'],
};

export async function measure(): Promise<Section[]> {
  const counted = await operations();
  const template = JSON.parse(readFileSync(join(await synthesize(), 'Keycard.template.json'), 'utf8')) as Parameters<typeof fixedCost>[0];
  const idle = inAll(fixedCost(template).flatMap(({ what, usd }) => (usd === 0 ? [] : [[what, usd] as const])));
  return [
    {
      title: 'a million logins at list prices',
      rows: Object.entries(methods).map(([what, names]) => ({ what, ...billOf(names.map((name) => amountsOf(counted[name]))) })),
    },
    {
      title: 'an installation that nobody uses, a month at list prices',
      rows: [{ what: 'with WAF, alarms and dashboard', ...idle, goal: { most: mostIdle } }],
    },
  ];
}
