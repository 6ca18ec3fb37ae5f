/** The next code of a factor, on its way or at hand. Apart from proving it: whoever checks a code need not be able to send one. */
import { customerPlace } from '../codes/customer-place.ts';
import { dispatch } from '../codes/dispatch.ts';
import { nextTryAt } from '../flow/challenge.ts';
import { nextDispatchAt } from '../flow/codes.ts';
import type { Method } from '../flow/method.ts';
import type { Send } from './factor.ts';

const byMail: Send = async (customer, purpose, from, asked) => {
  const { now } = from;
  const dispatched = await dispatch(customerPlace(customer, purpose, from, asked), now);
  if (dispatched.is === 'sent') return { is: 'sent', customer: dispatched.item };
  if (dispatched.is !== 'not_due') return dispatched;
  return { is: 'not_due', customer: dispatched.item, until: nextDispatchAt(dispatched.item, now) };
};

const atHand: Send = async (customer, _, { now }) => {
  const until = nextTryAt(customer, now);
  return until > now ? { is: 'not_due', customer, until } : { is: 'at_hand', customer };
};

export const sending: Record<Method, Send> = { email: byMail, totp: atHand };
