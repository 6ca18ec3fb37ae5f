import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { sessionsIndex, supportIndex } from '../shared/store/indexes.ts';

/** The one table. It has no name of its own, so that a stack can be installed again beside the table that a removed one left. */
export function keycardTable(scope: Construct, encryptionKey: Key): Table {
  const table = new Table(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    timeToLiveAttribute: 'ttl',
  });
  table.addGlobalSecondaryIndex({
    indexName: sessionsIndex,
    partitionKey: { name: 'customerId', type: AttributeType.STRING },
    sortKey: { name: 'startedAt', type: AttributeType.NUMBER },
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['expiresAt', 'epoch', 'device'],
  });
  table.addGlobalSecondaryIndex({
    indexName: supportIndex,
    partitionKey: { name: 'requestStatus', type: AttributeType.STRING },
    sortKey: { name: 'createdAt', type: AttributeType.NUMBER },
    projectionType: ProjectionType.ALL,
  });
  return table;
}
