import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { logGroup } from './log-group.ts';

export type Flag = { readonly enabledParameter: string; readonly methodsParameter: string };

/**
 * The shop-wide switch. Its two parameters belong to the admins from the moment they exist, so they are no
 * CloudFormation resources: an AWS::SSM::Parameter is written back to the template's value whenever an update touches it,
 * be it for a new description, which would switch the second factor off for a whole shop. Here the installation puts them
 * unless they exist, and no update or removal knows of them.
 */
export function flag(scope: Construct, stage: string, retention: RetentionDays): Flag {
  const enabledParameter = `/keycard/${stage}/two-factor-enabled`;
  const methodsParameter = `/keycard/${stage}/two-factor-methods`;
  const installer = new Role(scope, 'FlagInstallerRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const log = logGroup(scope, 'FlagInstallerLogs', retention);
  installer.addToPrincipalPolicy(
    new PolicyStatement({ sid: 'OwnLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [log.logGroupArn] }),
  );

  installOnce(scope, 'EnabledParameter', installer, log, {
    Name: enabledParameter,
    Type: 'String',
    Value: 'false',
    AllowedPattern: '^(true|false)$',
    Description: 'Keycard: whether customers who opted in meet their second factor (true or false)',
  });
  installOnce(scope, 'MethodsParameter', installer, log, {
    Name: methodsParameter,
    Type: 'StringList',
    Value: 'email,totp',
    Description: 'Keycard: the methods that customers can choose from',
  });
  return { enabledParameter, methodsParameter };
}

type Parameter = { readonly Name: string; readonly Type: 'String' | 'StringList'; readonly Value: string; readonly [more: string]: string };

function installOnce(scope: Construct, id: string, role: Role, log: ILogGroup, parameter: Parameter) {
  new AwsCustomResource(scope, id, {
    onCreate: {
      service: 'SSM',
      action: 'PutParameter',
      parameters: { ...parameter, Overwrite: false },
      ignoreErrorCodesMatching: 'ParameterAlreadyExists',
      physicalResourceId: PhysicalResourceId.of(parameter.Name),
    },
    policy: AwsCustomResourcePolicy.fromStatements([
      new PolicyStatement({
        actions: ['ssm:PutParameter'],
        resources: [Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameter.Name.slice(1) })],
      }),
    ]),
    // The runtime's own SDK knows PutParameter; another one would be fetched from npm while deploying.
    installLatestAwsSdk: false,
    // CDK's own role would come with a managed policy that may write to every log group of the account.
    role,
    logGroup: log,
  });
}
