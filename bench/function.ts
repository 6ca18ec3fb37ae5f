/** One environment of a function, warm as long as it lives. Arguments: its bundle, and the tag of the trivial hash, if it has that. */
import { createRequire } from 'node:module';
import { answerWithTag } from './known-tag.ts';
import { serve } from './serve.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const [, , bundle = '', tag = ''] = process.argv;
if (tag) answerWithTag(tag);
const { handler } = createRequire(import.meta.url)(bundle) as { handler: Handler };

serve((event) => handler(event, { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 }));
