/** The one place that reads the clock. Everything else is told what time it is. */

/** Milliseconds since 1970-01-01 UTC. */
export function now(): number {
  return Date.now();
}

/** Measures how long something takes, by a clock that nobody sets. @returns asks for the milliseconds that have passed since */
export function stopwatch(): () => number {
  const began = performance.now();
  return () => performance.now() - began;
}
