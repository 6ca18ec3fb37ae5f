/**
 * Begins to open the keys that the calls of this function need, beside whatever else its first call waits for: loading its code, the
 * customer's read, the switch.
 */

import { begin } from '../aws/begun.ts';
import { now } from '../config/clock.ts';
import { required, variables } from '../config/environment.ts';
import type { KeyPurpose } from '../store/keyring-items.ts';
import { openEarly, signingKey } from './secret-keys.ts';

const purposes = required(variables.keysOpenedEarly).split(' ') as KeyPurpose[];
openEarly(purposes, now());
// Whoever signs makes what the JWKS shows, from the first call of an installation on.
if (purposes.includes('signing')) begin(signingKey(now()).catch(() => undefined));
