/** An administrator logs a customer out everywhere. API Gateway has checked their IAM signature. */
import { noContent, problem } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { endSessions } from '../shared/http/routes/admin.ts';
import { endSessionsOf } from '../shared/store/epoch.ts';

export const handler = endpoint(endSessions, async ({ path, admin = 'unknown', now }) => {
  const done = await endSessionsOf(path.customerId ?? '', admin, now);
  return done === 'ended' ? noContent() : problem(done);
});
