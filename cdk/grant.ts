/** What grants are made of. */
import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { GrantThatLogs } from '../shared/log/events.ts';
import type { BrandedAs } from './brand/branded-bundle.ts';

export type Grant = {
  /** Of those whose holders write lines of their own into the log. */
  readonly kind?: GrantThatLogs;
  /** Their holders say or show something in the shop's way. */
  readonly brand?: BrandedAs;
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
  /** Stars in them that no name takes the place of, each with its reason; pseudo parameters as cdk-nag writes them. */
  readonly stars?: Readonly<Record<string, string>>;
};

/** DynamoDB opens a table's key in the name of whoever calls it; `kms:ViaService` keeps everything else out. */
export const openingTables = (key: IKey): PolicyStatement =>
  new PolicyStatement({
    sid: 'TableKey',
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Aws.REGION}.amazonaws.com` } },
  });

/** Of a table, only items whose partition keys are like these. */
export const leadingKeys = (...patterns: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns } });
