/** Checks AWS signatures (Signature Version 4) as AWS does: by signing once more. IAM User Guide, "Create a signed AWS API request". */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type SignableRequest, sign } from '../tools/sigv4.ts';

type Scope = { date: string; region: string; service: string };
export type Authorization = { accessKeyId: string; scope: Scope; signedHeaders: string[]; signature: string };

/** Takes an Authorization header apart; null when it is not one of Signature Version 4. */
export function parseAuthorization(header: string | undefined): Authorization | null {
  const match =
    /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request *, *SignedHeaders=([^,\s]+) *, *Signature=([0-9a-f]{64})$/.exec(
      header?.trim() ?? '',
    );
  if (!match) return null;
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] = match;
  return { accessKeyId, scope: { date, region, service }, signedHeaders: signedHeaders.split(';'), signature };
}

/** Whether the signature is the right one for the request under this secret. */
export async function verifies(request: SignableRequest, authorization: Authorization, secretAccessKey: string): Promise<boolean> {
  const { accessKeyId, scope, signedHeaders, signature } = authorization;
  const timestamp = request.headers['x-amz-date'] ?? '';
  if (!signedHeaders.includes('host') || !timestamp.startsWith(scope.date) || Number.isNaN(timeOf(timestamp))) return false;
  // The signer takes its word for the body.
  const claimed = request.headers['x-amz-content-sha256'];
  if (claimed !== undefined && claimed !== createHash('sha256').update(request.body).digest('hex')) return false;
  const headers = Object.fromEntries(signedHeaders.map((name) => [name, request.headers[name] ?? '']));
  const again = await sign({ ...request, headers }, { accessKeyId, secretAccessKey }, { ...scope, now: timeOf(timestamp) });
  const expected = parseAuthorization(again.authorization)?.signature ?? '';
  return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}

/** Milliseconds of an `x-amz-date`; NaN when it is not one. */
export function timeOf(amzDate: string | undefined): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate ?? '') ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
