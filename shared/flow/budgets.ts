/**
 * The numbers of the rules, in one place. Milliseconds unless the name says otherwise.
 * NIST SP 800-63B-4 §3.2.2 allows at most 100 consecutive failures on one account; the limits of codes are stricter, and those of
 * passwords refuse nobody for what others do (docs/security.md).
 */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A code is accepted while its age is less than this. */
export const CODE_LIFETIME = 5 * MINUTE;
export const CHALLENGE_LIFETIME = 15 * MINUTE;
export const ATTEMPTS_PER_CODE = 5;
/** Between two dispatches to one customer; longer after every fifth that no right code followed. */
export const DISPATCH_INTERVAL = MINUTE;
/** After the fifth wrong code of a row the next code waits this long, after each further fifth twice as long. */
export const FIRST_ROW_WAIT = MINUTE;
export const LONGEST_ROW_WAIT = HOUR;
/** So many wrong codes in a row are a guesser's, who has the password: it ends by them. */
export const WRONG_CODES_END_PASSWORD = 30;
/** The owner is told of a row at these lengths. */
export const ROW_TOLD_AT = [5, 10, 20, WRONG_CODES_END_PASSWORD];
/** Of one customer, whatever the codes are for. */
export const WRONG_CODES_PER_DAY = 100;

/** A device whose clock is so far off still shows a code that is accepted. */
export const STEP_TOLERANCE = 15 * SECOND;
/** Printed codes that come with a factor. */
export const RECOVERY_CODES = 10;

/** Wrong passwords in a row before the next try waits: from one network for one username, from one device, in one session. */
export const PASSWORDS_FREE_IN_ROW = 5;
/** The first wait after them; each further one is twice as long. */
export const FIRST_PASSWORD_WAIT = SECOND;
export const LONGEST_PASSWORD_WAIT = 15 * MINUTE;
/** Wrong passwords in a row for one username, from all networks together, before the next try takes a proof of work. */
export const PASSWORDS_WITHOUT_WORK = 100;
/** A device is known for this long after its last login, or the new password that was set on it. */
export const DEVICE_KNOWN_FOR = 90 * DAY;
/**
 * What of a password is not compared by then is cut off, and counts as a wrong one: well before the function itself is, after 10 s, and
 * after what the dearest imported hash takes for a password in two forms.
 */
export const PASSWORD_COMPARED_WITHIN = 6 * SECOND;
/** A row of wrong passwords is forgotten after so long without one. */
export const FAILURES_FORGOTTEN_AFTER = DAY;
/** What is written down under a username, which anybody can cause, by wrong passwords for names that may not exist, stays so long. */
export const ENTRY_OF_USERNAME_KEPT_FOR = 90 * DAY;

/** In characters; the fewest are an option. */
export const PASSWORD_MAXIMUM = 256;
/** The link by which a forgotten password is replaced. */
export const PASSWORD_LINK_LIFETIME = 30 * MINUTE;
/**
 * Whom a forgotten password belongs to is found, and the link reserved, within this time, whoever it is: what is there takes longer to read
 * than what is not.
 */
export const FORGOTTEN_FOUND_AFTER = 150;
/** "This wasn't me" is good for this long after the e-mail. */
export const NOT_ME_LIFETIME = 7 * DAY;

export const ACCESS_TOKEN_LIFETIME = 15 * MINUTE;
export const STAY_LOGGED_IN_LIFETIME = 30 * DAY;
/** A stay-logged-in session that was not used for so long ends. */
export const STAY_LOGGED_IN_UNUSED = 14 * DAY;
/** So long after its replacement a token still leads to the one that replaced it. */
export const TOKEN_REPEATABLE = 30 * SECOND;
/** Password and code, once given, stand for a change in the account while they are younger than this. */
export const PROOF_LIFETIME = 10 * MINUTE;

/** A shared key that was not activated by then is worth nothing. */
export const PENDING_KEY_LIFETIME = 15 * MINUTE;
/** Codes sent to contacts that a customer wants to verify. */
export const CONTACT_DISPATCHES_PER_DAY = 10;
/** Codes sent to one address or number because somebody, whoever, wants to verify it; in any 24 hours. */
export const CONTACT_CHECKS_PER_ADDRESS = 5;

/** The link of a recovery, and the code that its SMS carries. */
export const RECOVERY_LINK_LIFETIME = 5 * MINUTE;
export const RECOVERY_CODE_LIFETIME = 10 * MINUTE;
export const SMS_PER_RECOVERY = 3;
/** A contact changed less than this ago cannot be used for a recovery. */
export const CONTACT_TOO_NEW = DAY;
/** SMS of one customer's recoveries in any 24 hours, whatever their number. */
export const RECOVERY_SMS_PER_DAY = 10;
/** Of the SMS that the shop sends in any 24 hours, the share that checks of contacts leave to recoveries. */
export const SMS_KEPT_FOR_RECOVERIES = 1 / 4;
export const CAPTCHA_LIFETIME = 10 * MINUTE;
/** Support requests in any 24 hours about one account; where there is none, with one text in the place of its name. */
export const SUPPORT_REQUESTS_PER_ACCOUNT = 3;
/** So many support requests in 24 hours from one source network cost the plain CAPTCHA; each further one twice as much as the one before. */
export const SUPPORT_REQUESTS_AT_PLAIN_WORK = 3;
/** The most work that a CAPTCHA asks for, in plain ones: a slow phone has to be done before it expires. */
export const MOST_WORK = 16;
/** Notes of a support request: its item stays small enough to be listed. */
export const NOTES_PER_REQUEST = 20;
/** Of these, how many may be what somebody wrote who asked about the same account again: the rest are the team's. */
export const NOTES_FROM_FORM = 5;
/** Of the audit log, that customers read of themselves. */
export const ENTRIES_SHOWN = 50;

/** So long a function goes by what it knows of the shop-wide switch; and after a read that failed, or every login would wait for a service that is down. */
export const FLAG_KEPT_FOR = 30 * SECOND;
export const FLAG_ASKED_AGAIN_AFTER = 5 * SECOND;

/** Of a hosted login: from the client's request to the customer's login, and from there to the token call (RFC 6749 §4.1.2: 10 minutes at most). */
export const AUTHORIZATION_REQUEST_LIFETIME = HOUR;
export const AUTHORIZATION_CODE_LIFETIME = MINUTE;
/** From the shop's account into ours, by a link. */
export const HANDOVER_LIFETIME = MINUTE;
