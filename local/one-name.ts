/**
 * The pages' policy names their files by `localhost`, and to a browser `127.0.0.1` is another site, with cookies of its own: whoever opens
 * a page there is led to the one that works.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { variables } from '../shared/config/environment.ts';
import type { StackModel } from './template.ts';

/** @param url where the pages say they are; true when the request was led there */
export function ledToOneName(url: string, { method, headers, url: target = '/' }: IncomingMessage, response: ServerResponse): boolean {
  const isByNumber = /^127\.\d+\.\d+\.\d+(:\d+)?$/.test(headers.host ?? '');
  // Programs call by either, and what they send is not to be sent twice.
  const isOpened = method === 'GET' && /\btext\/html\b/i.test(headers.accept ?? '');
  if (!isByNumber || !isOpened) return false;
  response.writeHead(307, { Location: url + target, 'Cache-Control': 'no-store' }).end();
  return true;
}

/** Where a shop has said what it is called by, a proxy of its own stands before, and calls us as it likes. */
export const hasOneName = (url: string, { functions }: StackModel): boolean =>
  functions.every(({ environment: { [variables.publicUrl]: named = '' } }) => named === '' || named === url);
