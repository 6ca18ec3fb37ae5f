/** AWS Signature Version 4 of a request as it is sent, by the signer of the AWS SDK: for the tools, the demo and tests. */
import { Hash } from '@smithy/core/serde';
import { HttpRequest } from '@smithy/core/transport';
import { SignatureV4 } from '@smithy/signature-v4';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
export type SignableRequest = {
  method: string;
  /** The path as sent, percent-encoded once, with its query. */
  target: string;
  /** Lower-case names, `host` among them. */
  headers: Record<string, string>;
  body: string;
};

/**
 * @param scope `now` in milliseconds
 * @returns the headers to send, without `host`
 */
export async function sign(
  { method, target, headers, body }: SignableRequest,
  credentials: Credentials,
  { region, service, now }: { region: string; service: string; now: number },
): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service, region, credentials, sha256: Hash.bind(null, 'sha256'), applyChecksum: false });
  const [path = '/', search] = target.split(/\?(.*)/s, 2);
  const parameters = new URLSearchParams(search);
  const query = Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
  const request = new HttpRequest({ method, path, query, headers, body });
  // Whatever headers it is given, those too that a proxy may change.
  const signableHeaders = new Set(Object.keys(headers));
  const signed = await signer.sign(request, { signingDate: new Date(now), signableHeaders });
  const { host: _, ...sent } = signed.headers;
  return sent;
}
