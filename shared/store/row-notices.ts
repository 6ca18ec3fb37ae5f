/** Who tells the owner of a row of wrong codes: of any number of callers one, together with the entry in the audit log. */
import { WRONG_CODES_END_PASSWORD } from '../flow/budgets.ts';
import { transition } from '../flow/code-events.ts';
import { record } from './audit.ts';
import { type Customer, changeCustomer, customerStep } from './customers.ts';
import { transact } from './data.ts';
import { type Condition, condition } from './expressions.ts';

/** The owner was not told of a row this long yet. */
const rowIsNotTold = (length: number): Condition => condition('rowIsNotTold', 'rowTold < :told', { ':told': length });
/** What was told of the row is what this caller took upon itself. */
const rowTellingIs = (length: number): Condition => condition('rowTellingIs', 'rowTold = :told', { ':told': length });
/** The row is this long still. */
const rowIsAsLong = (length: number): Condition => condition('rowIsAsLong', 'wrongInRow >= :told', { ':told': length });

/** Takes it upon the caller to tell the owner of a row this long. */
export async function takeRowNotice(customer: Customer, length: number, now: number): Promise<boolean> {
  if (!transition(customer, { is: 'tell of row', length }, now)) return false;
  const { customerId } = customer;
  const event = length < WRONG_CODES_END_PASSWORD ? 'codes_guessed' : 'password_ended';
  const done = await transact([
    customerStep(customerId, { set: { rowTold: length } }, [rowIsNotTold(length), rowIsAsLong(length)]),
    record(customerId, event, 'service', now, { row: length }),
  ]);
  return done.held;
}

/** The notice did not go out: the next wrong code tries again. */
export async function returnRowNotice({ customerId, rowTold }: Customer, length: number): Promise<void> {
  await changeCustomer(customerId, { set: { rowTold } }, rowTellingIs(length));
}
