import { describe, expect, test } from 'vitest';
import { type ClientFacts, clientIdShape, factsGiven, redirectUriFault, registrationFaults } from '../../shared/flow/registration.ts';

const shop = factsGiven({
  name: 'Shop',
  type: 'confidential',
  redirectUris: ['https://shop.example/login/callback'],
  grants: ['authorization_code', 'client_credentials'],
});
const pathsOf = (change: Partial<ClientFacts>, onThisMachine = false) =>
  registrationFaults({ ...shop, ...change }, onThisMachine).map(({ path }) => path);

describe('people may be sent back to', () => {
  test.each([
    'https://shop.example',
    'https://shop.example/',
    'https://shop.example/login/callback',
    'https://shop.example:8443/callback?tenant=cz&next=%2Fcart',
    'https://shop.example/callback?next=https://jana@shop.example/',
    'https://xn--bcher-kva.example/callback',
    'https://192.0.2.7/callback',
    'https://shop.example/a%20b',
    'https://localhost/callback',
    'http://localhost:5173/callback',
    'http://127.0.0.1:8080/callback',
    'http://[::1]:8080/callback',
  ])('%s', (uri) => {
    expect(redirectUriFault(uri)).toBe(false);
  });
});

describe('nobody is sent back to', () => {
  test.each([
    ['nothing', ''],
    ['a path alone', '/callback'],
    ['whatever scheme the page has', '//shop.example/callback'],
    ['plain http', 'http://shop.example/callback'],
    ['what only looks like localhost', 'http://localhost.evil.example/callback'],
    ['another loopback address', 'http://127.0.0.2/callback'],
    ['a loopback address in other words', 'http://127.1/callback'],
    ['a loopback address as a number', 'http://2130706433/callback'],
    ['an app', 'com.shop.app:/callback'],
    ['an app with an address', 'com.shop.app:https://shop.example/callback'],
    ['a script', 'javascript:alert(1)'],
    ['a document of its own', 'data:text/html,hello'],
    ['a fragment', 'https://shop.example/callback#a'],
    ['an empty fragment', 'https://shop.example/callback#'],
    ['a user', 'https://shop.example@evil.example/callback'],
    ['a user with a password', 'https://shop:example@evil.example/callback'],
    ['an empty user', 'https://@shop.example/callback'],
    ['a user on this machine', 'http://jana@localhost/callback'],
    ['every subdomain', 'https://*.shop.example/callback'],
    ['every path', 'https://shop.example/*'],
    ['a backslash', 'https://shop.example\\@evil.example/callback'],
    ['a space', 'https://shop.example/call back'],
    ['a space at its end', 'https://shop.example/callback '],
    ['a line break', 'https://shop.example/callback\r\nSet-Cookie: a=b'],
    ['a tab, which browsers leave out', 'https://shop.example/call\tback'],
    ['a quote', 'https://shop.example/"onload="'],
    ['letters beyond ASCII', 'https://shöp.example/callback'],
    ['half a letter', 'https://shop.example/\ud800'],
    ['a host in capitals', 'https://SHOP.example/callback'],
    ['a scheme in capitals', 'HTTPS://shop.example/callback'],
    ['the port that it has anyway', 'https://shop.example:443/callback'],
    ['a step back', 'https://shop.example/a/../callback'],
    ['a step back, encoded', 'https://shop.example/a/%2e%2e/callback'],
    ['an encoded dot', 'https://shop.example/a%2Ehtml'],
    ['an encoded slash', 'https://shop.example/a%2Fcallback'],
    ['an encoded backslash', 'https://shop.example/a%5ccallback'],
    ['something encoded twice', 'https://shop.example/a%252Fcallback'],
    ['an encoded line break', 'https://shop.example/callback?a=%0d%0ab'],
    ['an encoded zero', 'https://shop.example/callback%00'],
    ['a percent that encodes nothing', 'https://shop.example/callback?a=100%'],
    ['a percent that encodes half a letter', 'https://shop.example/callback?a=%4x'],
    ['a query without the path before it', 'https://shop.example?a=b'],
    ['a port that is none', 'https://shop.example:99999/callback'],
    ['an encoded host', 'https://shop%2eexample/callback'],
    ['no host', 'https:///callback'],
    ['too much', `https://shop.example/${'a'.repeat(492)}`],
  ])('%s', (_, uri) => {
    expect(redirectUriFault(uri)).toEqual(expect.any(String));
  });
});

test('512 characters are not too many', () => {
  expect(redirectUriFault(`https://shop.example/${'a'.repeat(491)}`)).toBe(false);
});

