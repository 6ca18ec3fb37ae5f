/**
 * The calls of some journeys are one resource and one method of API Gateway, as far as their paths begin alike: a stack holds some hundred
 * of either, and each call would take two or three. Which of them is meant their function finds in the path.
 */

/** By the journey's name. A path that is longer to the letter goes before them: `/v1/security/activity` is another function's. */
const places: Readonly<Record<string, string>> = { admin: '/v1/admin/{call+}', security: '/v1/security/{call+}' };

/** Where API Gateway takes a call that is gathered with others; `undefined`: at its own path and method. */
export function gatheredAt(journey: string, { path }: { readonly path: string }): string | undefined {
  const place = places[journey];
  return place && path.startsWith(beginningOf(place)) ? place : undefined;
}

/** Every method but that of browsers' preflights, which goes before it where they ask. */
export const ANY = 'ANY';

const rest = '{call+}';
export const isPlace = (resource: string): boolean => resource.endsWith(rest);
export const beginningOf = (place: string): string => place.slice(0, -rest.length);
