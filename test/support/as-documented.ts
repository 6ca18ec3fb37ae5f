/** Holds an answer against the OpenAPI document: its status, its type, and every field. Every test that goes through HTTP is a test of it. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { besideTheCdn } from '../../cdk/gateway-responses.ts';
import { openApiDocument } from '../../shared/http/openapi/document.ts';

type Responses = Record<string, { content?: Record<string, { schema: object }> }>;
type Documented = {
  paths: Record<string, Record<string, { responses: Responses }>>;
  components: { schemas: Record<string, Record<string, unknown>> };
};

/** The document leaves its objects open, as clients are to bear with what is new. Here a field that it does not name is a fault. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === 'allOf' ? inner : closed(inner)]));
  if (fields.allOf !== undefined) return { ...fields, unevaluatedProperties: false };
  const isOpen = fields.type === 'object' && fields.properties !== undefined && fields.additionalProperties === undefined;
  return isOpen ? { ...fields, additionalProperties: false } : fields;
}

const document = closed(openApiDocument('https://login.shop.example')) as Documented;
// What all problems have in common; each of them is closed.
delete document.components.schemas.Problem?.additionalProperties;
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).addSchema(document, 'document');

const operations = Object.entries(document.paths).map(([path, methods]) => ({
  path,
  methods,
  shape: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

const compiled = new Map<string, ValidateFunction>();
const inPointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Such a call does not reach what the document is about. */
const isBesideTheCdn = (body: unknown) => (body as { detail?: unknown } | undefined)?.detail === besideTheCdn.detail;

type Answered = { status: number; contentType: string | undefined; body: unknown };

/** @returns what the document does not say of the answer, in words; `undefined`: it says all of it, or nothing of such a call */
export function undocumented(method: string, target: string, { status, contentType, body }: Answered): string | undefined {
  const [path = ''] = target.split('?');
  const operation = operations.find(({ shape, methods }) => shape.test(path) && methods[method.toLowerCase()]);
  const responses = operation?.methods[method.toLowerCase()]?.responses;
  if (!operation || !responses || isBesideTheCdn(body)) return undefined;
  const said = `${method} ${operation.path} answers ${status}`;
  const response = responses[status];
  if (!response) return `${said}, which the OpenAPI document does not say`;
  const type = contentType?.split(';')[0];
  if (!response.content)
    return body === undefined || body === '' ? undefined : `${said} with a body, which the OpenAPI document does not say`;
  if (!type || !(type in response.content)) return `${said} as ${type}, which the OpenAPI document does not say`;
  const pointer = ['paths', operation.path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
  const reference = `document#/${pointer.map(inPointer).map(encodeURIComponent).join('/')}`;
  const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
  compiled.set(reference, validate);
  return validate(body) ? undefined : `${said} otherwise than the OpenAPI document says: ${ajv.errorsText(validate.errors)}`;
}

/** @throws Error naming what is not said */
export function asDocumented(method: string, target: string, answered: Answered): void {
  const fault = undocumented(method, target, answered);
  if (fault) throw new Error(fault);
}
