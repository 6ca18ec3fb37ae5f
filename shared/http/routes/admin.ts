/** Customers, as administrators put them in and look them up. */
import * as v from 'valibot';
import { customerId, email, locale, method, pageAsked, password, phone, time, timeGiven, username } from './fields.ts';
import { route } from './route.ts';

/** What a customer is put in with, beside username and address. */
const given = {
  emailVerified: v.optional(v.boolean()),
  phoneVerified: v.optional(v.boolean()),
  password: v.optional(password),
  passwordHash: v.optional(v.pipe(v.string(), v.minLength(20), v.maxLength(512))),
  /** When the password of the hash was set, in the shop. */
  passwordChangedAt: v.optional(timeGiven),
};
/** `kept`: what stands was set or ended since, so the hash that was given was not taken. */
const whatBecameOfPassword = v.optional(v.picklist(['set', 'kept']));

export const putCustomer = route({
  method: 'PUT',
  path: '/v1/admin/customers/{customerId}',
  handler: 'admin-customers.put',
  auth: 'iam',
  tagged: true,
  summary: 'Create or change a customer; settings of the second factor stay as they are',
  body: v.strictObject({
    username,
    email,
    phone: v.optional(phone),
    locale: v.optional(locale),
    ...given,
  }),
  status: 200,
  answer: v.object({ customerId: v.string(), created: v.boolean(), password: whatBecameOfPassword }),
  problems: ['username_taken', 'password_unusable'],
});

export const patchCustomer = route({
  method: 'PATCH',
  path: '/v1/admin/customers/{customerId}',
  handler: 'admin-customers.patch',
  auth: 'iam',
  tagged: true,
  summary: 'Change what is named of a customer; null takes the phone or the language away',
  body: v.strictObject({
    username: v.optional(username),
    email: v.optional(email),
    phone: v.optional(v.nullable(phone)),
    locale: v.optional(v.nullable(locale)),
    ...given,
  }),
  status: 200,
  answer: v.object({ customerId: v.string(), password: whatBecameOfPassword }),
  problems: ['not_found', 'username_taken', 'password_unusable'],
});

/** What stands in the customer's own item. */
export const customerInList = v.object({
  customerId: v.string(),
  username: v.string(),
  email: v.string(),
  emailVerified: v.boolean(),
  phone: v.optional(v.string()),
  phoneVerified: v.boolean(),
  locale: v.optional(locale),
  twoFactor: v.object({ enabled: v.boolean(), method: v.optional(method), since: v.optional(time), recoveryCodesLeft: v.number() }),
  createdAt: time,
});

export const getCustomer = route({
  method: 'GET',
  path: '/v1/admin/customers/{customerId}',
  handler: 'admin-customers.show',
  auth: 'iam',
  tagged: true,
  summary: 'Look a customer up',
  status: 200,
  answer: v.object({
    ...customerInList.entries,
    /** E-mails to it came back, or were complained about, since it was verified. */
    emailUndeliverable: v.optional(v.literal(true)),
    emailDisputed: v.optional(v.literal(true)),
    hasPassword: v.boolean(),
    /** By too many wrong codes, or by its owner's word: it opens nothing until another is set. */
    passwordEndedAt: v.optional(time),
    /** Since the last right one, where there are any; no code counts before `nextAt`. */
    wrongCodes: v.optional(v.object({ inRow: v.number(), nextAt: v.optional(time) })),
  }),
  problems: ['not_found'],
});

export const listCustomers = route({
  method: 'GET',
  path: '/v1/admin/customers',
  handler: 'admin-customer-list',
  auth: 'iam',
  summary: 'Customers by the order of their ids: all, by the beginning of their id, or by exactly one of username and address',
  query: v.strictObject({
    username: v.optional(username),
    email: v.optional(email),
    idPrefix: v.optional(customerId),
    ...pageAsked,
  }),
  status: 200,
  answer: v.object({ customers: v.array(customerInList), cursor: v.optional(v.string()) }),
  problems: [],
});

export const endSessions = route({
  method: 'POST',
  path: '/v1/admin/customers/{customerId}/end-sessions',
  handler: 'admin-end-sessions',
  auth: 'iam',
  summary: 'End every session and pending login of a customer',
  status: 204,
  problems: ['not_found'],
});

export const deleteCustomer = route({
  method: 'DELETE',
  path: '/v1/admin/customers/{customerId}',
  handler: 'admin-customers.remove',
  auth: 'iam',
  tagged: true,
  summary: 'Remove a customer and everything that belongs to them',
  status: 204,
  problems: ['not_found'],
});
