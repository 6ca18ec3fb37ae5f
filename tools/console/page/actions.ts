/** What can be pressed and sent in the console. */
import { gathered, searchesFor } from '../../customers/searches.ts';
import type { Reply } from '../contract.ts';
import type { Ask } from './ask.ts';
import { checkId, checks, reasonId } from './checks.ts';
import type { Loader } from './loading.ts';
import { type Aboutness, type Confirming, type Pressed, type State, type Status, type SupportRequest, start } from './state.ts';

export type ConsoleActions = {
  status(status: Status): void;
  about(about: Aboutness): void;
  moreRequests(): void;
  findRequests(form: FormData): void;
  backToQueue(): void;
  refresh(): void;
  confirm(what: Confirming): void;
  back(): void;
  findCustomers(form: FormData): void;
  attach(customerId: string): void;
  note(form: FormData): void;
  approve(): void;
  reject(): void;
  endSessions(): void;
  olderEntries(): void;
  flip(): void;
};

export type Desk = {
  readonly ask: Ask;
  readonly state: () => State;
  readonly change: (part: Partial<State>) => void;
  readonly load: Loader;
  readonly draft: (id: string) => string;
  /** It has been sent, and need not be kept. */
  readonly forget: (...ids: string[]) => void;
  readonly focus: (id: string) => void;
};

export function actionsOf({ ask, state, change, load, draft, forget, focus }: Desk): ConsoleActions {
  const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();
  const refuse = (pressed: Pressed, says: string, at = 'failure') => {
    change({ pressed, failure: { code: 'incomplete', says } });
    focus(at);
  };

  /** One thing at a time; whatever comes of it is told. */
  async function press<T>(pressed: Pressed, asked: () => Promise<Reply<T>>, done: (answer: T) => void): Promise<void> {
    if (state().busy) return;
    change({ busy: true, pressed, failure: undefined, notice: undefined });
    const reply = await asked();
    change({ busy: false });
    if (reply.ok) {
      change({ confirming: undefined, offset: reply.now - Date.now() });
      return done(reply.answer);
    }
    change({ failure: reply.failure });
    focus('failure');
    // What was decided on is not as it was any more.
    if (['already_decided', 'superseded', 'changed_meanwhile', 'not_found'].includes(reply.failure.code)) {
      change({ confirming: undefined });
      load.again();
    }
  }

  const shown = () => {
    const { request } = state();
    return request.is === 'there' ? request.what.request : undefined;
  };
  const customerId = () => {
    const { account } = state();
    return account.is === 'there' ? account.what.customer.customerId : '';
  };

  /** A request as it stands after what was done, and whose it is. */
  const stands = (notice: string, at: string) => (request: SupportRequest) => {
    change({ notice });
    load.moved(request);
    focus(at);
  };

  function decide(what: 'approve' | 'reject'): void {
    const request = shown();
    if (!request) return;
    const reason = draft(reasonId(request.id)).trim();
    const call = what === 'approve' ? 'approveSupport' : 'rejectSupport';
    void press(
      'decide',
      () => ask(call, { path: { requestId: request.id }, body: { reason } }),
      (moved) => {
        forget(reasonId(request.id), ...checks.map((_, nth) => checkId(request.id, nth)));
        const words =
          moved.status === 'approved' ? 'Approved, and the owner is told.' : 'Your approval is kept; another person has to approve too.';
        stands(what === 'reject' ? 'Rejected.' : words, 'standing')(moved);
      },
    );
  }

  return {
    status: (status) => {
      change({ queue: { ...start.queue, about: state().queue.about, status } });
      void load.queue();
    },
    about: (about) => {
      change({ queue: { ...start.queue, status: state().queue.status, about } });
      void load.queue();
    },
    moreRequests: () => void load.queue(),
    findRequests: (form) => {
      const of = text(form, 'of');
      if (!of) return focus('requests-of');
      change({ queue: { ...start.queue, of } });
      void load.queue();
    },
    backToQueue: () => {
      const { status, about } = state().queue;
      forget('requests-of');
      change({ queue: { ...start.queue, status, about } });
      void load.queue();
      focus('title');
    },
    refresh: () => {
      change({ notice: undefined, failure: undefined });
      load.again();
    },
    confirm: (confirming) => {
      if (confirming === 'approve' || confirming === 'reject') {
        const id = shown()?.id ?? '';
        const unticked = checks.findIndex((_, nth) => draft(checkId(id, nth)) === '');
        if (confirming === 'approve' && unticked >= 0)
          return refuse('decide', 'Go through every check first. What you cannot tick is a reason to reject.', checkId(id, unticked));
        if (!draft(reasonId(id)).trim()) return refuse('decide', 'Say why: in a year somebody else has to understand it.', reasonId(id));
      }
      change({ confirming, failure: undefined, notice: undefined });
      focus('question-title');
    },
    back: () => {
      const { confirming } = state();
      change({ confirming: undefined, failure: undefined });
      focus({ approve: 'open-approve', reject: 'open-reject', endSessions: 'open-end', flip: 'open-flip' }[String(confirming)] ?? 'title');
    },
    findCustomers: async (form) => {
      const typed = text(form, 'text');
      if (!typed) return focus(state().place.at === 'customers' ? 'customer-text' : `find-${shown()?.id}`);
      change({ found: { typed, customers: { is: 'loading' } }, failure: undefined, confirming: undefined });
      const replies = await Promise.all(searchesFor(typed).map((query) => ask('listCustomers', { query })));
      if (state().found?.typed !== typed) return;
      const failed = replies.find((reply) => !reply.ok);
      const pages = replies.flatMap((reply) => (reply.ok ? [reply.answer] : []));
      change({
        found: {
          typed,
          customers: failed && !failed.ok ? { is: 'failed', failure: failed.failure } : { is: 'there', what: gathered(pages) },
        },
      });
    },
    attach: (id) => {
      const request = shown();
      if (!request) return;
      void press(
        'attach',
        () => ask('attachSupport', { path: { requestId: request.id }, body: { customerId: id } }),
        (moved) => {
          forget(`find-${request.id}`);
          change({ found: undefined });
          stands('Attached, and the customer is told.', 'standing')(moved);
        },
      );
    },
    note: (form) => {
      const request = shown();
      if (!request) return;
      const note = text(form, 'note');
      if (!note) return refuse('note', 'The note is empty.', `note-${request.id}`);
      void press(
        'note',
        () => ask('noteSupport', { path: { requestId: request.id }, body: { note } }),
        (moved) => {
          forget(`note-${request.id}`);
          stands('The note is kept.', `note-${request.id}`)(moved);
        },
      );
    },
    approve: () => decide('approve'),
    reject: () => decide('reject'),
    endSessions: () =>
      void press(
        'sessions',
        () => ask('endSessions', { path: { customerId: customerId() } }),
        () => {
          change({ notice: 'Every session has ended.' });
          load.again();
          focus('open-end');
        },
      ),
    olderEntries: () => void load.olderEntries(),
    flip: () => {
      const { flag } = state();
      if (flag.is !== 'there') return;
      const { enabled } = flag.what;
      const on = enabled !== 'true';
      void press(
        'flip',
        () => ask('flip', { seen: enabled, on }),
        (what) => {
          change({
            flag: { is: 'there', what },
            notice: on
              ? 'Two-factor login is switched on; everywhere within 30 seconds.'
              : 'Two-factor login is switched off; everywhere within 30 seconds.',
          });
          focus('open-flip');
        },
      );
    },
  };
}
