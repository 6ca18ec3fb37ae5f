import { ENTRIES_SHOWN } from '../shared/flow/budgets.ts';
import { activityShown } from '../shared/http/activity-shown.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { activity } from '../shared/http/routes/security.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { customerLog, isOf, newestOf } from '../shared/store/audit.ts';
import { passwordLog } from '../shared/store/logins.ts';

/** What happened to the customer's security, for themselves to read. */
export const handler = endpoint(activity, async (call) => {
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { customerId, username } = present.customer;
  const entries = await newestOf([customerLog(customerId), passwordLog(username)], ENTRIES_SHOWN);
  return ok({ entries: entries.filter(isOf(present.customer)).map(activityShown) });
});
