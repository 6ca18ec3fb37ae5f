/** DynamoDB: the permissions that a call needs; the call itself goes on to the engine as it came. */
import { Agent, request } from 'node:http';
import { account, region } from '../intrinsics.ts';
import type { Table } from '../template.ts';
import type { Permission } from './iam.ts';
import { AwsError, type AwsService, type Input, type RawAnswer, text, unknownAction } from './service.ts';

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
    permissions: (action, input) =>
      permissionsOf(action, input, tables).flatMap((permission) => [permission, ...tableKey(tables, permission)]),
    perform: (action, input) => performed({ ...engine, agent }, action, input),
    close: () => agent.destroy(),
  };
}

export function tableArn(name: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}

type Attributes = Record<string, Record<string, unknown>>;
/** One action on items of one table; `keys`: the values of their partition keys, where the call names them; `read`: how it reads. */
type Use = { action: string; table: unknown; index?: unknown; keys?: string[]; read?: Input };

/**
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB" (`dynamodb:LeadingKeys` are
 * the partition keys of all items that a call is about), and the Developer Guide's "Using IAM with transactions": a transaction needs
 * the permission of each action in it, a batch read its own.
 */
function permissionsOf(action: string, input: Input, tables: Table[]): Permission[] {
  const merged = new Map<string, Permission>();
  for (const { action: name, table, index, keys, read } of usesOf(action, input, tables)) {
    const resource = table === '*' ? '*' : `${tableArn(text(table, 'TableName'))}${index === undefined ? '' : `/index/${String(index)}`}`;
    const known = merged.get(`${name} ${resource}`)?.context['dynamodb:LeadingKeys'] ?? [];
    const context = { ...(keys && { 'dynamodb:LeadingKeys': [...known, ...keys] }), ...attributes(index, read) };
    merged.set(`${name} ${resource}`, { action: `dynamodb:${name}`, resource, context });
  }
  return [...merged.values()];
}

/**
 * What a call names of its items. Source: Developer Guide, "Using IAM policy conditions for fine-grained access control": the `Select` of a
 * read always has a value. Which attributes a write names is not worked out here, so a policy that lists some allows none.
 */
function attributes(index: unknown, read: Input | undefined): Permission['context'] {
  if (!read) return { 'dynamodb:Attributes': ['(not known here)'] };
  const isSpecific = read.ProjectionExpression !== undefined || read.AttributesToGet !== undefined;
  const otherwise = isSpecific ? 'SPECIFIC_ATTRIBUTES' : index === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
  return { 'dynamodb:Select': String(read.Select ?? otherwise), 'dynamodb:Attributes': attributesNamed(read) };
}

const operators = /^(?:AND|OR|NOT|BETWEEN|IN)$/i;

