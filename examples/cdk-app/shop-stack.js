/** A shop's own stack: its site in a bucket, and Keycard beside it. */
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Keycard, readOptions } from 'keycard/cdk';

/** The same that `config/<stage>.json` may say; docs/deploy.md has them all. What is wrong with them is said at the synthesis. */
const options = readOptions('prod', {
  shopName: 'Pear shop',
  homeUrl: 'https://www.shop.example/',
  mailFrom: 'Pear shop <login@shop.example>',
  allowedOrigins: ['https://www.shop.example'],
});

export class ShopStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);

    new Bucket(this, 'Site', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    const login = new Keycard(this, 'Login', { options });
    login.alarmTopic.addSubscription(new EmailSubscription('on-call@shop.example'));

    // For the role that the shop's own server runs as: it puts customers in and changes them, and nothing else.
    new ManagedPolicy(this, 'PutsCustomersIn', {
      statements: [
        new PolicyStatement({
          actions: ['execute-api:Invoke'],
          resources: ['PUT', 'PATCH'].map((method) => login.api.arnForExecuteApi(method, '/v1/admin/customers/*', 'prod')),
        }),
      ],
    });

    // The tools and chapters of Keycard's docs ask for these by their names.
    const outputs = {
      ApiUrl: login.url,
      TableName: login.tables.data.tableName,
      KeyringTableName: login.tables.keyring.tableName,
      AuditTableName: login.tables.audit.tableName,
      KeyArn: login.key.keyArn,
      AlarmTopicArn: login.alarmTopic.topicArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
