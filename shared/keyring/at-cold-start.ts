/**
 * Begins to open the keys that the calls of this function need, beside whatever else its first call waits for: loading its code, the
 * customer's read, the switch.
 */
import { now } from '../config/clock.ts';
import { required, variables } from '../config/environment.ts';
import type { KeyPurpose } from '../store/keyring-items.ts';
import { openEarly } from './secret-keys.ts';

openEarly(required(variables.keysOpenedEarly).split(' ') as KeyPurpose[], now());