/** At the top level: `a` of `a.b[0]`; of an expression neither its functions nor its values. */
function attributesNamed(read: Input): string[] {
  const names = (read.ExpressionAttributeNames ?? {}) as Record<string, string>;
  const expressions = [read.ProjectionExpression, read.KeyConditionExpression, read.FilterExpression].join(' , ');
  const inExpressions = (expressions.match(/(?<![\w:.#])(?:#\w+|[A-Za-z_]\w*)\b(?!\s*\()/g) ?? []).filter((name) => !operators.test(name));
  const keys = [read.Key, ...((read.Keys ?? []) as unknown[])].flatMap((key) => Object.keys(key ?? {}));
  return [...keys, ...((read.AttributesToGet ?? []) as string[]), ...inExpressions.map((name) => names[name] ?? name)];
}

function usesOf(action: string, input: Input, tables: Table[]): Use[] {
  const keyOf = (table: unknown, item: unknown): string => valueText((item as Attributes | undefined)?.[hashOf(tables, table)]);
  if (['GetItem', 'UpdateItem', 'DeleteItem'].includes(action)) {
    return [{ action, table: input.TableName, keys: [keyOf(input.TableName, input.Key)], ...(action === 'GetItem' && { read: input }) }];
  }
  switch (action) {
    case 'PutItem':
      return [{ action, table: input.TableName, keys: [keyOf(input.TableName, input.Item)] }];
    case 'Query':
      return [{ action, table: input.TableName, index: input.IndexName, keys: [queriedKey(input, tables)], read: input }];
    case 'Scan':
      return [{ action, table: input.TableName, index: input.IndexName, read: input }];
    case 'BatchGetItem':
      return Object.entries((input.RequestItems ?? {}) as Record<string, Input & { Keys?: Attributes[] }>).map(([table, read]) => ({
        action,
        table,
        keys: (read.Keys ?? []).map((key) => keyOf(table, key)),
        read,
      }));
    case 'TransactGetItems':
      return ((input.TransactItems ?? []) as { Get: Input }[]).map(({ Get }) => ({
        action: 'GetItem',
        table: Get.TableName,
        keys: [keyOf(Get.TableName, Get.Key)],
        read: Get,
      }));
    case 'TransactWriteItems':
      return ((input.TransactItems ?? []) as Record<string, { TableName?: string; Key?: unknown; Item?: unknown }>[]).flatMap((item) =>
        Object.entries(item).map(([kind, { TableName, Key, Item }]) => ({
          action: transacted[kind] ?? kind,
          table: TableName,
          keys: [keyOf(TableName, Key ?? Item)],
        })),
      );
    case 'ListTables':
      return [{ action, table: '*' }];
    default:
      // Control plane, and what only a developer calls here.
      if (typeof input.TableName === 'string') return [{ action, table: input.TableName }];
      throw unknownAction('dynamodb', action);
  }
}

const transacted: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** The name of the partition key, of the table or of an index. */
function hashOf(tables: Table[], table: unknown, index?: unknown): string {
  type Schema = { IndexName?: string; KeySchema: { AttributeName: string; KeyType: string }[] };
  const definition = tables.find(({ name, arn }) => table === name || table === arn)?.definition as
    | (Schema & { GlobalSecondaryIndexes?: Schema[] })
    | undefined;
  const schema = index === undefined ? definition : definition?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index);
  return schema?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
}

/** What a query compares the partition key with: `pk = :pk`, the name perhaps behind a placeholder. */
function queriedKey(input: Input, tables: Table[]): string {
  const names = (input.ExpressionAttributeNames ?? {}) as Record<string, string>;
  const values = (input.ExpressionAttributeValues ?? {}) as Attributes;
  const hash = hashOf(tables, input.TableName, input.IndexName);
  const equalities = String(input.KeyConditionExpression ?? '').matchAll(/([#\w]+)\s*=\s*(:\w+)/g);
  for (const [, name = '', value = ''] of equalities) if ((names[name] ?? name) === hash) return valueText(values[value]);
  return '';
}

const valueText = (value: Record<string, unknown> | undefined): string => String(Object.values(value ?? {})[0] ?? '');

/**
 * A table under a customer-managed key is opened in the name of the caller, who needs the key's permission by way of DynamoDB.
 * Source: DynamoDB Developer Guide, "Using your customer managed key".
 */
function tableKey(tables: Table[], permission: Permission): Permission[] {
  const table = tables.find(({ arn }) => permission.resource === arn || permission.resource.startsWith(`${arn}/`));
  if (!table?.kmsKeyArn) return [];
  const context = {
    'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
    'kms:CallerAccount': account,
    'kms:EncryptionContext:aws:dynamodb:tableName': table.name,
    'kms:EncryptionContext:aws:dynamodb:subscriberId': account,
    'kms:EncryptionContextKeys': ['aws:dynamodb:tableName', 'aws:dynamodb:subscriberId'],
  };
  return [{ action: 'kms:Decrypt', resource: table.kmsKeyArn, context }];
}

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** The engine is asked for the units too: what they come to is a promise of its own, and a reader of the answer passes over them. */
async function performed(engine: Engine & { agent: Agent }, action: string, input: Input): Promise<RawAnswer> {
  const isBilled = reads.has(action) || writes.has(action);
  const asked = isBilled ? { ...input, ReturnConsumedCapacity: 'TOTAL' } : input;
  const answer = await forward(engine, `DynamoDB_20120810.${action}`, JSON.stringify(asked));
  if (!isBilled || answer.raw.status >= 400) return answer;
  const { ConsumedCapacity = [] } = JSON.parse(answer.raw.body.toString('utf8')) as { ConsumedCapacity?: Capacity | Capacity[] };
  const sum = [ConsumedCapacity].flat().reduce((units, { CapacityUnits }) => units + CapacityUnits, 0);
  return { ...answer, units: reads.has(action) ? { read: sum } : { write: sum } };
}

type Capacity = { CapacityUnits: number };

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
