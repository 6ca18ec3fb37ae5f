import type { Delivery } from './message.ts';

/**
 * How SES and SNS are called. One attempt: sending is not idempotent, and a repetition after a lost
 * answer is a second message. Hence no kept-alive connection either: one that was closed while the function was
 * frozen shows only when it is written to, and there would be no second attempt to make up for it.
 * All in milliseconds; `requestTimeout` counts from the start of the call.
 */
export const oneAttempt = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 3000,
    throwOnRequestTimeout: true,
    socketTimeout: 3000,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
} as const;

/** Sends, and tells what became of it. A provider's failure is a value: this does not throw. */
export async function deliver(send: () => Promise<{ MessageId?: unknown }>): Promise<Delivery> {
  try {
    const { MessageId } = await send();
    if (typeof MessageId !== 'string') throw new Error('the provider did not say that it has taken it');
    return { outcome: 'accepted', id: MessageId };
  } catch (error) {
    const failure: Failure = error instanceof Error ? error : new Error();
    const certain = neverLeft(failure) || answeredWithClientError(failure);
    return { outcome: certain ? 'refused' : 'unknown', reason: nameOf(failure) };
  }
}

type Failure = Error & {
  code?: string;
  syscall?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number };
};

/** No connection, no request: the name did not resolve, the port was closed, or there was nothing to sign with. */
function neverLeft(failure: Failure): boolean {
  // Node tries each address of a name and reports the attempts together.
  if (failure instanceof AggregateError) return failure.errors.length > 0 && failure.errors.every(neverLeft);
  return failure.syscall === 'connect' || failure.syscall === 'getaddrinfo' || failure.name === 'CredentialsProviderError';
}

/** AccessDenied, MessageRejected, Throttling, InvalidParameter …: the provider answered, and it did not take the message. */
function answeredWithClientError(failure: Failure): boolean {
  const status = failure.$metadata?.httpStatusCode ?? failure.$response?.statusCode ?? 0;
  return status >= 400 && status < 500;
}

/** Error names only. Whatever does not look like one could carry an address, and is not repeated. */
function nameOf(failure: Failure): string {
  const name = failure.code && ['Error', 'AggregateError'].includes(failure.name) ? failure.code : failure.name;
  return /^[A-Za-z][A-Za-z0-9_.]{1,63}$/.test(name) ? name : 'UnknownError';
}
