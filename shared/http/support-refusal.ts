/** Why a support request was not moved, as the problem that the team is told. */
import type { RefusalOf } from '../flow/support-request.ts';
import type { Moved } from '../store/support-requests.ts';
import { type Problem, problem } from './answers.ts';

type Refusal = RefusalOf['attach' | 'approve' | 'reject'];
/** What the catalogue has no code of its own for. */
type Detailed = 'approved_by_you' | 'attached_already';
type CodeOf<Why extends Refusal> = 'not_found' | Exclude<Why, Detailed> | (Why extends Detailed ? 'already_decided' : never);

const details: Record<Detailed, string> = {
  approved_by_you: 'You have approved it; somebody else has to approve it too.',
  attached_already: 'The request is about a customer already.',
};

export function supportRefusal<Why extends Refusal>(moved: Exclude<Moved<Why>, { is: 'moved' }>): Problem<CodeOf<Why>> {
  return problemOf(moved) as Problem<CodeOf<Why>>;
}

function problemOf(moved: Exclude<Moved<Refusal>, { is: 'moved' }>): Problem {
  if (moved.is === 'not_found') return problem('not_found');
  const { why } = moved;
  if (why === 'approved_by_you' || why === 'attached_already') return problem('already_decided', { detail: details[why] });
  return problem(why);
}
