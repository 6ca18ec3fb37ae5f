/** One customer of a file, put into the service: once, whatever is lost on the way. */

import type { putCustomer } from '../../../shared/http/routes/admin.ts';
import type { AnswerOf } from '../../../shared/http/routes/route.ts';
import { type Answer, problemIn, refusalIn, serviceTime } from '../../admin-call.ts';
import type { Shown } from '../customers-table.ts';
import { isForNow, waitAfter } from '../patience.ts';
import type { Pace, Wait } from './pace.ts';
import type { Given } from './rules.ts';

export type Put =
  | { is: 'done'; became: 'created' | 'changed' | 'left'; keptPassword?: true }
  /** This customer is not taken; others may be. */
  | { is: 'faulty'; why: string }
  /** Nobody would be taken. `isInDoubt`: this one may have been. */
  | { is: 'stopped'; why?: string; isInDoubt: boolean };

export type Service = {
  url: string;
  /** @param ifNobody `PUT` only if nobody is there @throws Error when nobody answered: it may be done, or not */
  call(method: 'GET' | 'PUT', customerId: string, body?: unknown, ifNobody?: boolean): Promise<Answer>;
  /** As last told by the service. */
  time(): number;
  pace: Pace;
  wait: Wait;
  /** Is it to end before it is done? */
  isStopping(): boolean;
};

type Options = {
  /** Who is there already is left as they are. */
  onlyNew: boolean;
  /** When the import began. This and the next are ms since 1970, by the service's clock. */
  startedAt: number;
  /** A call of this import may have put them in whose answer nobody has seen; it was begun before this. */
  inDoubtSince: number | undefined;
};

/**
 * A function has ten seconds to start and ten to answer (`cdk/function.ts`), and times are told in whole ones. Until then a call may be
 * under way whose caller is gone.
 */
const LONGEST_CALL = 21_000;
const BETWEEN_LOOKS = 500;

export async function putRecord({ customerId, body }: Given, options: Options, service: Service): Promise<Put> {
  const { onlyNew, startedAt } = options;
  let [{ inDoubtSince }, tries] = [options, 0];
  /** Who is new is put in by a call that changes nobody who is there, so it may be repeated: only of who is there is asked then. */
  let isThere = false;
  for (;;) {
    // Put in again, a hash without its time would end their sessions and be told to them as a new password; and what they changed since would be lost.
    const isAsked = onlyNew ? isThere : inDoubtSince !== undefined;
    const found = isAsked ? await calledOnce('GET', customerId, undefined, service) : undefined;
    if (found === 'stopped') return { is: 'stopped', isInDoubt: inDoubtSince !== undefined };
    if (found?.status === 200) {
      const { createdAt } = JSON.parse(found.text) as Shown;
      if (inDoubtSince !== undefined && Date.parse(createdAt) >= startedAt) return { is: 'done', became: 'created' };
      if (onlyNew) return { is: 'done', became: 'left' };
    }
    if (found?.status === 404) isThere = false;
    if (found?.status === 404 && !onlyNew && inDoubtSince !== undefined && serviceTime(found) < inDoubtSince + LONGEST_CALL) {
      await service.wait(BETWEEN_LOOKS);
      continue;
    }
    const isKnown = !isAsked || found?.status === 200 || found?.status === 404;
    const answer = isKnown ? await calledOnce('PUT', customerId, body, service, onlyNew) : found;
    if (answer === 'stopped') return { is: 'stopped', isInDoubt: inDoubtSince !== undefined };
    if (answer?.status === 412 && onlyNew) {
      // A call of before may have put them in.
      if (inDoubtSince === undefined) return { is: 'done', became: 'left' };
      isThere = true;
      continue;
    }
    if (answer && !isForNow(answer)) return outcomeOf(answer, service.url, inDoubtSince !== undefined);

    const isTooFast = answer?.status === 429;
    if (!isTooFast) tries++;
    if (!isTooFast && isKnown) inDoubtSince = service.time();
    const wait = waitAfter(answer, tries);
    const why = answer ? refusalIn(answer, service.url) : `${service.url} was not reached.`;
    if (wait === undefined) return { is: 'stopped', why, isInDoubt: true };
    if (isTooFast) service.pace.hold(wait);
    else await service.wait(wait);
  }
}

/** `undefined`: nobody answered. */
async function calledOnce(
  method: 'GET' | 'PUT',
  customerId: string,
  body: unknown,
  service: Service,
  ifNobody = false,
): Promise<Answer | undefined | 'stopped'> {
  await service.pace.turn();
  return service.isStopping() ? 'stopped' : service.call(method, customerId, body, ifNobody).catch(() => undefined);
}

function outcomeOf(answer: Answer, url: string, isInDoubt: boolean): Put {
  const problem = problemIn(answer.text);
  if (answer.status === 200) {
    const { created, password } = JSON.parse(answer.text) as AnswerOf<typeof putCustomer>;
    return { is: 'done', became: created ? 'created' : 'changed', ...(password === 'kept' && { keptPassword: true }) };
  }
  if (problem && (answer.status === 400 || answer.status === 409)) {
    const faults = (problem.errors ?? []).map(({ path, message }) => `${path} ${message}`.trim());
    return { is: 'faulty', why: faults.length > 0 ? faults.join('; ') : `${problem.title} (${problem.code})` };
  }
  return { is: 'stopped', why: refusalIn(answer, url), isInDoubt };
}
