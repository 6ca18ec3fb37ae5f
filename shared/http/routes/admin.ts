/** Customers, as administrators put them in and look them up. */
import * as v from 'valibot';
import { email, locale, method, password, phone, time, username } from './fields.ts';
import { route } from './route.ts';

export const putCustomer = route({
  method: 'PUT',
  path: '/v1/admin/customers/{customerId}',
  handler: 'admin-customers.put',
  auth: 'iam',
  summary: 'Create or change a customer; settings of the second factor stay as they are',
  body: v.strictObject({
    username,
    email,
    phone: v.optional(phone),
    emailVerified: v.optional(v.boolean()),
    phoneVerified: v.optional(v.boolean()),
    password: v.optional(password),
    passwordHash: v.optional(v.pipe(v.string(), v.minLength(20), v.maxLength(512))),
    locale: v.optional(locale),
  }),
  status: 200,
  answer: v.object({ customerId: v.string(), created: v.boolean() }),
  problems: ['username_taken', 'password_unusable'],
});

export const getCustomer = route({
  method: 'GET',
  path: '/v1/admin/customers/{customerId}',
  handler: 'admin-customers.show',
  auth: 'iam',
  summary: 'Look a customer up',
  status: 200,
  answer: v.object({
    customerId: v.string(),
    username: v.string(),
    email: v.string(),
    emailVerified: v.boolean(),
    /** E-mails to it came back, or were complained about, since it was verified. */
    emailUndeliverable: v.optional(v.literal(true)),
    emailDisputed: v.optional(v.literal(true)),
    phone: v.optional(v.string()),
    phoneVerified: v.boolean(),
    locale: v.optional(locale),
    hasPassword: v.boolean(),
    twoFactor: v.object({ enabled: v.boolean(), method: v.optional(method), since: v.optional(time), recoveryCodesLeft: v.number() }),
    createdAt: time,
  }),
  problems: ['not_found'],
});

export const deleteCustomer = route({
  method: 'DELETE',
  path: '/v1/admin/customers/{customerId}',
  handler: 'admin-customers.remove',
  auth: 'iam',
  summary: 'Remove a customer and everything that belongs to them',
  status: 204,
  problems: ['not_found'],
});
