/** The shop-wide switch, flipped as an admin flips it: by SSM. */
export const flagParameter = '/keycard/local/two-factor-enabled';

/** @throws Error with what SSM answered. */
export async function setFlag({ awsUrl }: { readonly awsUrl: string }, on: boolean): Promise<void> {
  const response = await fetch(awsUrl, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AmazonSSM.PutParameter',
      Authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/ssm/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ Name: flagParameter, Type: 'String', Value: String(on), Overwrite: true }),
  });
  if (!response.ok) throw new Error(`ssm put-parameter answered ${response.status}: ${await response.text()}`);
}
