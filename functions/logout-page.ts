import { tokenFrom } from '../shared/flow/session-token.ts';
import { redirect } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { idTokenIn } from '../shared/http/client-login.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { endSession } from '../shared/http/routes/authorization.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { toLoginPage } from '../shared/http/to-login-page.ts';
import { readClient } from '../shared/store/client-items.ts';
import { logOut } from '../shared/store/families.ts';
import { readFamily } from '../shared/store/family-items.ts';
import { firstSpoken } from '../shared/words/locale.ts';

/**
 * Where a client sends a customer to log out (OpenID Connect RP-Initiated Logout 1.0). With the ID token of their login it is done at once:
 * whoever has that is the client. Without one the customer is asked, or any page could log them out.
 */
export const handler = endpoint(endSession, async (call) => {
  const one = (name: string) => (call.everyParameter[name]?.length === 1 ? call.everyParameter[name][0] : undefined);
  const language = firstSpoken((one('ui_locales') ?? '').split(' '));
  const page = (what: string) => toLoginPage(call, language, what);

  const login = await idTokenIn(one('id_token_hint'), call);
  const clientId = one('client_id');
  if (!login || (clientId !== undefined && clientId !== login.clientId)) return page('logout');

  const setCookies = await endSessions(call, login);
  const uri = one('post_logout_redirect_uri');
  const client = uri === undefined ? undefined : await readClient(login.clientId);
  // Letter by letter as it was registered; else the customer stays here.
  if (uri === undefined || !client?.postLogoutRedirectUris.includes(uri)) return { ...page('loggedOut'), setCookies };
  const state = one('state');
  const to = state === undefined ? uri : `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`;
  return { ...redirect(to), setCookies };
});

/** The client's own session, and the one that stays logged in in this browser, if it is the same customer's. */
async function endSessions(call: Call, { customerId, sid }: { customerId: string; sid: string }): Promise<string[]> {
  await logOut(sid, call.now);
  const familyId = tokenFrom(call.cookie)?.familyId;
  const family = familyId === undefined ? undefined : await readFamily(familyId);
  if (familyId === undefined || family?.customerId !== customerId) return [];
  await logOut(familyId, call.now);
  return [clearedCookie];
}
