import type { GenericSchema, InferInput } from 'valibot';
import type { AnswerOf, Route, SentBodyOf } from '../../routes/route.ts';

/** Examples by what each shows. */
type Examples<Value> = Readonly<Record<string, Value>>;

/** A call of OAuth takes a form. */
type TakenBy<R extends Route> = R extends { oauth: { form: infer Form extends GenericSchema } } ? InferInput<Form> : SentBodyOf<R>;

/** What the document says of a call beyond its route. */
export type Said<R extends Route = Route> = {
  readonly description: string;
  /** Which other call goes on from an answer: by its operationId, with what of it. */
  readonly links?: Readonly<Record<string, Link>>;
  /** Of a token that a client was given by a customer's login, in the place of the route's own way: what it has to be for. */
  readonly scopes?: readonly string[];
  /** Ways to prove who calls, beside the route's own. */
  readonly alsoBy?: readonly ('bearer' | 'cookie')[];
} & (R extends { body: GenericSchema } | { oauth: object } ? { readonly requests: Examples<TakenBy<R>> } : unknown) &
  (R extends { answer: GenericSchema } ? { readonly answers: Examples<AnswerOf<R>> } : unknown);

export type Link = {
  readonly description: string;
  readonly operationId: string;
  /** Fields of the next body, or parameters of its path, as runtime expressions. */
  readonly body?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
};

/** Everything said of some calls: a call that is missing does not compile. */
export type SaidOf<Routes extends Readonly<Record<string, Route>>> = {
  readonly [Name in keyof Routes as Routes[Name] extends { page: true } ? never : Name]: Said<Routes[Name]>;
};

export const example = {
  now: '2026-11-21T10:00:00.000Z',
  inOneMinute: '2026-11-21T10:01:00.000Z',
  inFiveMinutes: '2026-11-21T10:05:00.000Z',
  inTenMinutes: '2026-11-21T10:10:00.000Z',
  inFifteenMinutes: '2026-11-21T10:15:00.000Z',
  inAMonth: '2026-12-21T10:00:00.000Z',
  token: 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjIzMCIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJjLTEwMDEifQ.c2lnbmF0dXJl',
  challenge: 'AAAA5u2Ww1x0sealed0challenge',
  link: 'AAAA5uU9vQb1sealed0link',
  password: 'correct horse battery staple',
  recoveryCodes: [
    '4k7mz-0qtrp',
    '9xw2c-h3vbn',
    'a6d8f-j5k2t',
    'p0r4s-7y3zq',
    'c8v1b-n6m9w',
    'e2g5h-t4x7k',
    'z3q6w-d9f0j',
    'm1n8b-v5c2x',
    'k7t4r-y0p3s',
    'h6j9g-2f5d8',
  ],
} as const;
