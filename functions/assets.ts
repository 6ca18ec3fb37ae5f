import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { required } from '../shared/config/environment.ts';
import { brandStyle } from '../shared/http/brand-style.ts';
import { securityHeaders } from '../shared/http/headers.ts';

const folder = join(required('LAMBDA_TASK_ROOT'), 'assets');

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  json: 'application/json',
};

/** A name with a hash at its end, nothing that would lead out of the folder, and no longer than a file system takes. */
const name = /^(?=.{1,200}$)[A-Za-z0-9][\w.-]*-[A-Za-z0-9]{8,64}\.(js|css|svg|json)$/;

/** A picture may be opened by itself, and is of somebody else: it runs nothing. What a page loads goes by the policy of the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/** What the pages load. A name stands for one content, so it is kept for as long as HTTP knows. */
export async function handler({ pathParameters }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const file = pathParameters?.file ?? '';
  const type = types[name.exec(file)?.[1] ?? ''];
  const body = type === undefined ? undefined : contentOf(file);
  if (type === undefined || body === undefined) {
    return {
      statusCode: 404,
      headers: { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' },
      body: 'There is no such file.',
    };
  }
  return {
    statusCode: 200,
    headers: {
      ...securityHeaders,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Security-Policy': policy,
    },
    body,
  };
}

function contentOf(file: string): string | undefined {
  if (file === brandStyle?.name) return brandStyle.text;
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
