/** Administrators put customers in, look them up and take them out. API Gateway has checked their IAM signature. */
import { tagOf } from '../shared/flow/customer-tag.ts';
import { noContent, okTagged, problem, rfc3339 } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { choiceProblem } from '../shared/http/chosen-password.ts';
import { givenPassword } from '../shared/http/given-password.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { deleteCustomer as deleteRoute, getCustomer as getRoute, putCustomer as putRoute } from '../shared/http/routes/admin.ts';
import type { Notice } from '../shared/send/notice-mail.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { tellOldPhone } from '../shared/send/tell-old-phone.ts';
import { deleteCustomer, putCustomer, readLoginOf } from '../shared/store/administration.ts';
import { type Customer, readCustomer } from '../shared/store/customers.ts';
import { addressIsDisputed } from '../shared/store/passwords.ts';
import { emailIsUndeliverable } from '../shared/store/undeliverable.ts';

const idOf = (call: Call) => call.path.customerId ?? '';
const adminOf = (call: Call) => call.admin ?? 'unknown';

/** Creates or changes a customer. What is not given falls away, except for the password and what is verified. */
export const put = endpoint(putRoute, async (call) => {
  const { username, email, phone, emailVerified, phoneVerified, locale, password } = call.body;
  const unusable = password === undefined ? undefined : choiceProblem(password, { username, email });
  if (unusable) return unusable;
  const given = await givenPassword(call.body, call.now);
  if (given.is === 'refused') return problem('invalid_request', { errors: [given.fault] });

  const done = await putCustomer(
    idOf(call),
    (before) => ({
      username,
      email,
      phone,
      locale,
      passwordHash: given.hash,
      imported: given.imported,
      emailVerified: emailVerified ?? (before?.email === email && before.emailVerified),
      phoneVerified: phone !== undefined && (phoneVerified ?? (before?.phone === phone && before.phoneVerified)),
    }),
    adminOf(call),
    call.now,
    call.ifMatch,
  );
  if (done.is === 'precondition_failed') return problem('precondition_failed');
  if (done.is === 'username_taken') return problem('username_taken');
  if (done.is === 'contended') return problem('unavailable', { retryAfter: 1 });
  if (done.before) await tellChanges(done.before, done.password === 'set', call);
  const said = { customerId: idOf(call), created: done.before === undefined, ...(done.password && { password: done.password }) };
  return okTagged(tagOf(done.after), said);
});

async function tellChanges(before: Customer, hasNewPassword: boolean, call: Call<typeof putRoute>) {
  const { email, phone, locale = before.locale ?? 'en' } = call.body;
  const { now, publicUrl } = call;
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
  const { customerId, username, email, emailVerified, phone, phoneVerified, locale, factor, factorSince, createdAt } = customer;
  return okTagged(tagOf(customer), {
    customerId,
    username,
    email,
    emailVerified,
    ...(isUndeliverable && { emailUndeliverable: true as const }),
    ...(isDisputed && { emailDisputed: true as const }),
    ...(phone && { phone }),
    phoneVerified,
    ...(locale && { locale }),
    hasPassword: login?.passwordHash !== undefined,
    twoFactor: {
      enabled: factor !== undefined,
      ...(factor && { method: factor }),
      ...(factorSince && { since: rfc3339(factorSince) }),
      recoveryCodesLeft: customer.recoveryCodes?.size ?? 0,
    },
    createdAt: rfc3339(createdAt),
  });
});

export const remove = endpoint(deleteRoute, async (call) => {
  const done = await deleteCustomer(idOf(call), adminOf(call), call.now, call.ifMatch);
  return done === 'deleted' ? noContent() : problem(done);
});
