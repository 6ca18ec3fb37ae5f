/** The guard for whatever speaks in `Request` and `Response`: route handlers and middleware of Next.js, workers, Deno, Bun. */
import type { AccessTokens, Customer } from './access-tokens.ts';
import { admission, type Needs } from './admission.ts';

/** Who is behind a request, or what it is to be answered. */
export type CheckedRequest = { ok: true; customer: Customer } | { ok: false; response: Response };

/**
 * ```ts
 * export async function proxy(request: NextRequest) {
 *   const checked = await checkRequest(tokens, request);
 *   return checked.ok ? NextResponse.next() : checked.response;
 * }
 * ```
 */
export async function checkRequest(tokens: AccessTokens, request: Pick<Request, 'headers'>, needs?: Needs): Promise<CheckedRequest> {
  const { customer, denial } = await admission(tokens, request.headers.get('authorization'), needs);
  return customer ? { ok: true, customer } : { ok: false, response: new Response(denial.body, denial) };
}

/**
 * A route handler for those who bring a good access token; the others are answered 401, and 503 while the keys cannot be had.
 *
 * ```ts
 * export const GET = withCustomer(tokens, async (request, customer) => Response.json(await ordersOf(customer.customerId)));
 * ```
 */
export function withCustomer<Asked extends Pick<Request, 'headers'> = Request, Context = unknown>(
  tokens: AccessTokens,
  handler: (request: Asked, customer: Customer, context: Context) => Response | Promise<Response>,
  needs?: Needs,
): (request: Asked, context: Context) => Promise<Response> {
  return async (request, context) => {
    const checked = await checkRequest(tokens, request, needs);
    return checked.ok ? handler(request, checked.customer, context) : checked.response;
  };
}
