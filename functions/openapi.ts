import { ok } from '../shared/http/answers.ts';
import { openApiDocument } from '../shared/http/openapi/document.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { openapi } from '../shared/http/routes/discovery.ts';

/** The contract, for tools. */
export const handler = endpoint(openapi, async ({ publicUrl }) => ok(openApiDocument(publicUrl)));
