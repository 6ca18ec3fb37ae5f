import { join } from 'node:path';
import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { variables } from '../shared/config/environment.ts';
import { brandedBundle } from './brand/branded-bundle.ts';
import type { FunctionName } from './functions.ts';
import type { Grant } from './grant.ts';
import { logGroup } from './log-group.ts';
import { countLines } from './log-metrics.ts';
import type { Options } from './options.ts';

/** `support-sweep` → `SupportSweep`. */
function constructId(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Makes functions out of their bundles. Each has a role and a log group of its own; the role begins with writing to that
 * log group and to X-Ray, and what else it may do is in `given`.
 */
export function functionMaker(scope: Construct, bundles: string, options: Options) {
  return (name: FunctionName, ...given: readonly Grant[]): LambdaFunction => {
    const id = constructId(name);
    const log = logGroup(scope, `${id}Logs`, options.logRetentionDays);

    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPrincipalPolicy(
      new PolicyStatement({ sid: 'OwnLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [log.logGroupArn] }),
    );
    for (const statement of given.flatMap((grant) => grant.statements)) role.addToPrincipalPolicy(statement);
    const stars = Object.assign(
      { '*': 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources; no other statement of the role has only a star.' },
      ...given.map((grant) => grant.stars),
    ) as Record<string, string>;
    for (const [resource, reason] of Object.entries(stars)) {
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
    }

    const made = new LambdaFunction(scope, id, {
      description: `Keycard ${options.stage}: ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(brandedBundle(scope, join(bundles, name), options.brand, given.find(({ brand }) => brand)?.brand)),
      handler: 'index.handler',
      role,
      logGroup: log,
      // The functions write JSON themselves; around it, the JSON format would put it into a string.
      loggingFormat: LoggingFormat.TEXT,
      tracing: Tracing.ACTIVE,
      // One whole vCPU. Hashing a password (argon2id, 19 MiB) and starting up are bound by the CPU, and less memory is less
      // CPU for as much longer: it would cost the same and answer later.
      memorySize: 1769,
      // Below the 29 s of API Gateway, above any chain of calls with the SDK's retries.
      timeout: Duration.seconds(10),
      ...(name === 'login' && options.loginConcurrency !== undefined && { reservedConcurrentExecutions: options.loginConcurrency }),
      environment: Object.assign(
        {
          [variables.allowedOrigins]: options.allowedOrigins.join(' '),
          [variables.publicUrl]: options.publicUrl,
          [variables.audience]: options.audience,
          [variables.serviceDomain]: Aws.URL_SUFFIX,
          [variables.customerAddressHeader]: options.cdn?.addressHeader ?? '',
          [variables.customerPlaceHeaders]: placeHeadersOf(options),
        },
        ...given.map((grant) => grant.environment),
      ),
    });
    countLines(
      made,
      name,
      given.flatMap(({ kind }) => kind ?? []),
      options.stage,
    );
    return made;
  };
}

/** Of the country and, if the CDN names it too, of the city. */
function placeHeadersOf({ cdn }: Options): string {
  const { country, city } = cdn?.placeHeaders ?? {};
  return [country, city].filter(Boolean).join(' ');
}
