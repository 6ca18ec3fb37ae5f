/**
 * In the place of a recipient where there is none: SES takes what is sent there and nobody gets it; it counts towards no quota (SES
 * Developer Guide, mailbox simulator). So whoever asks about an account that is not there does not notice it by the time.
 */
export const NOBODY = 'success@simulator.amazonses.com';
