import { makeAltcha } from '../shared/captcha/altcha.ts';
import { ok } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { captcha } from '../shared/http/routes/recovery.ts';
import { readNetworkWork } from '../shared/store/support-networks.ts';

/** A fresh ALTCHA challenge; one for a support request takes the work that the caller's network owes by now. */
export const handler = endpoint(captcha, async ({ query, network, now }) => {
  const work = query.for === 'support' ? await readNetworkWork(network, now) : 1;
  return ok(await makeAltcha(work, now));
});
