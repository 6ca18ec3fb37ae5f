/** The parameters that stand in paths, by name. */
import * as v from 'valibot';

const customerId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._~@:+-]{1,128}$/, 'must be 1 to 128 of A-Z a-z 0-9 . _ ~ @ : + -'));

export const pathParameters: Readonly<Record<string, v.GenericSchema>> = { customerId, requestId: v.pipe(v.string(), v.uuid()) };
