/**
 * Tables of the stack's own definition on an engine of this test file's own, named to the store by the environment
 * before anything of the store is loaded. The engine is dynoxide, or whatever `DYNAMODB_ENDPOINT` names.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, inject, vi } from 'vitest';
import { Engine } from '../../local/dynamodb.ts';
import { region } from '../../local/intrinsics.ts';
import { loadTemplate, readTemplate } from '../../local/template.ts';
import { variables } from '../../shared/config/environment.ts';

const { template, stackName, assets } = loadTemplate(inject('assembly'));
const { tables, functions } = readTemplate(template, stackName, assets);

// A day of guesses, or a hundred at once, takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

export const engine = await Engine.start();
afterAll(() => engine.stop());

/** A table as the stack has it, which functions know by this variable; its name is of this file, as engines may be shared. */
async function created(variable: string): Promise<string> {
  const known = functions.map(({ environment }) => environment[variable]).find((name) => name !== undefined);
  const table = tables.find(({ name }) => name === known);
  if (!table) throw new Error(`the stack has no table that is ${variable}`);
  const name = `store-${randomUUID()}`;
  await engine.createTables([{ ...table, name, definition: { ...table.definition, TableName: name } }]);
  return name;
}

export const tableName = await created(variables.table);
export const auditTableName = await created(variables.auditTable);
export const tableNames = {
  [variables.table]: tableName,
  [variables.auditTable]: auditTableName,
  [variables.keyringTable]: await created(variables.keyringTable),
};

const [, accessKey] = /Credential=(\w+)/.exec(engine.authorization) ?? [];
Object.assign(process.env, {
  ...tableNames,
  AWS_REGION: region,
  AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
  AWS_ACCESS_KEY_ID: accessKey,
  AWS_SECRET_ACCESS_KEY: 'none',
});
