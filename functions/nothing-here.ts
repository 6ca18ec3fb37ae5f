/** Whatever path there is where calls are gathered comes to their function, and this is the answer to those that mean none. */
import { problem } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { route } from '../shared/http/routes/route.ts';

const nothing = route({
  // Or any other method.
  method: 'GET',
  path: '/{call+}',
  handler: 'nothing-here',
  auth: 'none',
  summary: 'Say that no call has this path and method',
  status: 204,
  problems: ['not_found'],
});

export const handler = endpoint(nothing, async () => problem('not_found', { detail: 'No call has this path and method.' }));
