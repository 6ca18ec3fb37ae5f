/**
 * `client/index.d.ts`: the types of `web/client.ts`, written out of the routes. `test/packages/types.test.ts` holds the two against
 * each other.
 */
import type { GenericSchema } from 'valibot';
import { activityEntry } from '../../shared/http/routes/activity.ts';
import { authenticated, challenge, codeSent, secondFactorRequired } from '../../shared/http/routes/fields.ts';
import { routes } from '../../shared/http/routes/map.ts';
import { problemsOf, type Route } from '../../shared/http/routes/route.ts';
import { contactState, openSession, security, twoFactorState } from '../../shared/http/routes/security.ts';
import { calls } from '../../web/client.ts';
import { definitionOf, doc, indented, word, writtenType } from './written-type.ts';

const named = new Map<GenericSchema, [name: string, doc: string]>([
  [authenticated, ['Authenticated', 'Somebody is logged in. `expiresIn`: seconds.']],
  [challenge, ['Challenge', 'The second step of a login. Times are RFC 3339, UTC.']],
  [secondFactorRequired, ['SecondFactorRequired', 'The password is right, and a second factor is asked for.']],
  [codeSent, ['CodeSent', 'A code is on its way to a masked address or number.']],
  [twoFactorState, ['TwoFactorState', 'What there is to switch on, and what is.']],
  [contactState, ['ContactState', 'Address and number, masked.']],
  [openSession, ['OpenSession', 'A session of the customer.']],
  [activityEntry, ['ActivityEntry', 'An entry of the audit log, as its customer reads it.']],
  [security.answer, ['Overview', 'The state of the account.']],
]);
const names = new Map([...named].map(([schema, [name]]) => [schema, name]));

const pascal = (name: string) => name.replace(/^./, (letter) => letter.toUpperCase());

export function clientTypes(): string {
  const callNames = Object.keys(calls) as (keyof typeof calls)[];
  const every = [...new Set(callNames.flatMap((name) => problemsOf(routes[name] as Route)))].sort();
  return [
    header,
    ...[...named].map(([schema, [name, text]]) => `${doc(text)}export type ${name} = ${definitionOf(schema, 'output', names)};`),
    ...callNames.flatMap((name) => bodyType(name)),
    `/** The words that these calls are refused with; \`unavailable\` with status 0: the service could not be reached at all. */\nexport type ProblemCode =\n${every.map((code) => `  | ${word(code)}`).join('\n')};`,
    problem,
    `export type Keycard = {\n${indented([...callNames.filter((name) => name !== 'captcha' && name !== 'endOneSession').map(method), ...beyondCalls].join('\n'))}\n};`,
    footer,
  ].join('\n\n');
}

function bodyType(name: keyof typeof calls): string[] {
  const { body } = routes[name] as Route;
  return body ? [`/** What \`${name}\` takes. */\nexport type ${pascal(name)}Body = ${definitionOf(body, 'input', names)};`] : [];
}

function method(name: keyof typeof calls): string {
  const { body, summary, method: verb, path } = routes[name] as Route;
  // A body of which nothing has to be said need not be given.
  const mayLack = body && Object.values((body as unknown as { entries: Record<string, GenericSchema> }).entries).every(isOptional);
  const taken = body ? `body${mayLack ? '?' : ''}: ${pascal(name)}Body` : '';
  return `${doc(`${summary}. \`${verb} ${path}\``)}readonly ${name}: (${taken}) => Promise<${resultOf(name)}>;`;
}

const isOptional = ({ type }: GenericSchema) => type === 'optional';

function resultOf(name: keyof typeof calls): string {
  const route = routes[name] as Route;
  const answer = route.answer ? writtenType(route.answer, 'output', names) : 'unknown';
  return `Result<${answer}, ${problemsOf(route).map(word).join(' | ')}>`;
}

const header = `/**
 * \`keycard/client\`: one method for each call that a browser makes. None of them throws for an answer.
 *
 *     const client = keycard({ baseUrl: 'https://login.example.com/' });
 *     const answer = await client.login({ username, password });
 *     if (!answer.ok) show(answer.problem.code);
 *     else if (answer.status === 'second_factor_required') askForTheCode(answer.challenge);
 */`;

const reasons = "'too_short' | 'too_long' | 'common' | 'username' | 'shop_name' | 'same'";

const problem = `/** Why a call was refused. Decide by \`code\`; \`title\` is a sentence for customers in their language. */
export type Problem<Code extends string = ProblemCode> = {
  code: Code;
  /** Of HTTP; 0: the service could not be reached at all. */
  status: number;
  title: string;
  detail?: string;
  /** Each fault of a request: \`path\` is dotted, empty for the body as a whole. */
  errors?: { path: string; message: string }[];
  attemptsLeft?: number;
  missing?: ('email' | 'phone')[];
  /** Why a password cannot be chosen. */
  reason?: ${reasons};
  /** The shop's own page, where it keeps passwords itself. */
  url?: string;
  /** A challenge of ALTCHA whose solution goes along with the next try. */
  captcha?: { parameters: Record<string, unknown>; signature: string };
  /** Seconds until it is worth another try. */
  retryAfter?: number;
};

export type Result<Answer, Code extends string = ProblemCode> = ({ ok: true } & Answer) | { ok: false; problem: Problem<Code> };`;

const beyondCalls = [
  `/** ${routes.endOneSession.summary}. \`sessionId\`: as \`security\` tells it. \`DELETE ${routes.endOneSession.path}\` */
endOneSession(which: { sessionId: string }): Promise<${resultOf('endOneSession')}>;`,
  `/** A fresh challenge of ALTCHA. \`for\`: what its solution goes along with, where that is a support request; they take more work the more of them come. */
captcha(asked?: { for?: 'support' }): Promise<${resultOf('captcha')}>;`,
  `/** An access token for calls to other services, refreshed if need be; undefined when nobody is logged in. */
accessToken(): Promise<string | undefined>;`,
  `/** The server's clock in milliseconds since 1970: the times in answers are meant against it, not against the device's own clock. */
serverTime(): number;`,
];

const footer = `export type KeycardOptions = {
  /** Where the service is, such as \`https://login.example.com/\`; by default beside the page. */
  baseUrl?: string;
  /** In the place of the global \`fetch\`. */
  fetch?: typeof fetch;
  /** Language of titles and e-mails: \`en\`, \`de\`, \`cs\`. A function is asked at each call. */
  locale?: string | (() => string);
  /** How far \`serverTime()\` was ahead of this device's clock, for a page that is loaded anew and has times to show before it asks. */
  ahead?: number | undefined;
};

export type Login = Awaited<ReturnType<Keycard['login']>>;

/** A shared key as an authenticator app takes it in. One that waits for its activation also has an end. */
export type KeyForApp = { sharedKey: string; otpauthUri: string; qrSvg: string; expiresAt?: string };

export declare function keycard(options?: KeycardOptions): Keycard;
`;
