import { Aws, RemovalPolicy, Size, Validations } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  AuthorizationType,
  AwsIntegration,
  EndpointType,
  type IRestApi,
  JsonSchemaType,
  JsonSchemaVersion,
  LogGroupLogDestination,
  type Method,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  type Model,
  RequestValidator,
  type Resource,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import * as v from 'valibot';
import { COMPRESSED_FROM } from '../shared/http/filled-up.ts';
import { ANY, gatheredAt } from '../shared/http/gathered.ts';
import { login } from '../shared/http/routes/login.ts';
import { routes } from '../shared/http/routes/map.ts';
import { forgotPassword } from '../shared/http/routes/recovery.ts';
import { type Authentication, isBeyondBrowsers, type Route } from '../shared/http/routes/route.ts';
import { onlyByTheCdn, secretsOf } from './cdn.ts';
import { callsOf, type FunctionName, functionNames } from './functions.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { logGroup } from './log-group.ts';
import type { Options } from './options.ts';
import { stackName } from './stack-name.ts';

/** Without query strings (a link may carry a token), headers and paths as sent (they hold customer ids). */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    xrayTraceId: AccessLogField.contextXrayTraceId(),
    time: AccessLogField.contextRequestTimeEpoch(),
    method: AccessLogField.contextHttpMethod(),
    route: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    latency: AccessLogField.contextResponseLatency(),
    integrationLatency: AccessLogField.contextIntegrationLatency(),
    integrationStatus: AccessLogField.contextIntegrationStatus(),
    gatewayError: AccessLogField.contextErrorResponseType(),
    sourceIp: AccessLogField.contextIdentitySourceIp(),
    iamPrincipal: AccessLogField.contextIdentityUserArn(),
  }),
);

/** Of every method by itself: each has a bucket of its own. */
const ofEachMethod: MethodDeploymentOptions = {
  // Errors only, and never the data: requests carry passwords and codes.
  loggingLevel: MethodLoggingLevel.ERROR,
  dataTraceEnabled: false,
  // Those of the whole stage cost nothing; those of a method are billed one by one.
  metricsEnabled: false,
  // Far above a shop's logins; below what would use up the account's Lambda concurrency (1,000) with password hashing.
  throttlingRateLimit: 200,
  throttlingBurstLimit: 400,
};

/** What everybody may read takes less of what all calls share, so that it starves no login. */
function methodSettings({ path, method, auth }: Route): MethodDeploymentOptions | undefined {
  // Its latency has an alarm.
  if (path === login.path && method === login.method) return { metricsEnabled: true };
  // Each is an e-mail, whoever is meant, for the asking. SES takes 14 a second of a new sender, and codes need them more.
  if (path === forgotPassword.path) return { throttlingRateLimit: 5, throttlingBurstLimit: 10 };
  if ((method === 'GET' || method === 'HEAD') && auth === 'none') return { throttlingRateLimit: 100, throttlingBurstLimit: 200 };
  return undefined;
}

export type Api = {
  readonly api: RestApi;
  readonly accessLog: ILogGroup;
  /** Where clients reach it, no slash at its end. */
  readonly url: string;
  /** Where it answers itself, which is another place behind a CDN. */
  readonly originUrl: string;
  /** What the DNS record of an own domain points to. */
  readonly domainTarget?: string;
};

