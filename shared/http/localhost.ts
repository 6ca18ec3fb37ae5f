/** Frontends in the making, on the machine of whoever makes them. */

/** Stands for every port of `localhost`, by whichever of its names, in the variable of the origins that may call; only the stage `local` has it. */
export const anyLocalhost = 'http://localhost:*';

export const isLocalhost = (origin: string): boolean => /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(origin);
