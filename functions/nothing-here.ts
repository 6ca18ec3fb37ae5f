/** Whatever path there is below the calls of administrators comes to their function, and this is the answer to those that mean none. */
import { problem } from '../shared/http/answers.ts';
import { gathered } from '../shared/http/gathered.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { route } from '../shared/http/routes/route.ts';

const nothing = route({
  // Or any other.
  method: 'GET',
  path: gathered.path,
  handler: 'nothing-here',
  auth: 'iam',
  summary: 'Say that no call has this path and method',
  status: 204,
  problems: ['not_found'],
});

export const handler = endpoint(nothing, async () =>
  problem('not_found', { detail: 'No call of an administrator has this path and method.' }),
);
