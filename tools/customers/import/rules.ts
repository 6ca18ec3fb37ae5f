/** What the service would refuse of a customer, as far as that can be told without asking it. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as v from 'valibot';
import { parseRequest } from '../../../shared/http/parse.ts';
import { putCustomer } from '../../../shared/http/routes/admin.ts';
import { customerId as customerIdField } from '../../../shared/http/routes/fields.ts';
import { readHash } from '../../../shared/passwords/read-hash.ts';

/** As the call's body has them, in the order in which people write them. */
export const fields = ['customerId', ...Object.keys(putCustomer.body.entries)];
export const requiredFields = ['customerId', 'username', 'email'];

/** A customer as a file gives them: the body of the call, and whose it is. */
export type Given = { customerId: string; body: Record<string, unknown> };

/** What is wrong with them, by field. Never what was given: it may be a password. */
export function faultOf({ customerId, body }: { customerId: unknown; body: Record<string, unknown> }): string | undefined {
  if (customerId === undefined) return 'customerId is required';
  const id = v.safeParse(customerIdField, customerId);
  if (!id.success) return `customerId ${id.issues[0].message.startsWith('Invalid') ? 'must be a string' : id.issues[0].message}`;
  const parsed = parseRequest(putCustomer, requestOf(id.output, body));
  if ('faults' in parsed) return parsed.faults.map(({ path, message }) => `${path} ${message}`.trim()).join('; ');
  const { password, passwordHash, passwordChangedAt } = parsed.body as v.InferOutput<typeof putCustomer.body>;
  if (passwordHash === undefined) return passwordChangedAt === undefined ? undefined : 'passwordChangedAt goes with a passwordHash';
  if (password !== undefined) return 'passwordHash cannot be given together with password';
  const read = readHash(passwordHash);
  return read.is === 'refused' ? `passwordHash ${read.why}` : undefined;
}

/** As API Gateway would hand it to the function, which reads it by the same parser. */
function requestOf(customerId: string, body: Record<string, unknown>): APIGatewayProxyEvent {
  return {
    pathParameters: { customerId: encodeURIComponent(customerId) },
    headers: { 'content-type': 'application/json' },
    multiValueHeaders: {},
    body: JSON.stringify(body),
  } as unknown as APIGatewayProxyEvent;
}
