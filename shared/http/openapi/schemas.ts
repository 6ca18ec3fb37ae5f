/** The schemas of the routes by name: every body and every answer has one, and so has what several of them share. */
import { toJsonSchemaDefs } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { activityEntry, auditEntry, keptSession } from '../routes/activity.ts';
import { customerInList } from '../routes/admin.ts';
import { authenticated, challenge, claims, codeSent, noSecondFactor, secondFactorRequired } from '../routes/fields.ts';
import { routes } from '../routes/map.ts';
import type { Route } from '../routes/route.ts';
import { contactState, openSession, twoFactorState } from '../routes/security.ts';
import { supportShown } from '../routes/support.ts';

export type Json = Record<string, unknown>;

const shared: Record<string, GenericSchema> = {
  Authenticated: authenticated,
  NoSecondFactor: noSecondFactor,
  SecondFactorRequired: secondFactorRequired,
  Challenge: challenge,
  CodeSent: codeSent,
  TwoFactorState: twoFactorState,
  ContactState: contactState,
  OpenSession: openSession,
  ActivityEntry: activityEntry,
  AuditEntry: auditEntry,
  KeptSession: keptSession,
  SupportRequest: supportShown,
  CustomerInList: customerInList,
  Claims: claims,
};

export const calls = (Object.entries(routes) as [string, Route][]).filter(([, route]) => !route.page);

const pascal = (name: string) => name.replace(/^./, (letter) => letter.toUpperCase());
/** What a call takes: JSON, or the form of one that speaks OAuth. */
const taken = ({ body, oauth }: Route): GenericSchema | undefined => body ?? oauth?.form;
const bodies = new Map(
  calls.flatMap(([name, route]) => {
    const body = taken(route);
    return body ? [[body, `${pascal(name)}Request`] as const] : [];
  }),
);
const answers = new Map<GenericSchema, string>([
  ...calls.flatMap(([name, { answer }]) => (answer ? [[answer, `${pascal(name)}Answer`] as const] : [])),
  // What several calls answer has a name of its own.
  ...Object.entries(shared).map(([name, schema]) => [schema, name] as const),
]);

const refTo = (name: string) => `#/components/schemas/${name}`;
export const reference = (name: string): Json => ({ $ref: refTo(name) });
export function bodyOf(route: Route): Json | undefined {
  const body = taken(route);
  return body && reference(bodies.get(body) as string);
}
export const answerOf = ({ answer }: Route): Json | undefined => answer && reference(answers.get(answer) as string);

/** Every body as it is sent, every answer as it is given. */
export const namedSchemas = (): Record<string, Json> => ({ ...converted(bodies, 'input'), ...converted(answers, 'output') });

/** Transformations (trimming, taking out spaces) happen after what the schema describes. */
function converted(named: ReadonlyMap<GenericSchema, string>, typeMode: 'input' | 'output'): Record<string, Json> {
  const definitions = Object.fromEntries([...named].map(([schema, name]) => [name, schema]));
  return toJsonSchemaDefs(definitions as never, {
    target: 'draft-2020-12',
    typeMode,
    errorMode: 'ignore',
    ignoreActions: ['trim', 'transform'],
    overrideRef: ({ referenceId }) => refTo(referenceId),
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      overridden(valibotSchema as GenericSchema & Partial<Shape>, jsonSchema as Json, named) as typeof jsonSchema | undefined,
    overrideAction: ({ valibotAction, jsonSchema }) =>
      'exactlyOneOf' in valibotAction ? { ...jsonSchema, oneOf: (valibotAction.exactlyOneOf as string[]).map(demanded) } : undefined,
  }) as Record<string, Json>;
}

/** A parameter's, which has no name. */
export const parameterSchema = (schema: GenericSchema): Json => converted(new Map([[schema, 'parameter']]), 'input').parameter as Json;

const demanded = (field: string) => ({ required: [field], properties: { [field]: {} } });

type Shape = { key: string; options: readonly GenericSchema[] };

/** What the library leaves out, or says by a schema: the type of words to choose from, any further field, and by which one of several answers is told. */
function overridden(
  { type, key = '', options = [] }: GenericSchema & Partial<Shape>,
  json: Json,
  named: ReadonlyMap<GenericSchema, string>,
) {
  if (type === 'picklist') return { ...json, type: 'string' };
  if (type === 'loose_object') return { ...json, additionalProperties: true };
  if (type !== 'variant') return undefined;
  const variants = options.map((option) => {
    const word = (option as unknown as { entries: Record<string, { literal: string }> }).entries[key]?.literal ?? '';
    return [word, refTo(named.get(option) as string)] as const;
  });
  return { oneOf: variants.map(([, $ref]) => ({ $ref })), discriminator: { propertyName: key, mapping: Object.fromEntries(variants) } };
}
