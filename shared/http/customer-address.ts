/**
 * Which address a call came from. What a client types is never asked: API Gateway says whom it was connected to, and where the option
 * `cdn` is set, that is the CDN, which says in one header whom *it* was connected to. API Gateway lets no call without the CDN's secret get here
 * then (`cdk/cdn.ts`), and says which key it has checked, so that a method that asks for none, by mistake, gives no stranger's header belief.
 */
import { isIP } from 'node:net';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * An IPv4 or IPv6 address. A header that is missing, comes twice or holds a list was not written by a CDN as it should be, so nothing in
 * it is believed; all customers share the CDN's own address then, as they do without the option.
 * @param addressHeader empty: no CDN is configured
 */
export function customerAddress(event: APIGatewayProxyEvent, addressHeader: string): string {
  const address = saidByCdn(event, addressHeader);
  // Not asked without need: the first time Node.js makes an expression of 3 ms to tell one.
  return address !== undefined && isIP(address) ? address : event.requestContext.identity.sourceIp;
}

/** What a configured CDN says in a header of its own, once; `undefined`: nothing that could be believed. @param name empty: it says none */
export function saidByCdn({ multiValueHeaders, requestContext }: APIGatewayProxyEvent, name: string): string | undefined {
  if (name === '' || !requestContext.identity.apiKey) return undefined;
  const named = name.toLowerCase();
  const said = Object.entries(multiValueHeaders ?? {}).flatMap(([each, values = []]) => (each.toLowerCase() === named ? values : []));
  return said.length === 1 ? said[0] : undefined;
}
