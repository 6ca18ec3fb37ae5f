/** Administrators look for customers. API Gateway has checked their IAM signature. */
import { ok, problem } from '../shared/http/answers.ts';
import { customerShown } from '../shared/http/customer-shown.ts';
import { cursorOf, placeOf } from '../shared/http/list-cursor.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { listCustomers } from '../shared/http/routes/admin.ts';
import { type Search, search } from '../shared/store/directory.ts';

const PER_PAGE = 50;

export const handler = endpoint(listCustomers, async ({ query }) => {
  const { limit = PER_PAGE, cursor, ...filters } = query;
  const [first, second] = Object.keys(filters);
  if (second) return fault(second, `cannot be given together with ${first}`);
  const searched = first === undefined ? { idPrefix: '' } : (filters as Search);
  const name = JSON.stringify(searched);
  const after = cursor === undefined ? undefined : placeOf(name, cursor);
  const isOfSearch = after !== undefined && (!('idPrefix' in searched) || after.startsWith(searched.idPrefix));
  if (cursor !== undefined && !isOfSearch) return fault('cursor', 'is of another search, or of none');

  const { customers, last, more } = await search(searched, limit, after);
  return ok({ customers: customers.map(customerShown), ...(more && last !== undefined && { cursor: cursorOf(name, last) }) });
});

const fault = (parameter: string, message: string) => problem('invalid_request', { errors: [{ path: `query.${parameter}`, message }] });
