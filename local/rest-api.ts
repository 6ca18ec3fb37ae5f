/** The REST API of a template: its methods, models and gateway responses. */

import { like } from './aws/iam.ts';
import { account, type Intrinsics, type Resource, region, type Template } from './intrinsics.ts';
import { secretIn } from './secrets.ts';

export type ApiMethod = {
  httpMethod: string;
  /** As API Gateway writes it: `/v1/admin/customers/{customerId}`. */
  resourcePath: string;
  resourceId: string;
  auth: 'none' | 'iam';
  needsKey: boolean;
  functionArn: string;
  validatesBody: boolean;
  /** JSON schemas by content type. */
  models: Record<string, unknown>;
  timeoutSeconds: number;
};
export type GatewayResponse = {
  statusCode?: number;
  headers: Record<string, string>;
  /** Content type to body template; null where the template gives none. */
  template: { contentType: string; body: string } | null;
};
export type RestApi = {
  id: string;
  stage: string;
  binaryMediaTypes: string[];
  /** Answers of at least this many bytes are compressed for clients that take it; undefined where none are. */
  minimumCompressionSize: number | undefined;
  methods: ApiMethod[];
  gatewayResponses: Map<string, GatewayResponse>;
  /** The API keys that the stage takes, where a method needs one. */
  keys: Set<string>;
};

export function readRestApi(template: Template, intrinsics: Intrinsics): RestApi {
  const ofType = (type: string) =>
    Object.entries(template.Resources).filter(([, resource]) => resource.Type === `AWS::ApiGateway::${type}`);
  const [api, another] = ofType('RestApi');
  if (!api || another) throw new Error('template: the local stack serves exactly one REST API');
  const [apiId, apiResource] = api;
  const [stage] = ofType('Stage');
  const stageName = stage ? intrinsics.name(stage[0]) : 'local';
  const id = intrinsics.id(apiId);

  const paths = resourcePaths(ofType('Resource'), `${id}-root`, intrinsics);
  const methods = ofType('Method').map(([logicalId, resource]) => readMethod(logicalId, resource, paths, template, intrinsics));
  const keys = readKeys(ofType('ApiKey'), ofType('UsagePlan'), ofType('UsagePlanKey'), { intrinsics, id, stageName });
  checkPermissions(methods, { template, intrinsics, id, stageName });

  return {
    id,
    stage: stageName,
    binaryMediaTypes: (intrinsics.resolve(apiResource.Properties?.BinaryMediaTypes ?? [], apiId) as string[]) ?? [],
    minimumCompressionSize: apiResource.Properties?.MinimumCompressionSize as number | undefined,
    methods,
    gatewayResponses: new Map(
      ofType('GatewayResponse').map(([logicalId, resource]) => readGatewayResponse(logicalId, resource, intrinsics)),
    ),
    keys,
  };
}

type Named = [string, Resource][];

/** A key counts for the stages of the plans that it is in. */
function readKeys(
  keys: Named,
  plans: Named,
  inPlans: Named,
  { intrinsics, id, stageName }: { intrinsics: Intrinsics; id: string; stageName: string },
): Set<string> {
  const named = (all: Named, reference: unknown, where: string) =>
    all.find(([logicalId]) => intrinsics.name(logicalId) === intrinsics.text(reference, where))?.[1].Properties;
  const taken = inPlans.flatMap(([where, { Properties = {} }]) => {
    const stages = intrinsics.resolve(named(plans, Properties.UsagePlanId, where)?.ApiStages ?? [], where) as {
      ApiId: string;
      Stage: string;
    }[];
    const key = named(keys, Properties.KeyId, where);
    const counts = key?.Enabled === true && stages.some(({ ApiId, Stage }) => ApiId === id && Stage === stageName);
    return counts ? [secretIn(intrinsics.text(key.Value, where))] : [];
  });
  return new Set(taken);
}

function resourcePaths(resources: [string, Resource][], rootId: string, intrinsics: Intrinsics): Map<string, string> {
  const paths = new Map([[rootId, '/']]);
  const waiting = new Map(resources);
  while (waiting.size > 0) {
    const before = waiting.size;
    for (const [logicalId, { Properties = {} }] of waiting) {
      const parent = paths.get(intrinsics.text(Properties.ParentId, `${logicalId}.ParentId`));
      if (parent === undefined) continue;
      paths.set(intrinsics.id(logicalId), `${parent === '/' ? '' : parent}/${intrinsics.text(Properties.PathPart, logicalId)}`);
      waiting.delete(logicalId);
    }
    if (waiting.size === before) throw new Error(`template: resources without a parent: ${[...waiting.keys()].join(', ')}`);
  }
  return paths;
}

