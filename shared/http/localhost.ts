/** Frontends in the making, on the machine of whoever makes them. */

/** Stands for every port of `localhost`, in the variable of the origins that may call; only the stage `local` has it. */
export const anyLocalhost = 'http://localhost:*';

export const isLocalhost = (origin: string): boolean => /^https?:\/\/localhost(?::\d{1,5})?$/.test(origin);
