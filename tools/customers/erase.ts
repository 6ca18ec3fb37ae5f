/** Taking one customer out for good, and looking whether anything still names them. */
import { queryOf, refusalIn } from '../admin-call.ts';
import type { AdminCaller } from '../admin-caller.ts';
import { Refused } from '../command.ts';
import type { SupportRequest } from '../support-request.ts';
import type { Shown } from './customers-table.ts';
import { requestsPath } from './export-one.ts';
import { customersPath, pathOf } from './look-up.ts';
import { patientAnswer, patientCall } from './patience.ts';
import type { Page } from './searches.ts';

/** Who is about to be erased. `undefined`: nobody is there, though something may be left of who was. */
export async function toErase(caller: AdminCaller, customerId: string): Promise<{ customer: Shown; tag: string } | undefined> {
  const answer = await patientAnswer(caller, 'GET', pathOf(customerId));
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new Refused(refusalIn(answer, caller.url));
  return { customer: JSON.parse(answer.text) as Shown, tag: answer.headers.get('etag') ?? '*' };
}

/** @param seen whom the admin has said yes to: nobody else is erased @throws Refused unless nothing is left that names the customer */
export async function erase(caller: AdminCaller, customerId: string, seen: { customer: Shown; tag: string } | undefined): Promise<string> {
  const done = await patientAnswer(caller, 'DELETE', pathOf(customerId), seen && { 'if-match': seen.tag });
  if (done.status === 404 && !seen) throw new Refused(`There is no customer ${customerId}, and nothing of one waits to be erased.`);
  // A call whose answer was lost has done it.
  if (done.status !== 204 && done.status !== 404) throw new Refused(refusalIn(done, caller.url));
  const looks = await looksFor(caller, customerId, seen?.customer);
  const left = looks.filter(([, isLeft]) => isLeft).map(([place]) => place);
  if (left.length > 0) throw new Refused(`${customerId} was erased, and is still named by ${left.join(', ')}. Erase again.`);
  return `${customerId} was erased. Looked at: ${looks.map(([place]) => place).join(', ')}; none names the customer.
Their audit log stays, under the id and without username, address and phone; so do backups, for as long as they are kept.`;
}

/** Each place where the customer could be named, and whether they still are. */
function looksFor(caller: AdminCaller, customerId: string, customer: Shown | undefined): Promise<[string, boolean][]> {
  const listed = async (search: Record<string, string>) => {
    const { answer } = await patientCall(caller, `${customersPath}?${queryOf({ ...search, limit: '100' })}`);
    return (answer as Page).customers.some((each) => each.customerId === customerId);
  };
  const asked = async (username: string) => {
    const { answer } = await patientCall(caller, `${requestsPath}?${queryOf({ username })}`);
    return (answer as { requests: SupportRequest[] }).requests.some((request) => request.customerId === customerId);
  };
  const looks: [string, Promise<boolean>][] = [
    ['the customer', patientAnswer(caller, 'GET', pathOf(customerId)).then(({ status }) => status !== 404)],
    ['the list', listed({ idPrefix: customerId })],
  ];
  if (customer) {
    looks.push(['their username', listed({ username: customer.username })], ['their address', listed({ email: customer.email })]);
    looks.push(['support requests', asked(customer.username)]);
  }
  return Promise.all(looks.map(async ([place, isLeft]): Promise<[string, boolean]> => [place, await isLeft]));
}
