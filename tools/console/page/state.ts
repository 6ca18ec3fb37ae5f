/** What the console shows, and where in it one is. */
import type { Status, SupportRequest } from '../../support-request.ts';
import type { About, AnswerTo, Failure, Switch } from '../contract.ts';

export type { Status, SupportRequest };
export type Customer = AnswerTo<'getCustomer'>;
export type Entry = AnswerTo<'customerAudit'>['entries'][number];
export type Session = NonNullable<AnswerTo<'customerAudit'>['sessions']>[number];

export type Place =
  | { readonly at: 'requests' | 'customers' | 'clients' | 'switch' }
  | { readonly at: 'request' | 'customer' | 'client'; readonly id: string };

export type Loaded<T> =
  | { readonly is: 'loading' }
  | { readonly is: 'failed'; readonly failure: Failure }
  | { readonly is: 'there'; readonly what: T };

export const loading = { is: 'loading' } as const;

/** Those about a customer, those about nobody who was found, or all. */
export type Aboutness = 'account' | 'nobody' | 'all';

export type Queue = {
  readonly status: Status;
  readonly about: Aboutness;
  readonly requests: readonly SupportRequest[];
  /** There are more. */
  readonly cursor?: string | undefined;
  readonly is: 'loading' | 'there';
  readonly failure?: Failure | undefined;
  /** All about one account, in the place of the list. */
  readonly of?: string | undefined;
};

/** `cursor`: there are older entries. */
export type History = {
  readonly entries: readonly Entry[];
  readonly sessions: readonly Session[];
  readonly moreSessions: boolean;
  readonly cursor?: string | undefined;
};

/** A customer with all that the team looks at. */
export type Account = {
  readonly customer: Customer;
  readonly history: Loaded<History>;
  /** Requests about them, newest first. */
  readonly requests: Loaded<readonly SupportRequest[]>;
};

/** `account`: none where the request is about nobody yet. */
export type RequestShown = { readonly request: SupportRequest; readonly account?: Loaded<Account> | undefined };

export type Found = {
  readonly typed: string;
  readonly customers: Loaded<{ customers: AnswerTo<'listCustomers'>['customers']; more: boolean }>;
};

/** What is asked once more before it is done. */
export type Confirming = 'approve' | 'reject' | 'endSessions' | 'flip' | `attach ${string}`;

/** What a failure stands beside. */
export type Pressed = 'note' | 'attach' | 'decide' | 'sessions' | 'flip' | 'older';

export type State = {
  readonly about: Loaded<About>;
  readonly place: Place;
  /** The service's clock less this machine's, in ms. */
  readonly offset: number;
  readonly queue: Queue;
  readonly request: Loaded<RequestShown>;
  readonly found?: Found | undefined;
  readonly account: Loaded<Account>;
  readonly clients: Loaded<AnswerTo<'listClients'>['clients']>;
  readonly client: Loaded<AnswerTo<'getClient'>>;
  readonly flag: Loaded<Switch>;
  readonly confirming?: Confirming | undefined;
  /** Something that was pressed is under way. */
  readonly busy: boolean;
  readonly pressed?: Pressed | undefined;
  /** Of what was pressed last. */
  readonly failure?: Failure | undefined;
  readonly notice?: string | undefined;
};

export const start: State = {
  about: loading,
  place: { at: 'requests' },
  offset: 0,
  queue: { status: 'open', about: 'account', requests: [], is: 'loading' },
  request: loading,
  account: loading,
  clients: loading,
  client: loading,
  flag: loading,
  busy: false,
};

const lists = { requests: 'request', customers: 'customer', clients: 'client', switch: undefined } as const;
type List = keyof typeof lists;
const isList = (name: string): name is List => Object.hasOwn(lists, name);

/** `#/requests/7c9e…` */
export function placeOf(fragment: string): Place {
  const [, list = '', id = ''] = /^#\/([a-z]+)(?:\/(.+))?$/.exec(fragment) ?? [];
  if (!isList(list)) return { at: 'requests' };
  const one = lists[list];
  return id && one ? { at: one, id: decoded(id) } : { at: list };
}

export function hrefOf(place: Place): string {
  if (!('id' in place)) return `#/${place.at}`;
  return `#/${listOf(place)}/${encodeURIComponent(place.id)}`;
}

/** The part of the console that a place belongs to. */
export const listOf = ({ at }: Place): List => (isList(at) ? at : (`${at}s` as List));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
