/** Customers as people read them in a terminal. */

import type { getCustomer, listCustomers } from '../../shared/http/routes/admin.ts';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import { columns, line } from '../terminal-text.ts';

export type Listed = AnswerOf<typeof listCustomers>['customers'][number];
export type Shown = AnswerOf<typeof getCustomer>;

export function table(customers: readonly Listed[]): string {
  if (customers.length === 0) return 'No customer was found.';
  const rows = customers.map(({ customerId, username, email, emailVerified, phone = '', phoneVerified, twoFactor, createdAt }) => [
    line(customerId, 40),
    line(username, 40),
    checked(line(email, 40), emailVerified),
    checked(phone, phoneVerified || !phone),
    twoFactor.method ?? '-',
    createdAt.slice(0, 10),
  ]);
  const count = `${customers.length} ${customers.length === 1 ? 'customer' : 'customers'}`;
  return `${columns([['ID', 'USERNAME', 'E-MAIL', 'PHONE', 'FACTOR', 'SINCE'], ...rows])}\n\n${count}; (?) is not verified`;
}

const checked = (contact: string, isVerified: boolean) => (isVerified ? contact : `${contact} (?)`);
const inWords = (isVerified: boolean) => (isVerified ? 'verified' : 'not verified');

export function inFull(customer: Shown): string {
  const { twoFactor, emailUndeliverable, emailDisputed, phone, passwordEndedAt, wrongCodes } = customer;
  const { method, since, recoveryCodesLeft } = twoFactor;
  const facts: [string, string | undefined][] = [
    ['ID', line(customer.customerId, 300)],
    ['Username', line(customer.username, 300)],
    ['E-mail', `${line(customer.email, 300)} (${inWords(customer.emailVerified)})`],
    ['', emailUndeliverable && 'e-mails to this address came back, or were called spam'],
    ['', emailDisputed && 'the owner of the address before says that it is not theirs: no link goes to this one'],
    ['Phone', phone && `${phone} (${inWords(customer.phoneVerified)})`],
    ['Language', customer.locale ?? 'none chosen'],
    [
      'Password',
      passwordEndedAt ? `ended ${passwordEndedAt}: it opens nothing until another is set` : customer.hasPassword ? 'set' : 'none',
    ],
    [
      'Wrong codes',
      wrongCodes && `${wrongCodes.inRow} in a row${wrongCodes.nextAt ? `; the next counts from ${wrongCodes.nextAt} on` : ''}`,
    ],
    ['Second factor', method ? `${method}, since ${since}; recovery codes left: ${recoveryCodesLeft}` : 'off'],
    ['Customer since', customer.createdAt],
  ];
  return columns(facts.filter((fact): fact is [string, string] => Boolean(fact[1])));
}
