/** What a function may do with keys: those that it holds in memory, and what KMS does for it by itself. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { variables } from '../shared/config/environment.ts';
import type { KeyPurpose } from '../shared/store/keyring-items.ts';
import { type Grant, leadingKeys, openingTables } from './grant.ts';
import type { Tables } from './tables.ts';

export function keyringGrants({ tables, key }: { tables: Tables; key: IKey }) {
  const tableKey = openingTables(key);
  const keyringNames = { [variables.kmsKey]: key.keyArn, [variables.keyringTable]: tables.keyring.tableName };
  /** KMS for these purposes alone, which stand in the encryption context. */
  const usingKey = (sid: string, actions: readonly string[], purposes: readonly string[], more: Record<string, string> = {}) =>
    new PolicyStatement({
      sid,
      actions: actions.map((action) => `kms:${action}`),
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:purpose': purposes.length === 1 ? purposes[0] : purposes, ...more } },
    });

  /** Signing keys are pairs, the others are symmetric. */
  function withKeys(purposes: readonly KeyPurpose[], environment: Record<string, string> = {}): Grant {
    const symmetric = purposes.filter((purpose) => purpose !== 'signing');
    const statements = [
      new PolicyStatement({
        sid: 'Keyring',
        actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'],
        resources: [tables.keyring.tableArn],
        conditions: leadingKeys(...purposes),
      }),
      tableKey,
      usingKey('OpenKeyring', ['Decrypt'], purposes),
    ];
    if (symmetric.length > 0) statements.push(usingKey('MakeKeys', ['GenerateDataKeyWithoutPlaintext'], symmetric));
    if (symmetric.length < purposes.length) {
      // ES256 is ECDSA on P-256 (RFC 7518 §3.4).
      statements.push(
        usingKey('MakeSigningKeys', ['GenerateDataKeyPairWithoutPlaintext'], ['signing'], { 'kms:DataKeyPairSpec': 'ECC_NIST_P256' }),
      );
      // Whoever makes a pair vouches for its public half.
      statements.push(usingKey('PublicKeys', ['Encrypt', 'Decrypt'], ['public-key']));
    }
    return { environment: { ...keyringNames, ...environment }, statements };
  }

  return {
    /** Making and opening the keys of these purposes, which the function begins with as it starts. */
    keyring: (...purposes: [KeyPurpose, ...KeyPurpose[]]): Grant => withKeys(purposes, { [variables.keysOpenedEarly]: purposes.join(' ') }),

    /** The same for few of a function's calls: each opens what it needs. */
    keyringOnDemand: (...purposes: [KeyPurpose, ...KeyPurpose[]]): Grant => withKeys(purposes),

    /** Both: `early` as the function starts, `onDemand` by the few calls that need them. */
    keyringWithSome: (early: readonly KeyPurpose[], onDemand: readonly KeyPurpose[]): Grant =>
      withKeys([...early, ...onDemand], { [variables.keysOpenedEarly]: early.join(' ') }),

    /** Checking access tokens: the public keys of what signs them. */
    publicKeys: (): Grant => ({
      environment: keyringNames,
      statements: [
        new PolicyStatement({
          sid: 'SigningItems',
          actions: ['dynamodb:GetItem'],
          resources: [tables.keyring.tableArn],
          conditions: leadingKeys('signing'),
        }),
        tableKey,
        usingKey('OpenPublicKeys', ['Decrypt'], ['public-key']),
      ],
    }),

    /** Shared keys of authenticator apps, each encrypted with its customer as context. */
    sharedKeys: (...actions: ('Encrypt' | 'Decrypt')[]): Grant => ({
      environment: { [variables.kmsKey]: key.keyArn },
      statements: [usingKey('SharedKeys', actions, ['shared-key'])],
    }),
  };
}
