import { randomUUID } from 'node:crypto';
import { captchaWork } from '../shared/captcha/port.ts';
import { present, variables } from '../shared/config/environment.ts';
import { holidays } from '../shared/config/working-calendar.ts';
import type { Typed } from '../shared/flow/support-request.ts';
import { workingDayEnd } from '../shared/flow/working-days.ts';
import { accepted, problem, secondsUntil } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { supportRequest } from '../shared/http/routes/support.ts';
import { log } from '../shared/log/events.ts';
import { notMeLink } from '../shared/send/not-me.ts';
import { tellNobody, tellOwnerOfRequest, tellTeamOfRequest } from '../shared/send/tell-of-support.ts';
import { customerMeant } from '../shared/store/accounts.ts';
import type { Customer } from '../shared/store/customers.ts';
import { countOfNetwork } from '../shared/store/support-networks.ts';
import { askAgain } from '../shared/store/support-queue.ts';
import { fileSupportRequest } from '../shared/store/support-requests.ts';

const team = present(variables.supportMailTo);

/** The form for those who have neither e-mail nor phone left. Its answer, and its work, are the same whether the account exists or not. */
export const handler = endpoint(supportRequest, async (call) => {
  const { now, body, network } = call;
  const work = await captchaWork(body.captcha, now);
  if (work === 0 || !(await countOfNetwork(network, work, now))) return problem('captcha_failed');

  const { username, message, reachMeAt } = body;
  const customer = await customerMeant(username);
  const request = { requestId: randomUUID(), username, message, reachMeAt };
  const filed = await fileSupportRequest(request, customer, now);
  if (filed.is === 'too_many') return problem('too_many_attempts', { retryAfter: secondsUntil(filed.until, now) });

  // The queue has it; the e-mails only say so. An account that has had its three by another name is answered as one that is none. What
  // was typed becomes a note then, which is written while the e-mail to nobody is on its way: so no other e-mail goes with it.
  const isFiled = filed.is === 'filed';
  const owner = isFiled && filed.request.customerId !== undefined ? customer : undefined;
  const notMe = await notMeLink(owner ?? { customerId: randomUUID(), createdAt: now }, call);
  const asked = { at: now, from: call };
  await Promise.all([
    owner ? tellOwnerOfRequest(owner, notMe, asked) : tellNobody(notMe, asked),
    isFiled
      ? team && tellTeamOfRequest(team, { ...request, dueAt: workingDayEnd(now, holidays) })
      : customer && noteForTeam(customer, request, now),
  ]);
  return accepted({});
});

async function noteForTeam({ customerId }: Customer, request: Typed, now: number): Promise<void> {
  const { username, reachMeAt, message } = request;
  try {
    await askAgain(customerId, `Asked again as ${username}, to be reached at ${reachMeAt}: ${message}`, now);
  } catch (error) {
    // It is counted and answered. Another answer would tell whose name was typed.
    log({ event: 'note_not_kept', error: error instanceof Error ? error.name : 'unknown' });
  }
}
