import type { Method } from '../flow/method.ts';
import { proveByMail } from './email.ts';
import type { Prove } from './factor.ts';
import { proveByApp } from './totp.ts';

/** How a code of each method is proved. */
export const proving: Record<Method, Prove> = { email: proveByMail, totp: proveByApp };
