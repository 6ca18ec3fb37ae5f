/** API Gateway compresses what has so many bytes and more. Answers with tokens stay below: see `cdk/api.ts`. */
export const COMPRESSED_FROM = 8 * 1024;

/** What has almost as much is filled up with spaces, where they mean nothing: they add less than compressing saves. Never what holds a secret. */
export function filledUp(text: string): string {
  const missing = COMPRESSED_FROM - Buffer.byteLength(text);
  return missing > 0 && missing < COMPRESSED_FROM * 0.85 ? text + ' '.repeat(missing) : text;
}
