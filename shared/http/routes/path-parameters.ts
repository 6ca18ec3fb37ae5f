/** The parameters that stand in paths, by name. */
import * as v from 'valibot';
import { clientIdShape } from '../../flow/registration.ts';
import { customerId } from './fields.ts';

export const pathParameters: Readonly<Record<string, v.GenericSchema>> = {
  customerId,
  clientId: v.pipe(v.string(), v.regex(clientIdShape)),
  /** As `GET /v1/security` has told it: a digest, or the id of an access token. */
  sessionId: v.pipe(v.string(), v.regex(/^[\w-]{36,43}$/)),
  requestId: v.pipe(v.string(), v.uuid()),
  secretId: v.pipe(v.string(), v.uuid()),
};