describe('a registration', () => {
  test('that says only what it must has the scopes of its grants, and no more', () => {
    expect(shop).toMatchObject({ postLogoutRedirectUris: [], origins: [], scopes: ['openid', 'email', 'challenges'] });
    expect(shop).not.toHaveProperty('backchannelLogoutUri');
    expect(factsGiven({ ...shop, scopes: undefined, grants: ['client_credentials'] }).scopes).toEqual(['challenges']);
    expect(factsGiven({ ...shop, scopes: ['openid'] }).scopes).toEqual(['openid']);
    expect(factsGiven({ name: 'Backend', type: 'confidential', grants: ['client_credentials'] }).redirectUris).toEqual([]);
    const backchannelLogoutUri = 'https://shop.example/logout';
    expect(factsGiven({ ...shop, backchannelLogoutUri })).toEqual({ ...shop, backchannelLogoutUri });
    expect(registrationFaults(shop, false)).toEqual([]);
  });

  test.each<[string, Partial<ClientFacts>, string[]]>([
    ['two lines for a name', { name: 'Shop\nEvil' }, ['name']],
    ['a faulty URI among good ones', { redirectUris: ['https://a.example/', 'http://b.example/'] }, ['redirectUris.1']],
    ['a URI twice', { redirectUris: ['https://a.example/', 'https://a.example/'] }, ['redirectUris.1']],
    ['21 URIs', { redirectUris: Array.from({ length: 21 }, (_, nth) => `https://shop.example/${nth}`) }, ['redirectUris']],
    ['nowhere to send people back to', { redirectUris: [] }, ['redirectUris']],
    ['a faulty URI after logging out', { postLogoutRedirectUris: ['https://a.example/#'] }, ['postLogoutRedirectUris.0']],
    ['plain http for the back channel', { backchannelLogoutUri: 'http://shop.example/logout' }, ['backchannelLogoutUri']],
    ['http on its own machine for the back channel', { backchannelLogoutUri: 'http://localhost/logout' }, ['backchannelLogoutUri']],
    ['a fragment for the back channel', { backchannelLogoutUri: 'https://shop.example/#' }, ['backchannelLogoutUri']],
    ['no grant', { grants: [], scopes: ['openid'] }, ['grants', 'scopes.0']],
    ['a grant twice', { grants: ['client_credentials', 'client_credentials'], scopes: ['challenges'] }, ['grants.1']],
    ['a public client that speaks for itself', { type: 'public' }, ['grants.1']],
    ['no scope', { scopes: [] }, ['scopes']],
    ['challenges without the grant for it', { grants: ['authorization_code'] }, ['scopes.2']],
    ['an address without the grant for it', { grants: ['client_credentials'] }, ['scopes.0', 'scopes.1']],
    ['an origin with a path', { origins: ['https://shop.example', 'https://shop.example/'] }, ['origins.1']],
    ['an origin of plain http', { origins: ['http://shop.example'] }, ['origins.0']],
    ['an origin with a quote', { origins: ["https://shop'.example"] }, ['origins.0']],
    ['an origin of 513 letters', { origins: [`https://${'a'.repeat(505)}`] }, ['origins.0']],
  ])('with %s is at fault there', (_, change, paths) => {
    expect(pathsOf(change)).toEqual(paths);
  });

  test('may have 20 URIs, frontends on localhost, and a back channel on the machine of who tries it out', () => {
    const redirectUris = Array.from({ length: 20 }, (_, nth) => `https://shop.example/${nth}`);
    const longest = `https://${'a'.repeat(504)}`;
    expect(pathsOf({ redirectUris, origins: ['https://shop.example', 'http://localhost:5173', longest] })).toEqual([]);
    expect(pathsOf({ backchannelLogoutUri: 'https://shop.example/logout?tenant=cz' })).toEqual([]);
    expect(pathsOf({ backchannelLogoutUri: 'http://localhost:8080/logout' }, true)).toEqual([]);
    expect(pathsOf({ backchannelLogoutUri: 'http://shop.example/logout' }, true)).toEqual(['backchannelLogoutUri']);
    expect(pathsOf({ redirectUris: [], grants: ['client_credentials'], scopes: ['challenges'] })).toEqual([]);
  });
});

test('an id of a client has 1 to 64 letters that are the same in a path, a form and a header', () => {
  for (const id of ['a', 'shop-1.cz_~', 'x'.repeat(64), '...']) expect(clientIdShape.test(id), id).toBe(true);
  for (const id of ['', 'x'.repeat(65), 'a b', 'a:b', 'a/b', 'a%20', '.', '..', 'á', 'a\n']) expect(clientIdShape.test(id), id).toBe(false);
});
