/** The token by which a shop's backend calls in its own name (RFC 6749 §4.4). */
import { errorIn } from './keycard-error.ts';
import type { Service } from './service.ts';

/** It is renewed this long before its end, so that none ends on its way. */
const MARGIN_MS = 30_000;

export type ClientToken = {
  /** One that is good for a while; however many ask at once, it is fetched once. @throws KeycardError */
  token(): Promise<string>;
  /** This one was refused: the next to ask gets another. */
  forget(token: string): void;
};

export function clientToken(
  service: Service,
  { clientId, clientSecret, scope }: Record<'clientId' | 'clientSecret' | 'scope', string>,
): ClientToken {
  let held: { token: string; goodUntil: number } | undefined;
  let asking: Promise<string> | undefined;

  async function fetchToken(): Promise<string> {
    const askedAt = service.now();
    const response = await service.send('/token', {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${btoa(`${inForm(clientId)}:${inForm(clientSecret)}`)}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
    });
    if (!response.ok) throw await errorIn(response);
    const { access_token: token, expires_in: seconds } = (await response.json()) as { access_token: string; expires_in: number };
    held = { token, goodUntil: askedAt + seconds * 1000 - MARGIN_MS };
    return token;
  }

  return {
    async token() {
      if (held && service.now() < held.goodUntil) return held.token;
      asking ??= fetchToken().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

/** RFC 6749 §2.3.1: id and secret are encoded as in a form before they are put together. */
const inForm = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
