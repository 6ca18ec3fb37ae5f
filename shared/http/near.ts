/** Near where a customer is, as a configured CDN tells it (the option `cdn.placeHeaders`): for people to recognise, and decided by it is nothing. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Near } from '../words/whence.ts';
import { saidByCdn } from './customer-address.ts';

/** A name that people read: no line of its own, nothing that turns the direction of writing, and no link, which programs for e-mails make of `a.b`. */
const cityName = /^(?=.{1,60}$)\p{L}(?:[\p{L}\p{M} ’'()-]|\.(?!\p{L}))*$/u;

/** @param placeHeaders those of the country and, if there is one, of the city, with a space between; empty: there are none */
export function nearOf(event: APIGatewayProxyEvent, placeHeaders: string): Near | undefined {
  const [ofCountry = '', ofCity = ''] = placeHeaders.split(' ');
  const country = saidByCdn(event, ofCountry);
  if (country === undefined || !/^[A-Z]{2}$/.test(country)) return undefined;
  const city = decoded(saidByCdn(event, ofCity) ?? '');
  return { country, ...(cityName.test(city) && { city }) };
}

/** Headers are ASCII: what is beyond it comes percent-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
