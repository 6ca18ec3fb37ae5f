/** A time of day as it is read aloud: „v 9:05“, „ve 12:05“. It stays on one line. */
export const at = (time: string): string => `${/^(?:[234]|1[234]|2\d):/.test(time) ? 've' : 'v'}\u00a0${time}`;
