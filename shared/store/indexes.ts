/** The table's indexes, by the names that the stack makes them under. They list, for people and for who tells clients of logouts; they let nobody in. */

/** Stay-logged-in families of a customer, oldest first. Sparse: only they carry both of its attributes. */
export const sessionsIndex = 'sessionsByCustomer';

/** Support requests of a status, oldest first. Sparse too: only they have a status. */
export const supportIndex = 'supportByStatus';
