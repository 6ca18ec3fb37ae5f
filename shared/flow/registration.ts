/**
 * What a client registers: a shop's frontend or backend (RFC 6749 §2), with where people may be sent back to. The rules are for the
 * admin's call: a URI that could be read in two ways never gets into the table, so that comparing it later is comparing two strings
 * (RFC 9700 §4.1.3).
 */
import { isOrigin, urlLetters } from './web-address.ts';

/** RFC 6749 §2.1: can it keep a secret? A page or an app that people hold in their hands cannot. */
export const clientTypes = ['confidential', 'public'] as const;
export type ClientType = (typeof clientTypes)[number];

export const grantNames = ['authorization_code', 'client_credentials'] as const;
export type GrantName = (typeof grantNames)[number];

/** What a token lets its holder do: who logged in, their address (OpenID Connect Core §5.4); and Keycard's own, asking for challenges. */
export const scopeNames = ['openid', 'email', 'challenges'] as const;
export type ScopeName = (typeof scopeNames)[number];

/** A scope is of the one grant that can have it: what is asked of a customer, and what a backend does in its own name. */
export const scopesOfGrant = {
  authorization_code: ['openid', 'email'],
  client_credentials: ['challenges'],
} as const satisfies Record<GrantName, readonly ScopeName[]>;

/** Unreserved letters of RFC 3986 only: the id reads the same in a path, in a form and in HTTP Basic. A path of dots leads elsewhere. */
export const clientIdShape = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,64}$/;

export const LONGEST_URI = 512;
export const MOST_URIS = 20;

export type ClientFacts = {
  name: string;
  type: ClientType;
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
  backchannelLogoutUri?: string;
  grants: readonly GrantName[];
  scopes: readonly ScopeName[];
  origins: readonly string[];
};

type Said = 'name' | 'type' | 'grants';

/** As it is given; what is not said has a meaning. */
export type Registration = Pick<ClientFacts, Said> & { [Field in Exclude<keyof ClientFacts, Said>]?: ClientFacts[Field] | undefined };

/** Without `scopes` a client has those of its grants. */
export function factsGiven({
  redirectUris = [],
  postLogoutRedirectUris = [],
  backchannelLogoutUri,
  scopes,
  origins = [],
  ...given
}: Registration): ClientFacts {
  const ofGrants = scopeNames.filter((scope) => given.grants.includes(grantOf(scope)));
  const backchannel = backchannelLogoutUri === undefined ? {} : { backchannelLogoutUri };
  return { ...given, redirectUris, postLogoutRedirectUris, ...backchannel, scopes: scopes ?? ofGrants, origins };
}

export const grantOf = (scope: ScopeName): GrantName =>
  (scopesOfGrant.client_credentials as readonly ScopeName[]).includes(scope) ? 'client_credentials' : 'authorization_code';

/** `path` names the field: `redirectUris.0`. The message never repeats what was given. */
export type RegistrationFault = { path: string; message: string };

/**
 * Everything that is wrong with what was given; empty: nothing.
 *
 * @param onThisMachine the stage `local`, whose own address is http too
 */
export function registrationFaults(facts: ClientFacts, onThisMachine: boolean): RegistrationFault[] {
  const { name, type, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, grants, scopes, origins } = facts;
  return [
    ...fault('name', /[\p{Cc}\p{Zl}\p{Zp}]/u.test(name) && 'must be one line'),
    ...inList('redirectUris', redirectUris, redirectUriFault),
    ...fault(
      'redirectUris',
      grants.includes('authorization_code') && redirectUris.length === 0 && 'must have one for the grant authorization_code',
    ),
    ...inList('postLogoutRedirectUris', postLogoutRedirectUris, redirectUriFault),
    ...fault('backchannelLogoutUri', backchannelLogoutUri !== undefined && backchannelFault(backchannelLogoutUri, onThisMachine)),
    ...fault('grants', grants.length === 0 && 'must have at least one'),
    // RFC 6749 §4.4: the grant is the client's word for itself, and a public one has nothing to prove it by.
    ...inList('grants', grants, (grant) => type === 'public' && grant === 'client_credentials' && 'is for confidential clients only'),
    ...fault('scopes', scopes.length === 0 && 'must have at least one'),
    ...inList('scopes', scopes, (scope) => !grants.includes(grantOf(scope)) && `needs the grant ${grantOf(scope)}`),
    ...inList('origins', origins, (origin) => !isPlainOrigin(origin) && 'must be an origin such as https://shop.example'),
  ];
}

type Message = string | false | undefined;

const fault = (path: string, message: Message): RegistrationFault[] => (message ? [{ path, message }] : []);

function inList<T extends string>(name: string, list: readonly T[], messageOf: (each: T) => Message): RegistrationFault[] {
  return [
    ...fault(name, list.length > MOST_URIS && `must have at most ${MOST_URIS} entries`),
    ...list.flatMap((each, index) => fault(`${name}.${index}`, messageOf(each) || (list.indexOf(each) < index && 'must be given once'))),
  ];
}

/** As the option `allowedOrigins` is judged. */
const isPlainOrigin = (origin: string) => origin.length <= LONGEST_URI && urlLetters.test(origin) && isOrigin(origin);

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * What is wrong with a URI that people are sent back to. RFC 8252 §7.3 wants any port of a loopback address to be let in, for apps on a
 * desktop that take whatever port is free. Clients here are shops, which know theirs: the port is part of the string that is compared.
 */
export function redirectUriFault(uri: string): Message {
  const message = uriFault(uri);
  if (message) return message;
  const { protocol, hostname } = new URL(uri);
  return protocol === 'http:' && !loopback.has(hostname) && 'must be https, but for localhost, 127.0.0.1 and [::1]';
}

/** OpenID Connect Back-Channel Logout 1.0 §2.2. Nobody's browser goes there: we do. */
function backchannelFault(uri: string, onThisMachine: boolean): Message {
  const message = uriFault(uri);
  if (message) return message;
  const { protocol, hostname } = new URL(uri);
  return protocol === 'http:' && !(onThisMachine && loopback.has(hostname)) && 'must be https';
}

/** Letters of RFC 3986 without quotes and the star: no space, no backslash, no control character, nothing that needs an IDN. */
const letters = /^[\w.~:/?#[\]@!$&()+,;=%-]+$/;
/** A percent that encodes nothing, or what ends a line. */
const brokenEncoding = /%(?![0-9a-f]{2})|%[01][0-9a-f]|%7f/i;
/** What hides a step of the path from who reads it: a slash, a backslash, a dot, a percent once more. */
const hidden = /%2f|%5c|%2e|%25/i;

function uriFault(uri: string): Message {
  if (uri.length > LONGEST_URI) return `must have at most ${LONGEST_URI} characters`;
  if (!letters.test(uri)) return 'must be a URI without spaces, quotes, backslashes, stars and letters beyond ASCII';
  if (uri.includes('#')) return 'must have no fragment';
  if (!/^https?:\/\//.test(uri)) return 'must begin with https://';
  if (/^https?:\/\/[^/?]*@/.test(uri)) return 'must name no user';
  const url = URL.parse(uri);
  if (!url) return 'must be a URI';
  if (brokenEncoding.test(uri) || hidden.test(url.pathname)) return 'must encode no control character, and no / \\ . or % in its path';
  // Two spellings of one address would be two strings: browsers, proxies and shops would not agree on which is meant.
  const isPlain = url.href === uri || url.href === `${uri}/`;
  return !isPlain && 'must be written as browsers write it: host in lower case, no default port, no . or .. in its path';
}
