/**
 * A table of the stack's own definition on an engine of this test file's own, named to the store by the environment
 * before anything of the store is loaded. The engine is dynoxide, or whatever `DYNAMODB_ENDPOINT` names.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, inject, vi } from 'vitest';
import { Engine } from '../../local/dynamodb.ts';
import { region } from '../../local/intrinsics.ts';
import { loadTemplate, readTemplate } from '../../local/template.ts';
import { variables } from '../../shared/config/environment.ts';

const { template, stackName, assets } = loadTemplate(inject('assembly'));
const [table] = readTemplate(template, stackName, assets).tables;
if (!table) throw new Error('the stack has no table');

// A day of guesses, or a hundred at once, takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

export const engine = await Engine.start();
afterAll(() => engine.stop());

// A name of its own: test files may share an engine that shows everybody the same tables.
export const tableName = `store-${randomUUID()}`;
await engine.createTables([{ ...table, name: tableName, definition: { ...table.definition, TableName: tableName } }]);

const [, accessKey] = /Credential=(\w+)/.exec(engine.authorization) ?? [];
Object.assign(process.env, {
  [variables.table]: tableName,
  AWS_REGION: region,
  AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
  AWS_ACCESS_KEY_ID: accessKey,
  AWS_SECRET_ACCESS_KEY: 'none',
});
