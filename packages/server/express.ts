/** The guard for Express, and for whatever else hands Node's own request and response on. */
import type { AccessTokens, Customer } from './access-tokens.ts';
import { admission, type Needs } from './admission.ts';

declare global {
  namespace Express {
    interface Request {
      /** Who is logged in, behind `expressGuard`. */
      customer?: Customer;
    }
  }
}

type Request = { headers: { authorization?: string | undefined }; customer?: Customer };
type Response = { statusCode: number; setHeader(name: string, value: string): unknown; end(body: string): unknown };

/**
 * Lets those go on who bring a good access token, with `request.customer`; answers the others 401, and 503 while the keys cannot be had.
 *
 * ```ts
 * app.get('/orders', expressGuard(tokens), (request, response) => response.json(ordersOf(request.customer!.customerId)));
 * ```
 */
export function expressGuard(tokens: AccessTokens, needs?: Needs) {
  return (request: Request, response: Response, next: (error?: unknown) => void): void => {
    admission(tokens, request.headers.authorization, needs).then(({ customer, denial }) => {
      if (customer) {
        request.customer = customer;
        return next();
      }
      response.statusCode = denial.status;
      for (const [name, value] of Object.entries(denial.headers)) response.setHeader(name, value);
      response.end(denial.body);
    }, next);
  };
}
