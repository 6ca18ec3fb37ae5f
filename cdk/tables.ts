import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { sessionsIndex, supportIndex } from '../shared/store/indexes.ts';
import type { Options } from './options.ts';

/**
 * What Keycard knows, the keys that it holds in memory, and what happened: three tables, because three circles of functions may write
 * them. Whoever can write what Keycard knows can neither make a key nor change what is in the log.
 */
export type Tables = { readonly data: ITable; readonly keyring: ITable; readonly audit: ITable };

/**
 * Those that exist, or new ones. None of these has a name of its own, so that a stack can be installed again beside the tables that a
 * removed one left.
 */
export function tables(scope: Construct, encryptionKey: IKey, { tableArns }: Options): Tables {
  if (tableArns) {
    const existing = (id: string, tableArn: string, tableStreamArn?: string) =>
      Table.fromTableAttributes(scope, id, { tableArn, encryptionKey, ...(tableStreamArn && { tableStreamArn }) });
    return {
      data: existing('ExistingTable', tableArns.data),
      keyring: existing('ExistingKeyring', tableArns.keyring),
      audit: existing('ExistingAudit', tableArns.audit, tableArns.auditStream),
    };
  }
  const table = (id: string, more: Pick<TableProps, 'timeToLiveAttribute' | 'stream'> = {}) =>
    new Table(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...more,
    });

  const cleansUp = { timeToLiveAttribute: 'ttl' };
  const data = table('Table', cleansUp);
  data.addGlobalSecondaryIndex({
    indexName: sessionsIndex,
    partitionKey: { name: 'customerId', type: AttributeType.STRING },
    sortKey: { name: 'startedAt', type: AttributeType.NUMBER },
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['expiresAt', 'epoch', 'device'],
  });
  data.addGlobalSecondaryIndex({
    indexName: supportIndex,
    partitionKey: { name: 'requestStatus', type: AttributeType.STRING },
    sortKey: { name: 'createdAt', type: AttributeType.NUMBER },
    projectionType: ProjectionType.ALL,
  });
  // CDK's own types do not match themselves under exactOptionalPropertyTypes.
  return {
    data: data as ITable,
    keyring: table('Keyring') as ITable,
    audit: table('Audit', { ...cleansUp, stream: StreamViewType.NEW_IMAGE }) as ITable,
  };
}
