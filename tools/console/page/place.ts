/** Where something came from, as the team reads it: the network always, as two of them may be in one town. */
import type { Whence } from '../../../shared/words/whence.ts';

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** `near Brno, Czechia (203.0.113.0/24)`; `undefined`: nothing is told */
export function placeOf({ near, network }: Pick<Whence, 'near' | 'network'>): string | undefined {
  const country = near && countries.of(near.country);
  const place = near?.city === undefined ? country : `near ${[near.city, country].filter(Boolean).join(', ')}`;
  if (place === undefined) return network;
  return network === undefined ? place : `${place} (${network})`;
}
