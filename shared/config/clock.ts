/** The one place that reads the clock. Everything else is told what time it is. */

/** Milliseconds since 1970-01-01 UTC. */
export function now(): number {
  return Date.now();
}
