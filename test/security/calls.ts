/** Every call of the contract as a request: a body that its schema takes, and who may send it. */
import { type RouteName, routes } from '../../shared/http/routes/map.ts';
import type { Route } from '../../shared/http/routes/route.ts';
import type { Answer, CallOptions } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';

export type NamedRoute = Route & { name: RouteName };

export const allRoutes: NamedRoute[] = Object.entries(routes).map(([name, route]) => ({ ...(route as Route), name: name as RouteName }));

/** The path of a call, about something that is nobody's. */
export const pathOf = ({ path }: Pick<Route, 'path'>): string => path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');

/** Calls that take a JSON body, without those that admins sign. */
export const callsWithBody = allRoutes.filter(({ body, auth }) => body !== undefined && auth !== 'iam');

/** The fields of a call's body; those it cannot do without. */
export function fieldsOf({ body }: Pick<Route, 'body'>): { all: string[]; required: string[] } {
  const entries = (body as unknown as { entries: Record<string, { type: string }> }).entries;
  const all = Object.keys(entries);
  return { all, required: all.filter((name) => entries[name]?.type !== 'optional') };
}

/** For each field of any call a value that is well-formed, though nobody's. */
const wellFormed: Record<string, unknown> = {
  username: 'nobody@example.com',
  password: 'nobody-knows-this-one',
  newPassword: 'nor-will-know-this-one',
  challenge: 'not.a.challenge.of.ours',
  code: '123456',
  token: 'not-a-token-of-ours',
  captcha: 'not-solved',
  message: 'please',
  reachMeAt: 'nobody@example.com',
  email: 'nobody@example.com',
  verify: 'email',
  recoveryCode: '00000-00000',
  reason: 'none',
  note: 'none',
  customerId: 'nobody',
  page: 'security',
  name: 'Shop',
  type: 'public',
  redirectUris: ['https://shop.example/'],
  grants: ['authorization_code'],
  request: 'not-sealed-by-us',
};

/** Fields of which a call wants exactly one, which its schema can only say by a check. */
const oneOf: Record<string, string> = { '/v1/security/disable': 'code', '/v1/security/contact': 'email' };

/** A body with all that a call requires. @throws Error when a new field has no value here yet. */
export function wellFormedBody(route: Pick<Route, 'body' | 'path'>): Record<string, unknown> {
  return Object.fromEntries(
    [...fieldsOf(route).required, ...(oneOf[route.path] ? [oneOf[route.path] as string] : [])].map((name) => {
      if (!(name in wellFormed)) throw new Error(`${route.path} asks for ${name}, and this test knows no value for it`);
      return [name, wellFormed[name]];
    }),
  );
}

/** Sends a text as the body of a call, signed where the call wants that. */
export function sendText(
  stack: TestStack,
  route: Pick<Route, 'method' | 'path'>,
  text: string,
  options: CallOptions = {},
): Promise<Answer> {
  return stack.browser().send(route.method, route.path, text, options);
}
