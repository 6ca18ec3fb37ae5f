/** What every emulated service has in common. */
import type { Permission } from './iam.ts';

/** A refusal as the service words it. */
export class AwsError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type Input = Record<string, unknown>;
/** Read or write units that a call took: what DynamoDB bills. */
export type Units = { read: number } | { write: number };
/** Already in the service's own bytes: what the DynamoDB engine answered. */
export type RawAnswer = { raw: { status: number; headers: Record<string, string>; body: Buffer }; units?: Units };

export type AwsService = {
  name: ServiceName;
  /** How this service words the refusals that can come before it does anything. */
  refusals: {
    accessDenied: readonly [status: number, code: string];
    throttle: readonly [status: number, code: string, message: string];
    error: readonly [status: number, code: string, message: string];
  };
  /** All of them are needed for the call. @throws AwsError when the call is not one this service knows. */
  permissions(action: string, input: Input): Permission[];
  /** @throws AwsError for what the service refuses. */
  perform(action: string, input: Input): Promise<Input | RawAnswer> | Input;
};

const serviceNames = ['dynamodb', 'events', 'kms', 'ses', 'sns', 'ssm'] as const;
export type ServiceName = (typeof serviceNames)[number];

export function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new AwsError(400, 'ValidationException', `${name} is missing`);
  return value;
}

export function unknownAction(service: string, action: string): AwsError {
  return new AwsError(400, 'UnknownOperationException', `the local stack does not know ${service}:${action}`);
}
