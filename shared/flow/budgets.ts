/**
 * The numbers of the rules, in one place. Milliseconds unless the name says otherwise.
 * NIST SP 800-63B §3.2.2 allows at most 100 consecutive failures on one account; the limits here are stricter.
 */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A code is accepted while its age is less than this. */
export const CODE_LIFETIME = 5 * MINUTE;
export const CHALLENGE_LIFETIME = 15 * MINUTE;
export const ATTEMPTS_PER_CODE = 5;
/** Between two dispatches to one customer. */
export const DISPATCH_INTERVAL = MINUTE;
/** The first lock makes the next dispatch wait this long, each further one twice as long. */
export const FIRST_LOCK_WAIT = MINUTE;
export const LONGEST_LOCK_WAIT = HOUR;
export const WRONG_CODES_PER_DAY = 100;

export const ACCESS_TOKEN_LIFETIME = 15 * MINUTE;
export const STAY_LOGGED_IN_LIFETIME = 30 * DAY;

/** A shared key that was not activated by then is worth nothing. */
export const PENDING_KEY_LIFETIME = 15 * MINUTE;
/** Codes sent to contacts that a customer wants to verify. */
export const CONTACT_DISPATCHES_PER_DAY = 10;
