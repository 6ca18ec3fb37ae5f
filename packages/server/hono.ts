/** The guard for Hono. */
import type { AccessTokens, Customer } from './access-tokens.ts';
import { admission, type Needs } from './admission.ts';

type Context = { req: { header(name: string): string | undefined }; set(key: 'customer', value: Customer): void };

/**
 * Lets those go on who bring a good access token, with `c.get('customer')`; answers the others 401, and 503 while the keys cannot be had.
 *
 * ```ts
 * const app = new Hono<{ Variables: { customer: Customer } }>();
 * app.use('/orders/*', honoGuard(tokens));
 * ```
 */
export function honoGuard(tokens: AccessTokens, needs?: Needs) {
  // biome-ignore lint/suspicious/noConfusingVoidType: it is what a middleware of Hono gives
  return async (c: Context, next: () => Promise<void>): Promise<Response | void> => {
    const { customer, denial } = await admission(tokens, c.req.header('authorization'), needs);
    if (denial) return new Response(denial.body, denial);
    c.set('customer', customer);
    await next();
  };
}
