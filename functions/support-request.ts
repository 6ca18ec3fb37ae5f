import { createHash } from 'node:crypto';
import { captchaIsSolved } from '../shared/captcha/port.ts';
import { present, required, variables } from '../shared/config/environment.ts';
import { holidays } from '../shared/config/working-calendar.ts';
import { DAY, SUPPORT_REQUESTS_PER_NETWORK } from '../shared/flow/budgets.ts';
import { workingDayEnd } from '../shared/flow/working-days.ts';
import { accepted, problem, secondsUntil } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { supportRequest } from '../shared/http/routes/support.ts';
import { log } from '../shared/log/events.ts';
import { sendMail } from '../shared/send/mail.ts';
import { supportTeamMail } from '../shared/send/support-mail.ts';
import { countOnCaps } from '../shared/store/daily-caps.ts';
import { readLogin } from '../shared/store/logins.ts';
import { openSupportRequest } from '../shared/store/support-requests.ts';

const shopName = required(variables.shopName);
const team = present(variables.supportMailTo);

/** The form for those who have neither e-mail nor phone left. Its answer is the same whether the account exists or not. */
export const handler = endpoint(supportRequest, async (call) => {
  const { now, body, network } = call;
  if (!(await captchaIsSolved(body.captcha, now))) return problem('captcha_failed');
  const from = createHash('sha256').update(network).digest('base64url');
  if (!(await countOnCaps([{ of: `SUPPORT#${from}`, most: SUPPORT_REQUESTS_PER_NETWORK }], now))) {
    return problem('too_many_attempts', { retryAfter: secondsUntil(Math.floor(now / DAY + 1) * DAY, now) });
  }

  const { username, message, reachMeAt } = body;
  const { login } = await readLogin(username, network);
  const request = await openSupportRequest({ username, message, reachMeAt, customerId: login?.customerId }, now);

  // The queue has it; the e-mail only says so.
  if (team) {
    const dueAt = workingDayEnd(now, holidays);
    const delivery = await sendMail(team, supportTeamMail({ requestId: request.requestId, username, message, reachMeAt, dueAt, shopName }));
    if (delivery.outcome !== 'accepted')
      log({ event: 'notice_failed', notice: 'support_requested', outcome: delivery.outcome, reason: delivery.reason });
  }
  return accepted({});
});
