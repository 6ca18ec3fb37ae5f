export type Patience = {
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly socketTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
};

/**
 * How long a function waits for AWS. A customer waits with it, and three tries must fit into the function's 10 seconds.
 * `throwOnRequestTimeout`: without it the SDK only warns and goes on waiting. `socketTimeout`: for an answer that breaks off, which the
 * other timeouts take for one that came.
 */
export const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1500, socketTimeout: 1500, throwOnRequestTimeout: true },
} as const satisfies Patience;

/** Where there is a last known value to go on with. */
export const briefPatience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 300, requestTimeout: 700, socketTimeout: 700, throwOnRequestTimeout: true },
} as const satisfies Patience;