/** The REST API, one method for each route, and one for all that are gathered at a place. */
export function restApi(scope: Construct, functions: Readonly<Record<FunctionName, LambdaFunction>>, options: Options): Api {
  const accessLog = logGroup(scope, 'AccessLogs', options.logRetentionDays);
  const ownLogRole = options.apiLogRole === 'stack';
  const api = new RestApi(scope, 'Api', {
    restApiName: stackName(options.stage),
    description: `Keycard ${options.stage}`,
    endpointTypes: [EndpointType.REGIONAL],
    // The pages shrink to a third. Answers with tokens stay below: compressing secrets next to what a client sent would leak (BREACH).
    minCompressionSize: Size.bytes(COMPRESSED_FROM),
    disableExecuteApiEndpoint: options.domain !== undefined,
    // API Gateway writes logs, access logs too, with a role that an account has once a region, for all its APIs: whose it is, is an option.
    // The stack's own stays when the stack goes, as other APIs may count on it by then.
    cloudWatchRole: ownLogRole,
    ...(ownLogRole && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
    deployOptions: {
      stageName: options.stage,
      accessLogDestination: new LogGroupLogDestination(accessLog),
      accessLogFormat,
      tracingEnabled: true,
      ...ofEachMethod,
      methodOptions: Object.fromEntries(
        Object.values<Route>(routes).flatMap((route) => {
          const own = methodSettings(route);
          return own ? [[`${route.path}/${route.method}`, { ...ofEachMethod, ...own }]] : [];
        }),
      ),
    },
  });
  // CDK's own output, of the same address.
  api.node.tryRemoveChild('Endpoint');
  keepExecutionLogsFor(api, options);
  // Not `api.url`: that names the stage, which deploys these answers, so neither could be made before the other.
  const atApiGateway = `https://${api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${options.stage}`;
  addGatewayResponses(api, options.publicUrl || atApiGateway, options.allowedOrigins);
  const secrets = secretsOf(options);
  addMethods(api, functions, secrets.length > 0);
  if (secrets.length > 0) onlyByTheCdn(api, secrets);
  if (ownLogRole) acknowledgeAccountRole(api);

  if (!options.domain) {
    const originUrl = api.url.replace(/\/$/, '');
    return { api, accessLog, url: options.publicUrl || originUrl, originUrl };
  }
  const domain = api.addDomainName('Domain', {
    domainName: options.domain.name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', options.domain.certificateArn),
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  return {
    api,
    accessLog,
    url: options.publicUrl,
    originUrl: `https://${options.domain.name}`,
    domainTarget: domain.domainNameAliasDomainName,
  };
}

/** API Gateway makes this log group by itself, kept for ever, unless it exists. */
function keepExecutionLogsFor(api: RestApi, options: Options): void {
  const log = new LogGroup(api, 'ExecutionLogs', {
    logGroupName: `API-Gateway-Execution-Logs_${api.restApiId}/${options.stage}`,
    retention: options.logRetentionDays,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  api.deploymentStage.node.addDependency(log);
}

function addMethods(api: RestApi, functions: Readonly<Record<FunctionName, LambdaFunction>>, apiKeyRequired: boolean): void {
  const validator = new RequestValidator(api, 'Validator', {
    // CDK's own types do not match themselves under exactOptionalPropertyTypes.
    restApi: api as IRestApi,
    requestValidatorName: 'body-and-parameters',
    validateRequestBody: true,
    validateRequestParameters: true,
  });
  const model = jsonObject(api);
  const preflights = integration(api, functions.preflight);

  const withPreflight = new Set<string>();
  const placed = new Set<string>();
  for (const of of functionNames) {
    const calls = callsOf(of);
    if (calls.length === 0) continue;
    const calling = integration(api, functions[of]);
    for (const [name, route] of calls) {
      const place = gatheredAt(of, route);
      const [path, verb] = place ? [place, ANY] : [route.path, route.method];
      if (placed.has(`${verb} ${path}`)) continue;
      placed.add(`${verb} ${path}`);
      const resource: Resource = path === '/' ? (api.root as Resource) : api.root.resourceForPath(path);
      const method = resource.addMethod(verb, calling, {
        operationName: place ? of : name,
        authorizationType: route.auth === 'iam' ? AuthorizationType.IAM : AuthorizationType.NONE,
        apiKeyRequired,
        ...(!place && asksForBody(route) && { requestValidator: validator, requestModels: { 'application/json': model } }),
      });
      acknowledgeAuthentication(method, route.auth);

      if (!isForBrowsers(route) || withPreflight.has(path)) continue;
      withPreflight.add(path);
      // Browsers send a preflight without credentials (Fetch standard, CORS-preflight fetch).
      const preflight = resource.addMethod('OPTIONS', preflights, { authorizationType: AuthorizationType.NONE, apiKeyRequired });
      acknowledgeAuthentication(preflight, 'none');
    }
  }
}

/** The API may call the function for whatever method names it: one permission a function instead of one a method, of what a stack may hold. */
function integration(api: RestApi, called: LambdaFunction): AwsIntegration {
  called.addPermission('Api', {
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: api.arnForExecuteApi('*', '/*', api.deploymentStage.stageName),
  });
  return new AwsIntegration({ service: 'lambda', path: `2015-03-31/functions/${called.functionArn}/invocations`, proxy: true });
}

/** Web frontends of other origins call these; admins and clients' backends don't call from a browser, and pages are not called. */
function isForBrowsers({ path, auth, published, everyOrigin }: Route): boolean {
  return published === true || everyOrigin === true || (path.startsWith('/v1/') && !isBeyondBrowsers(auth));
}

/**
 * The model of every body demands a JSON object and no more, though the routes know every field: what API Gateway says about a field that
 * breaks a stricter model either repeats the value (a password!) or does not name the field. The function answers those faults, each with
 * its path. So one will do for all calls, of what a stack may hold.
 */
const jsonObject = (api: RestApi): Model =>
  api.addModel('Body', {
    modelName: 'Body',
    contentType: 'application/json',
    description: 'A JSON object; its fields stand in the OpenAPI document',
    schema: { schema: JsonSchemaVersion.DRAFT4, title: 'body of a call', type: JsonSchemaType.OBJECT },
  });

/** A body that may be empty has no model, as API Gateway would refuse it. */
const asksForBody = ({ body }: Route): boolean => body !== undefined && !v.safeParse(body, {}).success;

/** cdk-nag expects a Cognito user pool, and an authorizer at API Gateway, on every method. */
function acknowledgeAuthentication(method: Method, auth: Authentication): void {
  const proof = {
    none: 'this is the login itself, or answers what is public.',
    bearer: 'the function checks the access token, which this very service signed.',
    cookie: 'the function checks the stay-logged-in cookie, which this very service set.',
    iam: 'API Gateway checks the AWS signature of an admin.',
    client: "the function checks the client's secret, which this very service made.",
    clientToken: "the function checks the client's token, which this very service signed.",
  }[auth];
  const findings = auth === 'iam' ? ['AwsSolutions-COG4'] : ['AwsSolutions-COG4', 'AwsSolutions-APIG4'];
  for (const id of findings) Validations.of(method).acknowledge({ id, reason: `Keycard takes the place of a user pool: ${proof}` });
}

function acknowledgeAccountRole(api: RestApi): void {
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    reason: 'The role belongs to the account, for all of its APIs in the region; AWS names this policy for it.',
  });
}
