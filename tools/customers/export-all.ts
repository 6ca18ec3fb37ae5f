/** Every customer, page by page: whatever their number, one page is in memory. */
import { queryOf } from '../admin-call.ts';
import type { AdminCaller } from '../admin-caller.ts';
import { written } from './csv.ts';
import type { Listed } from './customers-table.ts';
import { customersPath } from './look-up.ts';
import { patientCall } from './patience.ts';
import type { Page } from './searches.ts';

export type Format = 'csv' | 'jsonl';
export const formats: readonly Format[] = ['csv', 'jsonl'];

/** The columns of the comma-separated values, and what stands in them. */
const columns: Readonly<Record<string, (customer: Listed) => string | number | boolean | undefined>> = {
  customerId: ({ customerId }) => customerId,
  username: ({ username }) => username,
  email: ({ email }) => email,
  emailVerified: ({ emailVerified }) => emailVerified,
  phone: ({ phone }) => phone,
  phoneVerified: ({ phoneVerified }) => phoneVerified,
  locale: ({ locale }) => locale,
  twoFactorMethod: ({ twoFactor }) => twoFactor.method,
  twoFactorSince: ({ twoFactor }) => twoFactor.since,
  recoveryCodesLeft: ({ twoFactor }) => twoFactor.recoveryCodesLeft,
  createdAt: ({ createdAt }) => createdAt,
};

const record = (cells: readonly string[]): string => `${cells.map((cell) => written(cell)).join(',')}\r\n`;

const head = { csv: record(Object.keys(columns)), jsonl: '' };
const lineOf = {
  csv: (customer: Listed) => record(Object.values(columns).map((read) => String(read(customer) ?? ''))),
  jsonl: (customer: Listed) => `${JSON.stringify(customer)}\n`,
};

/** @param onPage told how many customers there are so far */
export async function* exported(caller: AdminCaller, format: Format, onPage: (count: number) => void): AsyncGenerator<string> {
  yield head[format];
  let [cursor, count]: [string | undefined, number] = [undefined, 0];
  do {
    const { answer } = await patientCall(caller, `${customersPath}?${queryOf({ limit: '100', cursor })}`);
    const page = answer as Page;
    yield page.customers.map(lineOf[format]).join('');
    count += page.customers.length;
    onPage(count);
    cursor = page.cursor;
  } while (cursor !== undefined);
}
