/** The parameters that stand in paths, by name. */
import * as v from 'valibot';
import { customerId } from './fields.ts';

export const pathParameters: Readonly<Record<string, v.GenericSchema>> = { customerId, requestId: v.pipe(v.string(), v.uuid()) };
