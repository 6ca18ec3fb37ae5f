export type Patience = {
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number; readonly throwOnRequestTimeout: true };
};

/**
 * How long a function waits for AWS. A customer waits with it, and three tries must fit into the function's 10 seconds.
 * `throwOnRequestTimeout`: without it the SDK only warns and goes on waiting.
 */
export const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1500, throwOnRequestTimeout: true },
} as const satisfies Patience;

/** Where there is a last known value to go on with. */
export const briefPatience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 300, requestTimeout: 700, throwOnRequestTimeout: true },
} as const satisfies Patience;
