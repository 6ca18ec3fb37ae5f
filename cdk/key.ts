import { RemovalPolicy } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Options } from './options.ts';

/**
 * The one KMS key: encrypts the tables, wraps the keyring and the shared keys. It outlives the stack, because the tables
 * do, and nothing in them can be read without it; a later stack takes it over by `keyArn`. It is made as a multi-region key, as none can
 * become one later: so a replica opens in another region what was written here (KMS Developer Guide, "Multi-Region keys").
 */
export function encryptionKey(scope: Construct, { stage, keyArn }: Options): IKey {
  if (keyArn) return Key.fromKeyArn(scope, 'ExistingKey', keyArn);
  return new Key(scope, 'Key', {
    description: `Keycard ${stage}: the tables, the keyring and the shared keys`,
    enableKeyRotation: true,
    multiRegion: true,
    // A first deployment that fails leaves no key behind.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}
