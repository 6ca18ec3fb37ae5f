import type { Method } from '../flow/method.ts';
import { email } from './email.ts';
import type { Factor } from './factor.ts';
import { totp } from './totp.ts';

/** Every factor, by its method. */
export const factors: Record<Method, Factor> = { email, totp };
