/** API Gateway's validation of a request body against the models of a method. */
import type { ApiMethod } from './rest-api.ts';

/**
 * Only a content type that has a model is validated; a request without one counts as JSON.
 * @returns what is wrong, or null.
 */
export function validateBody(method: ApiMethod, contentType: string | undefined, body: string): string | null {
  if (!method.validatesBody) return null;
  const type = contentType?.split(';')[0]?.trim().toLowerCase() || 'application/json';
  const schema = method.models[type];
  if (schema === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'the body is not JSON';
  }
  return fault(value, schema as Record<string, unknown>, '');
}

const withoutEffect = new Set(['$schema', 'title', 'description', 'id', '$id', 'definitions']);

/** JSON Schema draft 4, the keywords that a model of this stack may use. @throws Error for any other, as an unknown rule must not pass. */
function fault(value: unknown, schema: Record<string, unknown>, path: string): string | null {
  for (const [keyword, rule] of Object.entries(schema)) {
    if (withoutEffect.has(keyword)) continue;
    if (keyword === 'type') {
      if (![rule].flat().some((type) => isOfType(value, String(type)))) return `${path || 'the body'} is not of type ${String(rule)}`;
    } else if (keyword === 'required') {
      const missing = (rule as string[]).find((name) => isOfType(value, 'object') && !(name in (value as object)));
      if (missing) return `${path}.${missing} is missing`;
    } else if (keyword === 'properties') {
      for (const [name, inner] of Object.entries(rule as Record<string, Record<string, unknown>>)) {
        const property = isOfType(value, 'object') ? (value as Record<string, unknown>)[name] : undefined;
        const found = property === undefined ? null : fault(property, inner, `${path}.${name}`);
        if (found) return found;
      }
    } else if (keyword === 'additionalProperties' && rule === true) {
    } else {
      throw new Error(`the local stack does not know the keyword ${keyword} of a model`);
    }
  }
  return null;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
