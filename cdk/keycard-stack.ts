import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Keycard, type KeycardProps } from './keycard.ts';

/** Keycard alone: the stack that `npm run deploy` makes. */
export class KeycardStack extends Stack {
  constructor(scope: Construct, id: string, { options, bundles, ...props }: StackProps & KeycardProps) {
    super(scope, id, props);
    // `Default` leaves no trace in logical ids: they are as if all stood in the stack itself.
    const keycard = new Keycard(this, 'Default', { options, bundles });

    new CfnOutput(this, 'ApiUrl', { value: keycard.url, description: 'Where Keycard answers' });
    if (options.cdn) new CfnOutput(this, 'OriginUrl', { value: keycard.originUrl, description: 'What the CDN forwards to' });
    new CfnOutput(this, 'JwksUrl', { value: `${keycard.url}/.well-known/jwks.json`, description: 'Public keys of the access tokens' });
    new CfnOutput(this, 'TableName', { value: keycard.tables.data.tableName, description: 'What Keycard knows' });
    new CfnOutput(this, 'KeyringTableName', { value: keycard.tables.keyring.tableName, description: 'The wrapped keys' });
    new CfnOutput(this, 'AuditTableName', { value: keycard.tables.audit.tableName, description: 'The audit log' });
    new CfnOutput(this, 'KeyArn', { value: keycard.key.keyArn, description: 'What opens the tables: keyArn of a later installation' });
    new CfnOutput(this, 'FlagParameterName', { value: keycard.flagParameter, description: 'true switches two-factor login on' });
    new CfnOutput(this, 'AlarmTopicArn', {
      value: keycard.alarmTopic.topicArn,
      description: 'Where alarms go; subscribe a pager or a chat',
    });
    if (options.keyArn) new CfnOutput(this, 'ImportedKey', { value: 'true', description: 'The key is not of this stack' });
    if (options.tableArns) new CfnOutput(this, 'ImportedTables', { value: 'true', description: 'The tables are not of this stack' });
    if (options.domain) new CfnOutput(this, 'DomainName', { value: options.domain.name, description: 'The domain of its own' });
    if (keycard.domainTarget)
      new CfnOutput(this, 'DomainTarget', { value: keycard.domainTarget, description: 'What the DNS record of DomainName points to' });
  }
}
