/** Whether what the stack shall take over, or write its backups into, is as it has to be. */
import { sessionsIndex, supportIndex } from '../shared/store/indexes.ts';
import { type AwsCaller, askJson, askRest, ifThere } from './aws.ts';
import { type Check, type Finding, ok, warning, wrong } from './findings.ts';

export const existingKey: Check = async (aws, { keyArn }) => {
  if (!keyArn) return [];
  type Described = { KeyMetadata: { KeyState: string; KeySpec: string; MultiRegion?: boolean } };
  const described = await ifThere(askJson(aws, { name: 'kms' }, 'TrentService.DescribeKey', { KeyId: keyArn }));
  if (!described) return [wrong(`there is no key ${keyArn}`, 'name another one as keyArn')];
  const { KeyMetadata: key } = described as Described;
  const forKey = (command: string) => `aws kms ${command} --key-id ${keyArn}`;
  if (key.KeyState === 'PendingDeletion')
    // It is disabled afterwards.
    return [
      wrong('the key is scheduled for deletion, and with it the data', `${forKey('cancel-key-deletion')} && ${forKey('enable-key')}`),
    ];
  if (key.KeyState !== 'Enabled') return [wrong(`the key is ${key.KeyState}`, forKey('enable-key'))];
  if (key.KeySpec !== 'SYMMETRIC_DEFAULT') return [wrong(`the key is of the kind ${key.KeySpec}`, 'name a symmetric key as keyArn')];
  if (!key.MultiRegion)
    return [
      warning('the key is there, but no multi-region key: it cannot be taken into another region', 'nothing, if that is as it shall be'),
    ];
  return [ok('the key is there')];
};

export const existingTables: Check = async (aws, { keyArn, tableArns }) => {
  const { auditStream: _, ...tables } = tableArns ?? {};
  const found = await Promise.all(Object.entries(tables).map(([name, arn]) => existingTable(aws, name, { arn, keyArn })));
  return found.flat();
};

type Table = {
  TableArn: string;
  TableStatus: string;
  KeySchema: { AttributeName: string; KeyType: string }[];
  GlobalSecondaryIndexes?: { IndexName: string }[];
  SSEDescription?: { KMSMasterKeyArn?: string };
  DeletionProtectionEnabled?: boolean;
};

async function existingTable(
  aws: AwsCaller,
  name: string,
  { arn, keyArn }: { arn: string; keyArn: string | undefined },
): Promise<Finding[]> {
  const table = arn.replace(/^.*\//, '');
  const ask = (operation: string) => askJson(aws, { name: 'dynamodb' }, `DynamoDB_20120810.${operation}`, { TableName: table });
  const says = (fault: string) => `the table ${table} (${name}) ${fault}`;
  const described = await ifThere(ask('DescribeTable'));
  if (!described) return [wrong(says('is not there'), `name another one as tableArns.${name}`)];
  const { Table: found } = described as { Table: Table };
  // Asked for by name, as the functions do.
  if (found.TableArn !== arn)
    return [wrong(says(`is ${found.TableArn} here`), `name a table of this account and region as tableArns.${name}`)];
  if (found.TableStatus !== 'ACTIVE') return [wrong(says(`is ${found.TableStatus}`), 'wait until it is ACTIVE')];
  const keys = found.KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');
  if (keys !== 'pk HASH, sk RANGE') return [wrong(says('is none of Keycard'), `name another one as tableArns.${name}`)];
  const indexes = (found.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName);
  const lacking = name === 'data' ? [sessionsIndex, supportIndex].filter((index) => !indexes.includes(index)) : [];
  if (lacking.length > 0) return [wrong(says(`has no index ${lacking.join(', ')}`), 'restore it with its indexes')];
  if (found.SSEDescription?.KMSMasterKeyArn !== keyArn) {
    return [wrong(says(`is encrypted with ${found.SSEDescription?.KMSMasterKeyArn ?? 'no key of yours'}`), 'restore it under keyArn')];
  }
  return [ok(says('is there')), ...(await unprotected(ask, { table, found, expires: name !== 'keyring' }))];
}

type Asking = (operation: string) => Promise<unknown>;

/** What a restore leaves out, and the stack sees to for the tables that it makes itself. */
async function unprotected(ask: Asking, { table, found, expires }: { table: string; found: Table; expires: boolean }): Promise<Finding[]> {
  const [backups, ttl] = await Promise.all([ask('DescribeContinuousBackups'), expires ? ask('DescribeTimeToLive') : undefined]);
  type Backups = { ContinuousBackupsDescription?: { PointInTimeRecoveryDescription?: { PointInTimeRecoveryStatus?: string } } };
  const pitr = (backups as Backups).ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  const expiry = (ttl as { TimeToLiveDescription?: { TimeToLiveStatus?: string } } | undefined)?.TimeToLiveDescription?.TimeToLiveStatus;
  const lacks = [
    ...(pitr === 'ENABLED' ? [] : ['point-in-time recovery']),
    ...(!expires || expiry === 'ENABLED' ? [] : ['time to live on ttl']),
    ...(found.DeletionProtectionEnabled ? [] : ['protection against deletion']),
  ];
  return lacks.length > 0
    ? [warning(`the table ${table} has no ${lacks.join(', no ')}`, 'docs/deploy.md, "Backup and restore", has the commands')]
    : [];
}

export const backupVault: Check = async (aws, { backup }) => {
  if (!backup) return [];
  const asked = ifThere(askRest(aws, { name: 'backup' }, `/backup-vaults/${encodeURIComponent(backup.vault)}`));
  // AWS Backup answers so for a vault that is not there, too.
  const found = await asked.catch((error: Error) => {
    if (/^AccessDenied/.test(error.name)) return undefined;
    throw error;
  });
  if (found) return [ok(`the backup vault ${backup.vault} is there`)];
  return [
    wrong(
      `there is no backup vault ${backup.vault}, or none that you may see`,
      `aws backup create-backup-vault --backup-vault-name ${backup.vault}`,
    ),
  ];
};
