/** What each place shows is asked for when one comes there, and again when it may have changed. */
import type { Reply } from '../contract.ts';
import type { Ask } from './ask.ts';
import { type Account, type Loaded, loading, type Place, type Queue, type State, type SupportRequest } from './state.ts';

/** So many more requests are wanted each time. */
const PER_PAGE = 50;
/** Of a list of some, each call looks through a thousand: so many in a row, before somebody has to ask for more. */
const MOST_CALLS = 40;

type Desk = { readonly ask: Ask; readonly state: () => State; readonly change: (part: Partial<State>) => void };

export type Loader = ReturnType<typeof loaderOf>;

export function loaderOf({ ask, state, change }: Desk) {
  /** What was asked for before one left is not shown. */
  let visit = 0;

  const timed = <T>(reply: Reply<T>): Reply<T> => {
    if (reply.ok) change({ offset: reply.now - Date.now() });
    return reply;
  };
  const loaded = <T>(reply: Reply<T>): Loaded<T> =>
    reply.ok ? { is: 'there', what: reply.answer } : { is: 'failed', failure: reply.failure };

  async function queue(): Promise<void> {
    const { queue: from } = state();
    const mine = ++visit;
    const wanted = from.requests.length + PER_PAGE;
    change({ queue: { ...from, is: 'loading', failure: undefined } });
    for (let calls = 0; calls < MOST_CALLS; calls++) {
      const before = state().queue;
      const reply = timed(await ask('listSupport', { query: queryOf(before) }));
      if (visit !== mine) return;
      if (!reply.ok) return change({ queue: { ...before, is: 'there', failure: reply.failure } });
      const { requests, cursor } = reply.answer;
      change({ queue: { ...before, requests: [...before.requests, ...requests], cursor } });
      if (cursor === undefined || state().queue.requests.length >= wanted) break;
    }
    change({ queue: { ...state().queue, is: 'there' } });
  }

  /** A customer, what happened to them, and what is asked about them; each is shown as soon as it is there. */
  async function account(customerId: string, show: (account: Loaded<Account>) => void): Promise<void> {
    const mine = visit;
    const path = { customerId };
    const [customer, history] = [ask('getCustomer', { path }), ask('customerAudit', { path })];
    const found = timed(await customer);
    if (visit !== mine) return;
    if (!found.ok) return show(loaded(found));
    let shown: Account = { customer: found.answer, history: loading, requests: loading };
    const put = (part: Partial<Account>) => {
      shown = { ...shown, ...part };
      if (visit === mine) show({ is: 'there', what: shown });
    };
    put({});
    const requests = ask('listSupport', { query: { username: found.answer.username } });
    const [told, asked] = await Promise.all([history, requests]);
    put({
      history: told.ok
        ? {
            is: 'there',
            what: {
              entries: told.answer.entries,
              sessions: told.answer.sessions ?? [],
              moreSessions: told.answer.moreSessions === true,
              cursor: told.answer.cursor,
            },
          }
        : loaded<never>(told),
      // An address may be several customers', and a name may have been somebody else's.
      requests: asked.ok
        ? { is: 'there', what: asked.answer.requests.filter((each) => each.customerId === customerId) }
        : loaded<never>(asked),
    });
  }

  function showAccountOf(request: SupportRequest): void {
    const { customerId } = request;
    if (customerId === undefined) return;
    void account(customerId, (found) => {
      const { request: now } = state();
      if (now.is === 'there' && now.what.request.id === request.id)
        change({ request: { is: 'there', what: { ...now.what, account: found } } });
    });
  }

  async function request(requestId: string): Promise<void> {
    const mine = ++visit;
    const reply = timed(await ask('showSupport', { path: { requestId } }));
    if (visit !== mine) return;
    if (!reply.ok) return change({ request: loaded<never>(reply) });
    moved(reply.answer);
  }

  /** A request as it stands now; what is known of its account stays until it is read again. */
  function moved(request: SupportRequest): void {
    const { request: before } = state();
    const isSame = before.is === 'there' && before.what.request.customerId === request.customerId;
    const account = request.customerId === undefined ? undefined : isSame ? before.what.account : loading;
    change({ request: { is: 'there', what: { request, account } } });
    showAccountOf(request);
  }

  async function olderEntries(): Promise<void> {
    const { place, request: asked, account: alone } = state();
    const shown = place.at === 'request' && asked.is === 'there' ? asked.what.account : alone;
    if (shown?.is !== 'there' || shown.what.history.is !== 'there') return;
    const { customer, history } = shown.what;
    const { cursor } = history.what;
    if (cursor === undefined) return;
    const mine = visit;
    const reply = await ask('customerAudit', { path: { customerId: customer.customerId }, query: { cursor } });
    if (visit !== mine) return;
    if (!reply.ok) return change({ failure: reply.failure, pressed: 'older' });
    const { answer } = reply;
    const more = { ...history.what, entries: [...history.what.entries, ...answer.entries], cursor: answer.cursor };
    const now: Loaded<Account> = { is: 'there', what: { ...shown.what, history: { is: 'there', what: more } } };
    const { request: still } = state();
    change(
      place.at === 'request' && still.is === 'there'
        ? { request: { is: 'there', what: { ...still.what, account: now } } }
        : { account: now },
    );
  }

  /** `isNew`: one comes there; else what is shown stays until it is read again. */
  function at(place: Place, isNew: boolean): void {
    visit++;
    switch (place.at) {
      case 'requests':
        change({ queue: emptied(state().queue) });
        return void queue();
      case 'request':
        if (isNew) change({ request: loading });
        return void request(place.id);
      case 'customer':
        if (isNew) change({ account: loading });
        return void account(place.id, (found) => change({ account: found }));
      case 'clients':
        return void ask('listClients').then((reply) =>
          change({ clients: reply.ok ? { is: 'there', what: reply.answer.clients } : loaded<never>(reply) }),
        );
      case 'client':
        if (isNew) change({ client: loading });
        return void ask('getClient', { path: { clientId: place.id } }).then((reply) => change({ client: loaded(timed(reply)) }));
      case 'switch':
        return void ask('readSwitch').then((reply) => change({ flag: loaded(timed(reply)) }));
      case 'customers':
    }
  }

  async function about(): Promise<void> {
    change({ about: loaded(await ask('about')) });
    if (state().about.is === 'there') at(state().place, true);
  }

  const again = () => (state().about.is === 'there' ? at(state().place, false) : void about());
  return { about, at, again, queue, moved, olderEntries };
}

const emptied = (queue: Queue): Queue => ({ ...queue, requests: [], cursor: undefined, is: 'loading', failure: undefined });

function queryOf({ status, about, cursor, of }: Queue): Record<string, string> {
  return {
    ...(of === undefined ? { status, ...(about !== 'all' && { about }) } : { username: of }),
    ...(cursor !== undefined && { cursor }),
  };
}
