/** The parameters that stand in paths, by name. */
import * as v from 'valibot';
import { clientIdShape } from '../../flow/registration.ts';
import { customerId } from './fields.ts';

export const pathParameters: Readonly<Record<string, v.GenericSchema>> = {
  customerId,
  clientId: v.pipe(v.string(), v.regex(clientIdShape)),
  requestId: v.pipe(v.string(), v.uuid()),
  secretId: v.pipe(v.string(), v.uuid()),
};
