/** DynamoDB: the permissions that a call needs; the call itself goes on to the engine as it came. */
import { Agent, request } from 'node:http';
import { account, region } from '../intrinsics.ts';
import type { Table } from '../template.ts';
import type { Permission } from './iam.ts';
import { AwsError, type AwsService, type Input, type RawAnswer, text, unknownAction } from './service.ts';

/** Calls on one table, that need the permission of the same name. */
const onOneTable = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'DescribeContinuousBackups',
]);

type Engine = { endpoint: string; authorization: string };

export function dynamodb(tables: Table[], engine: Engine): AwsService & { close(): void } {
  const agent = new Agent({ keepAlive: true });
  return {
    name: 'dynamodb',
    refusals: {
      accessDenied: [400, 'com.amazon.coral.service#AccessDeniedException'],
      throttle: [400, 'com.amazon.coral.availability#ThrottlingException', 'Rate of requests exceeds the allowed throughput.'],
      error: [500, 'com.amazonaws.dynamodb.v20120810#InternalServerError', 'Internal server error'],
    },
    permissions: (action, input) => permissionsOf(action, input).flatMap((permission) => [permission, ...tableKey(tables, permission)]),
    perform: (action, input) => forward({ ...engine, agent }, `DynamoDB_20120810.${action}`, JSON.stringify(input)),
    close: () => agent.destroy(),
  };
}

export function tableArn(name: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}

/**
 * Source: Service Authorization Reference, "Actions defined by Amazon DynamoDB", and the Developer Guide's "Using IAM with
 * transactions": a transaction needs the permission of each action in it, a batch read its own.
 */
function permissionsOf(action: string, input: Input): Permission[] {
  const on = (name: string, table: unknown, index?: unknown): Permission => ({
    action: `dynamodb:${name}`,
    resources: [`${tableArn(text(table, 'TableName'))}${index === undefined ? '' : `/index/${String(index)}`}`],
    context: {},
  });
  const once = (permissions: Permission[]) => [
    ...new Map(permissions.map((each) => [`${each.action} ${each.resources[0]}`, each])).values(),
  ];

  if (onOneTable.has(action)) return [on(action, input.TableName)];
  switch (action) {
    case 'Query':
    case 'Scan':
      return [on(action, input.TableName, input.IndexName)];
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys((input.RequestItems ?? {}) as object).map((table) => on(action, table));
    case 'TransactGetItems':
      return once(((input.TransactItems ?? []) as { Get?: { TableName?: string } }[]).map(({ Get }) => on('GetItem', Get?.TableName)));
    case 'TransactWriteItems': {
      const permission: Record<string, string> = {
        Put: 'PutItem',
        Update: 'UpdateItem',
        Delete: 'DeleteItem',
        ConditionCheck: 'ConditionCheckItem',
      };
      return once(
        ((input.TransactItems ?? []) as Record<string, { TableName?: string }>[]).flatMap((item) =>
          Object.entries(item).map(([kind, { TableName }]) => on(permission[kind] ?? kind, TableName)),
        ),
      );
    }
    case 'ListTables':
      return [{ action: 'dynamodb:ListTables', resources: ['*'], context: {} }];
    default:
      // Control plane and PartiQL: nobody but a developer calls them here.
      if (typeof input.TableName === 'string') return [on(action, input.TableName)];
      throw unknownAction('dynamodb', action);
  }
}

/**
 * A table under a customer-managed key is opened in the name of the caller, who needs the key's permission by way of DynamoDB.
 * Source: DynamoDB Developer Guide, "Using your customer managed key".
 */
function tableKey(tables: Table[], permission: Permission): Permission[] {
  const table = tables.find(({ arn }) => permission.resources[0] === arn || permission.resources[0]?.startsWith(`${arn}/`));
  if (!table?.kmsKeyArn) return [];
  const context = {
    'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
    'kms:CallerAccount': account,
    'kms:EncryptionContext:aws:dynamodb:tableName': table.name,
    'kms:EncryptionContext:aws:dynamodb:subscriberId': account,
    'kms:EncryptionContextKeys': ['aws:dynamodb:tableName', 'aws:dynamodb:subscriberId'],
  };
  return [{ action: 'kms:Decrypt', resources: [table.kmsKeyArn], context }];
}

/** Sends a call to the engine. Its keys are the stack's own: DynamoDB Local keeps the tables of each access key apart. */
export function forward(engine: Engine & { agent?: Agent }, target: string, body: string): Promise<RawAnswer> {
  const headers = {
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': target,
    Authorization: engine.authorization,
    // No engine checks the signature, but all want to see its date.
    'X-Amz-Date': '20260101T000000Z',
    'Content-Length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const unreachable = (error: Error) =>
      reject(new AwsError(500, 'InternalServerError', `the DynamoDB engine does not answer: ${error.message}`));
    const outgoing = request(engine.endpoint, { method: 'POST', headers, ...(engine.agent ? { agent: engine.agent } : {}) }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', unreachable);
      incoming.on('end', () => {
        const kept = ['content-type', 'x-amz-crc32', 'x-amzn-requestid'].flatMap((name) => {
          const value = incoming.headers[name];
          return typeof value === 'string' ? [[name, value] as const] : [];
        });
        resolve({ raw: { status: incoming.statusCode ?? 500, headers: Object.fromEntries(kept), body: Buffer.concat(chunks) } });
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // The engine closed an idle connection as it was used again: the call never reached it.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') forward(engine, target, body).then(resolve, reject);
      else unreachable(error);
    });
    outgoing.end(body);
  });
}
