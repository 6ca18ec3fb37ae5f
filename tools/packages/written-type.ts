/**
 * A schema of valibot as the type that it stands for, written out: what is packed brings no valibot, and its types are read by compilers
 * that ours is years ahead of.
 */
import * as v from 'valibot';

/** What is sent, or what is given. They differ in what has a default. */
type Mode = 'input' | 'output';

type Parts = {
  type: string;
  wrapped?: v.GenericSchema;
  default?: unknown;
  entries?: Record<string, v.GenericSchema>;
  item?: v.GenericSchema;
  value?: v.GenericSchema;
  options?: readonly unknown[];
  literal?: unknown;
  pipe?: readonly v.GenericSchema[];
};

/** @param names what stands for a schema where it is met within another */
export function writtenType(schema: v.GenericSchema, mode: Mode, names: ReadonlyMap<v.GenericSchema, string> = new Map()): string {
  const name = names.get(schema);
  return name ?? typeOf(schema, mode, names);
}

/** The same of a schema that has a name itself. */
export const definitionOf = (schema: v.GenericSchema, mode: Mode, names: ReadonlyMap<v.GenericSchema, string>): string =>
  typeOf(schema, mode, names);

function typeOf(schema: v.GenericSchema, mode: Mode, names: ReadonlyMap<v.GenericSchema, string>): string {
  const { type, wrapped, entries, item, value, options = [], literal } = schema as v.GenericSchema & Parts;
  const within = (one: v.GenericSchema) => writtenType(one, mode, names);
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return type;
    case 'literal':
      return word(literal);
    case 'picklist':
      return options.map(word).join(' | ');
    case 'array':
      return `${bracketed(within(item as v.GenericSchema))}[]`;
    case 'record':
      return `Record<string, ${within(value as v.GenericSchema)}>`;
    case 'nullable':
      return `${within(wrapped as v.GenericSchema)} | null`;
    case 'variant':
    case 'union':
      return (options as v.GenericSchema[]).map(within).join(' | ');
    case 'loose_object':
      return entries && Object.keys(entries).length > 0
        ? `${object(entries, mode, names)} & Record<string, unknown>`
        : 'Record<string, unknown>';
    case 'object':
    case 'strict_object':
      return object(entries ?? {}, mode, names);
    default:
      throw new Error(`no type is known for ${type}`);
  }
}

function object(entries: Record<string, v.GenericSchema>, mode: Mode, names: ReadonlyMap<v.GenericSchema, string>): string {
  const lines = Object.entries(entries).map(([name, entry]) => {
    const { type, wrapped, default: fallback } = entry as v.GenericSchema & Parts;
    const optional = type === 'optional';
    const inner = optional && wrapped ? wrapped : entry;
    const may = optional && (mode === 'input' || fallback === undefined);
    return `${doc(v.getDescription(inner))}${name}${may ? '?' : ''}: ${writtenType(inner, mode, names)}${may ? ' | undefined' : ''};`;
  });
  if (lines.length > 0) return `{\n${indented(lines.join('\n'))}\n}`;
  // What is given may grow; what is sent may hold nothing.
  return mode === 'output' ? 'unknown' : 'Record<string, never>';
}

/** A comment as editors show it; links of a page lead nowhere there. */
export function doc(text: string | undefined): string {
  return text ? `/** ${text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('*/', '* /')} */\n` : '';
}

export const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');
export const word = (one: unknown): string => (typeof one === 'string' ? `'${one}'` : JSON.stringify(one));
const bracketed = (type: string) => (/^[\w]+$|^\{[\s\S]*\}$/.test(type) ? type : `(${type})`);
