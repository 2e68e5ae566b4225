import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';

/**
 * Backs the table up every night, and copies the backup into a vault of another account or region, because
 * point-in-time recovery ends with the account.
 */
export function copiesTo(scope: Construct, vaultArn: string, table: ITable): void {
  const vault = new BackupVault(scope, 'Backups', { removalPolicy: RemovalPolicy.RETAIN });
  const plan = new BackupPlan(scope, 'BackupPlan', { backupVault: vault });
  plan.addRule(
    new BackupPlanRule({
      ruleName: 'nightly',
      scheduleExpression: Schedule.cron({ hour: '1', minute: '7' }),
      deleteAfter: Duration.days(7),
      copyActions: [
        {
          destinationBackupVault: BackupVault.fromBackupVaultArn(scope, 'CopyVault', vaultArn),
          deleteAfter: Duration.days(35),
        },
      ],
    }),
  );
  Validations.of(plan).acknowledge({
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    reason: 'This is the managed policy for AWS Backup: AWS decides what its own service needs.',
  });
  plan.addSelection('Table', { resources: [BackupResource.fromArn(table.tableArn)] });
}
