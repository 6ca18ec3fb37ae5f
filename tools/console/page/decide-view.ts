/** What to check before approving, and the decision. */
import { type Child, el } from '../../../web/dom.ts';
import { checkId, checks, reasonId } from './checks.ts';
import { button, card, checkbox, type Frame, failureOf, field, p, question, typed } from './pieces.ts';
import type { Account, State, SupportRequest } from './state.ts';
import { moment } from './times.ts';

export function decideCard(request: SupportRequest, account: Account | undefined, state: State, frame: Frame): HTMLElement | undefined {
  const { id, status, approvals } = request;
  if (status !== 'open') return undefined;
  if (state.confirming === 'approve' || state.confirming === 'reject') return asked(state.confirming, request, account, state, frame);
  const mine = identityOf(state);
  const isApprovedByMe = approvals.some(({ by }) => by === mine);
  const canApprove = account?.customer.twoFactor.enabled === true && !isApprovedByMe;
  return card(
    'decide',
    'Decide',
    isApprovedByMe &&
      p('You have approved it. Another person of the team has to approve as well, with credentials of their own; you can still reject it.'),
    canApprove &&
      p(
        'The question is not “is this person in distress” but “is this the owner of the account”. In doubt reject, and say what would help: nothing is lost by it.',
      ),
    canApprove &&
      el(
        'fieldset',
        { id: 'checks' },
        el('legend', {}, 'Before approving'),
        ...checks.map((each, nth) => checkbox(checkId(id, nth), each)),
      ),
    field({
      id: reasonId(id),
      name: 'reason',
      label: 'Reason',
      hint: 'Kept in the audit log with your name. The customer does not read it.',
      longest: 500,
      lines: 3,
    }),
    failureOf(state, 'decide'),
    el(
      'div',
      'buttons',
      canApprove && button(['confirm', 'approve'], 'Approve …', { id: 'open-approve', class: 'main' }),
      button(['confirm', 'reject'], 'Reject …', { id: 'open-reject' }),
    ),
  );
}

const identityOf = ({ about }: State) => (about.is === 'there' ? about.what.identity : '');

function asked(
  what: 'approve' | 'reject',
  request: SupportRequest,
  account: Account | undefined,
  state: State,
  { now, draft }: Frame,
): HTMLElement {
  const reason = el('blockquote', {}, typed(draft(reasonId(request.id))));
  return card(
    'decide',
    'Decide',
    what === 'approve'
      ? question(
          'approve-question',
          'Approve this request?',
          [...consequences(request, account, state, now), reason],
          button('approve', 'Approve now', { class: 'main', busy: state.busy }),
        )
      : question(
          'reject-question',
          'Reject this request?',
          [
            p(
              'Nothing is switched off. Whose account it is about gets an e-mail that a request was rejected. A decision is final; a new request can be made at any time.',
            ),
            reason,
          ],
          button('reject', 'Reject now', { class: 'main', busy: state.busy }),
        ),
    failureOf(state, 'decide'),
  );
}

function consequences(
  { approvals, approversNeeded }: SupportRequest,
  account: Account | undefined,
  { about }: State,
  now: number,
): Child[] {
  const { email, phone } = account?.customer ?? {};
  if (approvals.length + 1 < approversNeeded) {
    return [p(`Yours is approval ${approvals.length + 1} of ${approversNeeded}. Nothing happens before another person approves as well.`)];
  }
  const hours = about.is === 'there' ? about.what.waitHours : 24;
  const off = moment(new Date(now + hours * 3_600_000).toISOString(), now);
  return [
    el(
      'ol',
      { id: 'consequences' },
      el(
        'li',
        {},
        'At once the owner is told, with a link “this wasn’t me”: by e-mail to ',
        typed(email ?? ''),
        phone === undefined ? '' : ' and by SMS to ',
        phone ?? '',
        '.',
      ),
      el('li', {}, `For ${hours} hours they can stop it with one click, or by logging in with a code. Nobody can shorten that.`),
      el(
        'li',
        {},
        `After ${off} two-factor login is switched off, its recovery codes are destroyed, every session ends, and the customer is told.`,
      ),
    ),
  ];
}
