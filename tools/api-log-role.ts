/** The role that API Gateway writes logs with: an account has one a region, for all its APIs. */
import { type AwsCaller, askRest } from './aws.ts';

/** Its ARN; `undefined`: the account has none. */
export async function apiLogRoleOf(aws: AwsCaller): Promise<string | undefined> {
  const { cloudwatchRoleArn } = (await askRest(aws, { name: 'apigateway' }, '/account')) as { cloudwatchRoleArn?: string };
  return cloudwatchRoleArn || undefined;
}

/** Without one AWS refuses a stage with logs: "CloudWatch Logs role ARN must be set in account settings to enable logging". */
export const noLogRole = 'no role writes logs of API Gateway here, and without one AWS refuses the stack';

export const makeLogRole = (stage: string): string => `config/${stage}.json: "apiLogRole": "stack"`;
