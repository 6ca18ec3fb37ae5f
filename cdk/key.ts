import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The one KMS key: encrypts the table, wraps the keyring and the shared keys. It outlives the stack, because the table
 * does, and nothing in the table can be read without it.
 */
export function encryptionKey(scope: Construct, stage: string): Key {
  return new Key(scope, 'Key', {
    description: `Keycard ${stage}: the table, the keyring and the shared keys`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