function readMethod(
  logicalId: string,
  { Properties = {} }: Resource,
  paths: Map<string, string>,
  template: Template,
  intrinsics: Intrinsics,
): ApiMethod {
  const resourceId = intrinsics.text(Properties.ResourceId, `${logicalId}.ResourceId`);
  const integration = Properties.Integration as Record<string, unknown> | undefined;
  if (integration?.Type !== 'AWS_PROXY') {
    throw new Error(`template: ${logicalId} has an integration of type ${String(integration?.Type)}; the local stack serves AWS_PROXY`);
  }
  // arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function arn>/invocations
  const uri = intrinsics.text(integration.Uri, `${logicalId}.Integration.Uri`);
  const functionArn = /\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  if (!functionArn) throw new Error(`template: ${logicalId} does not call a Lambda function: ${uri}`);

  const auth = { NONE: 'none', AWS_IAM: 'iam' } as const;
  const type = String(Properties.AuthorizationType ?? 'NONE') as keyof typeof auth;
  if (!(type in auth)) throw new Error(`template: ${logicalId} has the authorization ${type}, which the local stack does not know`);

  const models: Record<string, unknown> = {};
  for (const [contentType, model] of Object.entries((Properties.RequestModels ?? {}) as Record<string, unknown>)) {
    const name = typeof model === 'object' && model && 'Ref' in model ? String(model.Ref) : String(model);
    if (name === 'Empty') continue;
    const schema = template.Resources[name]?.Properties?.Schema;
    if (!schema) throw new Error(`template: ${logicalId} names the model ${name}, which has no schema`);
    models[contentType] = intrinsics.resolve(schema, name);
  }
  const validatorRef = Properties.RequestValidatorId as { Ref?: string } | undefined;
  const validator = validatorRef?.Ref ? template.Resources[validatorRef.Ref]?.Properties : undefined;
  return {
    httpMethod: String(Properties.HttpMethod),
    resourcePath: paths.get(resourceId) ?? '',
    resourceId,
    auth: auth[type],
    needsKey: Properties.ApiKeyRequired === true,
    functionArn,
    validatesBody: validator?.ValidateRequestBody === true,
    models,
    timeoutSeconds: Number(integration.TimeoutInMillis ?? 29_000) / 1000,
  };
}

type PermissionSources = { template: Template; intrinsics: Intrinsics; id: string; stageName: string };

/** API Gateway calls a function only if the function's own policy lets it: without it every request would end in a 500 on AWS. */
function checkPermissions(methods: ApiMethod[], { template, intrinsics, id, stageName }: PermissionSources): void {
  const permissions = Object.entries(template.Resources)
    .filter(([, { Type, Properties }]) => Type === 'AWS::Lambda::Permission' && Properties?.Principal === 'apigateway.amazonaws.com')
    .map(([logicalId, { Properties = {} }]) => ({
      functionName: intrinsics.text(Properties.FunctionName, logicalId),
      source: Properties.SourceArn === undefined ? '*' : intrinsics.text(Properties.SourceArn, logicalId),
    }));
  for (const { httpMethod, resourcePath, functionArn } of methods) {
    const verb = httpMethod === 'ANY' ? '*' : httpMethod;
    const source = `arn:aws:execute-api:${region}:${account}:${id}/${stageName}/${verb}${resourcePath.replace(/\{[^}]+\}/g, '*')}`;
    const may = permissions.some(
      (permission) =>
        (functionArn === permission.functionName || functionArn.endsWith(`:${permission.functionName}`)) && like(permission.source, source),
    );
    if (!may) throw new Error(`template: API Gateway has no permission to call ${functionArn} for ${httpMethod} ${resourcePath}`);
  }
}

function readGatewayResponse(logicalId: string, { Properties = {} }: Resource, intrinsics: Intrinsics): [string, GatewayResponse] {
  const headers: Record<string, string> = {};
  for (const [target, value] of Object.entries(
    (intrinsics.resolve(Properties.ResponseParameters ?? {}, logicalId) as Record<string, string>) ?? {},
  )) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    if (!name) throw new Error(`template: ${logicalId} maps ${target}; the local stack knows headers`);
    headers[name] = value;
  }
  const [first] = Object.entries((intrinsics.resolve(Properties.ResponseTemplates ?? {}, logicalId) as Record<string, string>) ?? {});
  return [
    String(Properties.ResponseType),
    {
      ...(Properties.StatusCode === undefined ? {} : { statusCode: Number(intrinsics.text(Properties.StatusCode, logicalId)) }),
      headers,
      template: first ? { contentType: first[0], body: first[1] } : null,
    },
  ];
}
