/** Administrators put customers in, look them up and take them out. API Gateway has checked their IAM signature. */
import { nextRoundAt, rowLength } from '../shared/flow/codes.ts';
import { nobodyYet, patched } from '../shared/flow/customer-patch.ts';
import { tagOf } from '../shared/flow/customer-tag.ts';
import { noContent, okTagged, type Problem, problem, rfc3339 } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { customerShown } from '../shared/http/customer-shown.ts';
import { givenPassword } from '../shared/http/given-password.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import {
  deleteCustomer as deleteRoute,
  getCustomer as getRoute,
  patchCustomer as patchRoute,
  putCustomer as putRoute,
} from '../shared/http/routes/admin.ts';
import type { BodyOf } from '../shared/http/routes/route.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { tellOldPhone } from '../shared/send/tell-old-phone.ts';
import { type Changed, type CustomerFacts, deleteCustomer, putCustomer, readLoginOf } from '../shared/store/administration.ts';
import { type Customer, readCustomer } from '../shared/store/customers.ts';
import { addressIsDisputed } from '../shared/store/passwords.ts';
import { emailIsUndeliverable } from '../shared/store/undeliverable.ts';
import type { Locale } from '../shared/words/locale.ts';
import type { Notice } from '../shared/words/notice.ts';

const idOf = (call: Call<never>) => call.path.customerId ?? '';
const adminOf = (call: Call<never>) => call.admin ?? 'unknown';

/** Creates or changes a customer. What is not given falls away, except for the password and what is verified. */
export const put = endpoint(putRoute, async (call) => {
  const done = await change({ phone: null, locale: null, ...call.body }, call, nobodyYet);
  if ('problem' in done) return done;
  return okTagged(tagOf(done.after), { ...saidOf(done, call), created: done.before === undefined });
});

/** Changes what is named of a customer who is there. */
export const patch = endpoint(patchRoute, async (call) => {
  const done = await change(call.body, call, undefined);
  return 'problem' in done ? done : okTagged(tagOf(done.after), saidOf(done, call));
});

const saidOf = ({ password }: { password: 'set' | 'kept' | undefined }, call: Call<never>) => ({
  customerId: idOf(call),
  ...(password && { password }),
});

/** @param nobody what a customer is changed from who is not there; `undefined`: then there is nobody to change */
async function change<Nobody extends typeof nobodyYet | undefined>(given: BodyOf<typeof patchRoute>, call: Call<never>, nobody: Nobody) {
  const { now, ifMatch, ifNoneMatch } = call;
  // A password is hashed for nobody who will not be put in. Whether they are is decided by the write.
  if (ifNoneMatch && (await readCustomer(idOf(call)))) return thereAlready();
  const taken = await givenPassword(given, nobody === undefined, now);
  if (taken.is === 'refused') return problem('invalid_request', { errors: [taken.fault] });
  const choiceProblem = given.password === undefined ? undefined : await judgeOfPasswords();
  type Unusable = Problem<'password_unusable' | (Nobody extends undefined ? 'not_found' : never)>;
  const factsFor = (before: Customer | undefined): CustomerFacts | { refused: Unusable } => {
    const from = before ?? nobody;
    if (!from) return { refused: problem('not_found') as Unusable };
    const facts = patched<Locale>(from, given);
    const unusable = given.password === undefined ? undefined : choiceProblem?.(given.password, facts);
    return unusable
      ? { refused: unusable }
      : { ...facts, passwordHash: taken.hash, imported: taken.imported, changedElsewhere: taken.changedElsewhere };
  };
  const done = await putCustomer(idOf(call), factsFor, adminOf(call), now, { ifMatch, ifNoneMatch });
  if (done.is === 'refused') return done.why;
  if (done.is === 'contended') return problem('unavailable', { retryAfter: 1 });
  if (done.is === 'password_is_here') {
    const message = 'goes with a passwordHash: Keycard keeps the password of this customer';
    return problem('invalid_request', { errors: [{ path: 'passwordChangedAt', message }] });
  }
  if (done.is === 'precondition_failed' && ifNoneMatch) return thereAlready();
  if (done.is !== 'put') return problem(done.is);
  if (done.before) await tellChanges(done.before, done.after, done.password === 'set', call);
  return done;
}

/** What it knows of common passwords weighs more than all else together, and most calls bring none. */
const judgeOfPasswords = async () => (await import('../shared/http/chosen-password.ts')).choiceProblem;

const thereAlready = () => problem('precondition_failed', { detail: 'Somebody is there already, and stays as they are.' });

async function tellChanges(
  before: Customer,
  { email, phone, ...after }: Changed,
  hasNewPassword: boolean,
  { now, publicUrl }: Call<never>,
) {
  const locale = after.locale ?? before.locale ?? 'en';
  const tell = (notice: Notice) => tellCustomer({ ...before, email, locale }, notice, { now, publicUrl, locale });
  if (email !== before.email) {
    await tell({ kind: 'email_changed', oldEmail: before.email, newEmail: email, by: 'admin' });
  }
  if (phone !== undefined && phone !== before.phone) await tell({ kind: 'phone_changed', newPhone: phone });
  await tellOldPhone(before, phone, locale);
  if (hasNewPassword) await tell({ kind: 'password_changed' });
}

export const show = endpoint(getRoute, async (call) => {
  const customer = await readCustomer(idOf(call));
  if (!customer) return problem('not_found');
  const [login, isUndeliverable, isDisputed] = await Promise.all([
    readLoginOf(customer),
    emailIsUndeliverable(customer),
    addressIsDisputed(customer.customerId),
  ]);
  return okTagged(tagOf(customer), {
    ...customerShown(customer),
    ...(isUndeliverable && { emailUndeliverable: true as const }),
    ...(isDisputed && { emailDisputed: true as const }),
    hasPassword: login?.passwordHash !== undefined,
    ...(customer.passwordEndedAt !== undefined && { passwordEndedAt: rfc3339(customer.passwordEndedAt) }),
    ...wrongCodesOf(customer, call.now),
  });
});

/** Who is kept waiting by wrong codes reads so on every page; the team has to see why, and until when. */
function wrongCodesOf(customer: Customer, now: number) {
  const [inRow, nextAt] = [rowLength(customer), nextRoundAt(customer, now)];
  return inRow === 0 && nextAt <= now ? {} : { wrongCodes: { inRow, ...(nextAt > now && { nextAt: rfc3339(nextAt) }) } };
}

export const remove = endpoint(deleteRoute, async (call) => {
  const done = await deleteCustomer(idOf(call), adminOf(call), call.now, call.ifMatch);
  return done === 'deleted' ? noContent() : problem(done);
});
