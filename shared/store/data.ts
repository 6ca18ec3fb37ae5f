/** The table of what Keycard knows: customers, logins, sessions, budgets, requests. Whatever names no other table is in this one. */
import { required, variables } from '../config/environment.ts';
import { tableNamed } from './table.ts';

export const TableName = required(variables.table);

export const { get, getAll, getAtOnce, query, update, put, remove, transact } = tableNamed(TableName);
