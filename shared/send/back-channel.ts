/** One message to a client's own server: OpenID Connect Back-Channel Logout 1.0 §2.5. */

/** A shop that is slower than that is told again. */
const PATIENCE_MS = 4000;

/** `refused`: the server was reached, and will not take this one. @throws when it could not be reached, or is out of order */
export async function tellClient(uri: string, logoutToken: string): Promise<'told' | 'refused'> {
  const answer = await fetch(uri, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'User-Agent': 'Keycard' },
    body: new URLSearchParams({ logout_token: logoutToken }),
    // Where it was registered to go, and nowhere else.
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await answer.body?.cancel();
  if (answer.status >= 500 || answer.status === 429) throw new Error(`the client's server answers ${answer.status}`);
  return answer.ok ? 'told' : 'refused';
}
