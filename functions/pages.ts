import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { type Brand, brand } from '../shared/config/brand.ts';
import { present, required, variables } from '../shared/config/environment.ts';
import { type BuiltPages, builtPages } from '../shared/http/built-pages.ts';
import { cookieIn, header, publicUrlOf } from '../shared/http/call.ts';
import { escaped } from '../shared/http/escaped.ts';
import { pageHeaders, securityHeaders } from '../shared/http/headers.ts';
import { type Allowed, assetsAt, beforeTheProgram, pageDocument, programPolicy, shownEarly } from '../shared/http/page-document.ts';
import { isHadAlready, keptByItsReader } from '../shared/http/published.ts';
import { type Locale, localeFrom } from '../shared/words/locale.ts';
import { firstViewOf } from '../web/first-view.ts';
import { type PageName, pages as programs } from '../web/pages.ts';
import type { Settings } from '../web/settings.ts';

const { pages } = builtPages as BuiltPages<PageName>;

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

const configuredUrl = present(variables.publicUrl);
const forgotPasswordUrl = present(variables.forgotPasswordUrl);

/** Stand in the document as data; the program stays the same for every shop. */
const settings: Omit<Settings, 'stays' | 'ownWords'> = {
  shopName: required(variables.shopName),
  homeUrl: present(variables.homeUrl),
  changePasswordUrl: present(variables.changePasswordUrl),
  forgotPasswordUrl,
  signUpUrl: present(variables.signUpUrl),
  captcha,
  captchaSiteKey: process.env[variables.captchaSiteKey] ?? '',
  captchaScript: widget?.script ?? '',
  passwordMinimum: required(variables.passwordMinimum),
  shopLinks: brand.links,
};

const pageOf: Record<string, PageName> = {
  '/': 'home',
  '/login': 'login',
  '/security': 'security',
  '/password': 'password',
  '/recover': 'recover',
  '/support': 'support',
};

/** The pages: a small document each, in the language of `?lang=` or of the browser, which names the files that it loads. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const locale = localeFrom(header(event, 'accept-language'), event.queryStringParameters?.lang);
  const page = pageOf[event.resource] ?? 'home';
  if (page === 'password' && isAtShop(event)) {
    return { statusCode: 302, headers: { ...securityHeaders, Location: withFragment(forgotPasswordUrl) }, body: '' };
  }
  const publicUrl = publicUrlOf(event, configuredUrl);
  const given = settingsFor(event, publicUrl);
  const firstView = beginsInTheProgram(page, event, given) ? '' : await drawn(page, locale, publicUrl, given, event);
  const policy = programPolicy(publicUrl, allowedOn(page));
  const headers = { ...pageHeaders(locale), 'Content-Security-Policy': policy };
  const body = documentOf(page, locale, publicUrl, given, firstView);
  const kept = keptByItsReader(JSON.stringify(headers) + body);
  if (isHadAlready(header(event, 'if-none-match'), kept.ETag)) return { statusCode: 304, headers: kept, body: '' };
  return { statusCode: 200, headers: { ...headers, ...kept }, body };
}

function settingsFor(event: APIGatewayProxyEvent, publicUrl: string): Settings {
  const ownWords = brand.pageWords && new URL(assetsAt(publicUrl) + brand.pageWords).pathname;
  return { ...settings, stays: cookieIn(event) !== undefined, ...(ownWords && { ownWords }) };
}

/** Whether a cookie logs in, and what a shop's account has handed over, has to be asked first. */
const beginsInTheProgram = (page: PageName, { queryStringParameters }: APIGatewayProxyEvent, { stays }: Settings): boolean =>
  programs[page] === 'account' && (stays || queryStringParameters?.handover !== undefined);

const drawn = (page: PageName, locale: Locale, publicUrl: string, given: Settings, { queryStringParameters }: APIGatewayProxyEvent) =>
  firstViewOf(page, {
    base: `${publicUrl}/`,
    locale,
    settings: given,
    ended: queryStringParameters?.ended !== undefined,
    ownWords: pageWords[locale] ?? {},
  });

/** What the shop says in its own way on pages, by language and key. */
const pageWords: Brand['words'] = brand.pageWords
  ? JSON.parse(readFileSync(join(required('LAMBDA_TASK_ROOT'), 'assets', brand.pageWords), 'utf8'))
  : {};

/** Who keeps passwords itself has a page of its own for a forgotten one. That one has ended, and why, is said here before. */
const isAtShop = ({ queryStringParameters }: APIGatewayProxyEvent) =>
  forgotPasswordUrl !== '' && queryStringParameters?.ended === undefined;

/** To a location without a fragment a browser adds the one it had (RFC 9110 §10.2.2): the token of an older e-mail, which is for nobody else. */
const withFragment = (url: string) => (url.includes('#') ? url : `${url}#`);

/** Only with a CAPTCHA of a provider does a page load anything from elsewhere, and only one that shows it: beside a password nobody else's script runs. */
const allowedOn = (page: PageName): Allowed => ({
  // The picture for an authenticator app comes in an answer.
  images: 'data:',
  ...(widget && withCaptcha.includes(page) && { hosts: widget.hosts }),
});

function documentOf(page: PageName, locale: Locale, publicUrl: string, given: Settings, firstView: string): string {
  const { style, script, preloaded, ...others } = pages[page];
  // Who is not known to be logged in sees the login there.
  const titled = firstView !== '' && page === 'security' ? 'login' : page;
  return pageDocument({
    locale,
    title: escaped(ownTitleOf(titled, locale) ?? pages[titled].titles[locale]),
    main: shownEarly(firstView) + beforeTheProgram(locale),
    publicUrl,
    style,
    program: {
      script,
      preloaded: preloaded[locale],
      ownWords: others.ownWords,
      loadedAlong: others.loadedAlong[locale],
      settings: given,
    },
  });
}

/** Its key begins with the part of the words that it is in: `pages.login.titles.security`. */
function ownTitleOf(page: PageName, locale: Locale): string | undefined {
  const own = Object.entries(brand.words[locale] ?? {});
  return own.find(([key]) => key.startsWith('pages.') && key.endsWith(`.titles.${page}`))?.[1];
}
