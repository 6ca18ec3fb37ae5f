import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { present, required, variables } from '../shared/config/environment.ts';
import { header } from '../shared/http/call.ts';
import { escaped } from '../shared/http/escaped.ts';
import { pageHeaders, securityHeaders } from '../shared/http/headers.ts';
import { localeFrom } from '../shared/words/locale.ts';
import type { PageName, Pages, Setting } from '../web/build.ts';

const { policies, documents }: Pages = JSON.parse(readFileSync(join(required('LAMBDA_TASK_ROOT'), 'pages.json'), 'utf8'));

/** Where a provider's widget comes from, and the hosts that its provider says a policy has to allow. ALTCHA's is part of the page. */
const widgets: Record<string, { script: string; hosts: string }> = {
  turnstile: {
    script: 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit',
    hosts: 'https://challenges.cloudflare.com',
  },
  hcaptcha: { script: 'https://js.hcaptcha.com/1/api.js?render=explicit', hosts: 'https://hcaptcha.com https://*.hcaptcha.com' },
};

const withCaptcha: readonly PageName[] = ['recover', 'support'];
const captcha = process.env[variables.captchaProvider] ?? 'altcha';
const widget = widgets[captcha];

const forgotPasswordUrl = present(variables.forgotPasswordUrl);

/** Put into attributes and the title as data; the script, whose hash the policy pins, stays the same for every shop. */
const settings: Record<Setting, string> = {
  SHOP_NAME: escaped(required(variables.shopName)),
  HOME_URL: escaped(present(variables.homeUrl)),
  CHANGE_PASSWORD_URL: escaped(present(variables.changePasswordUrl)),
  FORGOT_PASSWORD_URL: escaped(forgotPasswordUrl),
  SIGN_UP_URL: escaped(present(variables.signUpUrl)),
  CAPTCHA_PROVIDER: escaped(captcha),
  CAPTCHA_SITE_KEY: escaped(process.env[variables.captchaSiteKey] ?? ''),
  CAPTCHA_SCRIPT: escaped(widget?.script ?? ''),
  PASSWORD_MINIMUM: escaped(required(variables.passwordMinimum)),
};

const pageOf: Record<string, PageName> = {
  '/': 'home',
  '/login': 'login',
  '/security': 'security',
  '/password': 'password',
  '/recover': 'recover',
  '/support': 'support',
};

/** The pages: one complete document each, in the language of `?lang=` or of the browser. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const locale = localeFrom(header(event, 'accept-language'), event.queryStringParameters?.lang);
  const page = pageOf[event.resource] ?? 'home';
  if (page === 'password' && isAtShop(event)) {
    return { statusCode: 302, headers: { ...securityHeaders, Location: withFragment(forgotPasswordUrl) }, body: '' };
  }
  return {
    statusCode: 200,
    headers: {
      ...pageHeaders(locale),
      'Content-Security-Policy': policyOf(page),
    },
    body: documents[page][locale].replaceAll(/%([A-Z_]{4,})%/g, (_, name: Setting) => settings[name] ?? ''),
  };
}

/** Who keeps passwords itself has a page of its own for a forgotten one. That one has ended, and why, is said here before. */
const isAtShop = ({ queryStringParameters }: APIGatewayProxyEvent) =>
  forgotPasswordUrl !== '' && queryStringParameters?.ended === undefined;

/** To a location without a fragment a browser adds the one it had (RFC 9110 §10.2.2): the token of an older e-mail, which is for nobody else. */
const withFragment = (url: string) => (url.includes('#') ? url : `${url}#`);

/** Only with a CAPTCHA of a provider does a page load anything from elsewhere, and only one that shows it: beside a password nobody else's script runs. */
function policyOf(page: PageName): string {
  if (!widget || !withCaptcha.includes(page)) return policies[page];
  const { hosts } = widget;
  return `${policies[page].replaceAll(/(?<=(?:script|style|connect)-src [^;]+)(?=;)/g, ` ${hosts}`)}; frame-src ${hosts}`;
}
