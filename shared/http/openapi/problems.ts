/** The problems: a schema each, with its meaning and what it may carry, and the refusals of a call by their status. */
import { unusableReasons } from '../../flow/password-policy.ts';
import { problemPages as words } from '../../words/en/problem-pages.ts';
import { problems as titles } from '../../words/en/problems.ts';
import { oauthErrors } from '../oauth.ts';
import { carriedBy, catalogue, type ProblemCode, type ProblemExtras, problemType } from '../problems.ts';
import { oauthErrorsOf, problemsOf, type Route } from '../routes/route.ts';
import { type HeaderName, headers } from './headers.ts';
import { type Json, reference } from './schemas.ts';

/** A field that problems carry and the document does not have does not compile. */
const extras: Record<keyof ProblemExtras, { schema: Json; example: unknown }> = {
  detail: { schema: { type: 'string' }, example: 'More requests arrive than the service takes.' },
  errors: {
    schema: { type: 'array', items: reference('Fault') },
    example: [{ path: 'username', message: 'is required' }],
  },
  attemptsLeft: { schema: { type: 'integer', minimum: 0 }, example: 4 },
  missing: { schema: { type: 'array', items: { type: 'string', enum: ['email', 'phone'] } }, example: ['phone'] },
  reason: { schema: { type: 'string', enum: unusableReasons }, example: 'common' },
  url: { schema: { type: 'string', format: 'uri' }, example: 'https://www.shop.example/account/password' },
  captcha: {
    schema: {
      type: 'object',
      description: 'An ALTCHA challenge, good for this username, whichever CAPTCHA the shop has elsewhere',
      required: ['parameters', 'signature'],
      properties: { parameters: { type: 'object' }, signature: { type: 'string' } },
    },
    example: { parameters: { algorithm: 'PBKDF2/SHA-256' }, signature: '5f2b7c0e' },
  },
  retryAfter: { schema: { type: 'integer', minimum: 1 }, example: 42 },
};

const nameOf = (code: ProblemCode) => `${code.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Problem`;

/** What API Gateway and WAF say before a function is asked: to anybody who calls too often, and to whoever signs wrongly, or not at all. */
const beforeAFunction = ({ auth }: Route): ProblemCode[] =>
  auth === 'iam' ? ['session_required', 'not_found', 'too_many_attempts'] : ['too_many_attempts'];

/** Everything that a call may be refused with, whoever refuses it. */
export const refusalsOf = (route: Route): ProblemCode[] => [...new Set<ProblemCode>([...problemsOf(route), ...beforeAFunction(route)])];

export function problemSchemas(routes: readonly Route[]): Record<string, Json> {
  const told = [...new Set(routes.flatMap(refusalsOf))];
  return {
    Problem: {
      type: 'object',
      description:
        'A problem (RFC 9457). Decide by `code`, which never changes its meaning; new ones may come: treat an unknown one by its status.',
      required: ['type', 'title', 'status', 'code'],
      properties: {
        type: { type: 'string', format: 'uri', description: 'A page that says what it means' },
        title: {
          type: 'string',
          description: 'In the language of Accept-Language: en, de or cs. In all of them where a call got no further than API Gateway',
        },
        status: { type: 'integer' },
        code: { type: 'string', enum: Object.keys(catalogue) },
      },
    },
    Fault: {
      type: 'object',
      description: 'One fault of a request',
      required: ['path', 'message'],
      properties: {
        path: { type: 'string', description: 'Dotted (`locale`, `headers.content-type`); empty for the body as a whole' },
        message: { type: 'string', description: 'In English' },
      },
    },
    OAuthError: {
      type: 'object',
      description: 'An error of OAuth 2.0 (RFC 6749 §5.2)',
      required: ['error'],
      properties: { error: { type: 'string', enum: Object.keys(oauthErrors) }, error_description: { type: 'string' } },
    },
    ...Object.fromEntries(told.map((code) => [nameOf(code), schemaOf(code)])),
  };
}

function schemaOf(code: ProblemCode): Json {
  const carried = carriedBy(code).map((name) => [name, { ...extras[name].schema, description: words.fields[name] }]);
  return {
    description: meaningOf(code),
    allOf: [
      reference('Problem'),
      {
        type: 'object',
        properties: {
          status: { type: 'integer', const: catalogue[code].status },
          code: { type: 'string', const: code },
          ...Object.fromEntries(carried),
        },
      },
    ],
  };
}

const meaningOf = (code: ProblemCode) => `${words.about[code].means} ${words.about[code].next}`;

/** The refusals of a call, by status. */
export function refusals(route: Route, publicUrl: string): Record<string, Json> {
  return { ...problemRefusals(route, publicUrl), ...oauthRefusals(route) };
}

/** RFC 6749 §5.2. */
function oauthRefusals(route: Route): Record<string, Json> {
  const byStatus = Map.groupBy(oauthErrorsOf(route), (code) => String(oauthErrors[code]));
  return Object.fromEntries(
    [...byStatus].map(([status, errors]) => {
      const examples = Object.fromEntries(errors.map((error) => [error, { value: { error } }]));
      const description = errors.map((error) => `\`${error}\``).join(', ');
      const waits = status === '503' && { headers: headers('RetryAfter') };
      return [status, { description, ...waits, content: { 'application/json': { schema: reference('OAuthError'), examples } } }];
    }),
  );
}

function problemRefusals(route: Route, publicUrl: string): Record<string, Json> {
  const codes = refusalsOf(route);
  const byStatus = Map.groupBy(codes, (code) => String(catalogue[code].status));
  return Object.fromEntries([...byStatus].map(([status, those]) => [status, response(those, route, publicUrl)]));
}

function response(codes: readonly ProblemCode[], route: Route, publicUrl: string): Json {
  const schemas = codes.map((code) => reference(nameOf(code)));
  const mapping = Object.fromEntries(codes.map((code) => [code, reference(nameOf(code)).$ref]));
  const names: HeaderName[] = [
    'ContentLanguage',
    ...(codes.some((code) => carriedBy(code).includes('retryAfter')) ? (['RetryAfter'] as const) : []),
    ...(codes.includes('session_required') || codes.includes('client_token_required')
      ? [route.auth === 'iam' ? ('WwwAuthenticate' as const) : ('RemappedWwwAuthenticate' as const)]
      : []),
  ];
  return {
    description: codes.map((code) => `\`${code}\`: ${titles[code]}`).join('\n\n'),
    headers: headers(...names),
    content: {
      'application/problem+json': {
        schema: codes.length === 1 ? schemas[0] : { oneOf: schemas, discriminator: { propertyName: 'code', mapping } },
        examples: Object.fromEntries(codes.map((code) => [code, { summary: titles[code], value: exampleOf(code, publicUrl) }])),
      },
    },
  };
}

function exampleOf(code: ProblemCode, publicUrl: string): Json {
  const carried = carriedBy(code).filter((name) => name !== 'detail');
  return {
    type: problemType(publicUrl, code),
    title: titles[code],
    status: catalogue[code].status,
    code,
    ...Object.fromEntries(carried.map((name) => [name, extras[name].example])),
  };
}
