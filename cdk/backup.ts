import { Duration, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Options } from './options.ts';
import { stackName } from './stack-name.ts';
import type { Tables } from './tables.ts';

/**
 * A backup of the tables each night, into a vault that is not the stack's: what shall outlive a stack, or an account, cannot go with it.
 * All three at the same hour: none is of use without the keyring.
 */
export function dailyBackup(scope: Construct, tables: Tables, { stage, backup }: Options): void {
  if (!backup) return;
  const { vault, daysKept, copyTo } = backup;
  const plan = new BackupPlan(scope, 'BackupPlan', {
    backupPlanName: stackName(stage),
    backupPlanRules: [
      new BackupPlanRule({
        ruleName: 'daily',
        backupVault: BackupVault.fromBackupVaultName(scope, 'BackupVault', vault),
        scheduleExpression: Schedule.cron({ hour: '2', minute: '30' }),
        deleteAfter: Duration.days(daysKept),
        ...(copyTo && {
          copyActions: [
            { destinationBackupVault: BackupVault.fromBackupVaultArn(scope, 'BackupCopies', copyTo), deleteAfter: Duration.days(daysKept) },
          ],
        }),
      }),
    ],
  });
  const role = new Role(scope, 'BackupRole', {
    assumedBy: new ServicePrincipal('backup.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup')],
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    reason: 'What AWS Backup needs is for AWS Backup to say; nothing but that service can take the role.',
  });
  plan.addSelection('BackupSelection', {
    role,
    // The role has what it needs; CDK would add the same policy once more, and the one for restoring.
    disableDefaultBackupPolicy: true,
    resources: Object.values(tables).map((table) => BackupResource.fromArn(table.tableArn)),
  });
}
