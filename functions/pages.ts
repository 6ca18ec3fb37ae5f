import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { present, required, variables } from '../shared/environment.ts';
import { header } from '../shared/http/call.ts';
import { securityHeaders } from '../shared/http/headers.ts';
import { localeFrom } from '../shared/words/locale.ts';
import type { PageName, Pages } from '../web/build.ts';

const { policy, documents }: Pages = JSON.parse(readFileSync(join(required('LAMBDA_TASK_ROOT'), 'pages.json'), 'utf8'));

/** Put into attributes and the title as data; the script, whose hash the policy pins, stays the same for every shop. */
const settings: Record<string, string> = {
  SHOP_NAME: escaped(required(variables.shopName)),
  HOME_URL: escaped(present(variables.homeUrl)),
};

const pageOf: Record<string, PageName> = { '/': 'home', '/login': 'login', '/security': 'security' };

/** The pages: one complete document each, in the language of `?lang=` or of the browser. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const locale = localeFrom(header(event, 'accept-language'), event.queryStringParameters?.lang);
  const document = documents[pageOf[event.resource] ?? 'home'][locale];
  return {
    statusCode: 200,
    headers: {
      ...securityHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': locale,
      'Content-Security-Policy': policy,
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)',
      'Cross-Origin-Opener-Policy': 'same-origin',
    },
    body: document.replaceAll(/%(SHOP_NAME|HOME_URL)%/g, (_, name: string) => settings[name] ?? ''),
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
