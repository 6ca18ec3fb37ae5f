/** How a client proves itself: by one of its secrets, in HTTP Basic (`client_secret_basic`, RFC 6749 §2.3.1). */
import { type Client, type Secret, secretProved } from '../flow/client.ts';
import { clientIdShape } from '../flow/registration.ts';
import { readClient } from '../store/client-items.ts';
import { digestOfSecret } from './client-secret.ts';

type Credentials = { clientId: string; secret: string };

/**
 * What stands in the header. Both halves are encoded as in a form before they are joined; ids and secrets of ours read the same with
 * and without that.
 *
 * @param basic what stands behind `Basic`; @returns `undefined`: no id and secret that a client could have
 */
export function credentialsIn(basic: string): Credentials | undefined {
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  const [clientId, decoded] = [formDecoded(id), formDecoded(secret)];
  return clientId !== undefined && decoded !== undefined && clientIdShape.test(clientId) ? { clientId, secret: decoded } : undefined;
}

function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** A client, and which of its secrets it was proved by. */
export type ProvedClient = { client: Client; secret: Secret };

/** The same calls and the same comparisons, whether there is such a client or not, and whatever secrets it has. */
export async function provedClient({ clientId, secret }: Credentials): Promise<ProvedClient | undefined> {
  const client = await readClient(clientId);
  const proved = secretProved(client, digestOfSecret(secret));
  return client && proved && { client, secret: proved };
}
