/** The options for those who write them: the JSON schema that editors complete by, and the table of `docs/deploy.md`. */
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { definition } from './options.ts';

/** `config/schema.json`. What only a function can judge (is it a day of the calendar?) is judged at the deployment. */
export function optionsSchema(): string {
  const schema = toJsonSchema(definition, { typeMode: 'input', errorMode: 'ignore' });
  return `${JSON.stringify({ $schema: schema.$schema, title: 'Options of a stage of Keycard', ...schema }, null, 2)}\n`;
}

/** A row an option; those within an object stand below it. */
function optionsTable(): string {
  const rows = rowsOf(definition).filter(([name]) => name !== '$schema');
  const lines = rows.map(([name, fallback, description]) => `| \`${name}\` | ${fallback} | ${description} |`);
  return ['| option | default | |', '|---|---|---|', ...lines].join('\n');
}

type Row = readonly [name: string, fallback: string, description: string];

function rowsOf(schema: { entries: Record<string, v.GenericSchema> }, prefix = ''): Row[] {
  return Object.entries(schema.entries).flatMap(([name, entry]) => {
    const { wrapped = entry, default: fallback } = entry as { wrapped?: v.GenericSchema; default?: unknown };
    const row: Row = [`${prefix}${name}`, asWritten(fallback), v.getDescription(wrapped) ?? ''];
    return 'entries' in wrapped ? [row, ...rowsOf(wrapped as never, `${prefix}${name}.`)] : [row];
  });
}

const asWritten = (fallback: unknown): string => (fallback === undefined ? '' : `\`${JSON.stringify(fallback).replaceAll(',', ', ')}\``);

/** The page with the table put in its place. @throws Error when the page has no place for it. */
export function withTable(page: string): string {
  const place = /(<!-- options: `npm run schema` -->\n)[\s\S]*?(\n<!-- end -->)/;
  if (!place.test(page)) throw new Error('docs/deploy.md has no place for the table of options');
  return page.replace(place, (_, begin: string, end: string) => `${begin}${optionsTable()}${end}`);
}
