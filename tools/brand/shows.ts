/** What the gallery shows under which address: pages, e-mails and SMS, as what serves and sends them makes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { handler as assets } from '../../functions/assets.ts';
import { handler as nowhere } from '../../functions/nowhere.ts';
import { handler as pages } from '../../functions/pages.ts';
import { handler as problem } from '../../functions/problem.ts';
import { brand } from '../../shared/config/brand.ts';
import { required, variables } from '../../shared/config/environment.ts';
import { escaped } from '../../shared/http/escaped.ts';
import { catalogue } from '../../shared/http/problems.ts';
import { everyMail, everySms } from '../../shared/send/every-message.ts';
import type { Locale } from '../../shared/words/locale.ts';
import { pageNames } from '../../web/pages.ts';
import { inScheme, type Scheme } from './forced-scheme.ts';
import { accountStates } from './states/account.ts';
import { passwordStates, recoverStates, supportStates } from './states/help.ts';

export type Looked = { locale: Locale; scheme?: Scheme | undefined; part?: string | undefined };
type Kind = 'page' | 'noscript' | 'problem' | 'mail' | 'sms';
type Content = { type: 'text/html' | 'text/plain'; text: string };

export const shopName = required(variables.shopName);

/** `code login` → `code.login`: its kind, and which one of that, as an address can hold them. */
const addressed = (name: string) =>
  name
    .replaceAll(/[^\w ]+/g, '')
    .replace(' ', '.')
    .replaceAll(' ', '-');
const inEnglish = { locale: 'en', shopName } as const;

/** The names of all that there is, by kind. */
export const names: Readonly<Record<Kind, readonly string[]>> = {
  page: Object.keys({ ...accountStates, ...passwordStates, ...recoverStates, ...supportStates }),
  noscript: [...pageNames, 'nowhere'],
  problem: Object.keys(catalogue),
  mail: (await everyMail(inEnglish)).map(({ name }) => addressed(name)),
  sms: (await everySms(inEnglish)).map(({ name }) => addressed(name)),
};

/** @param file of the program that shows a state */
export async function show(kind: string, name: string, looked: Looked, file: string): Promise<Content | undefined> {
  if (!Object.hasOwn(names, kind) || !names[kind as Kind].includes(name)) return undefined;
  const { type, text } = await shows[kind as Kind](name, looked, file);
  return { type, text: atItsPlace(inScheme(text, looked.scheme), looked.scheme) };
}

const html = (text: string): Content => ({ type: 'text/html', text });

const shows: Record<Kind, (name: string, looked: Looked, file: string) => Promise<Content>> = {
  async page(name, { locale }, file) {
    const page = name.split('.')[0] ?? '';
    const document = await bodyOf(pages, page === 'home' ? '/' : `/${page}`, locale);
    return html(withoutPreloading(document).replace(/(<script type="module" src=")[^"]*/, (_, begin) => begin + file));
  },
  async noscript(name, { locale }) {
    if (name === 'nowhere') return html(await bodyOf(nowhere, '/nowhere', locale));
    const document = await bodyOf(pages, name === 'home' ? '/' : `/${name}`, locale);
    return html(
      withoutPreloading(document)
        .replace(/<script type="module"[^>]*><\/script>/, '')
        // What would show the first view (`web/early.ts`).
        .replace(/<script>.*?<\/script>/s, '')
        .replaceAll(/<(\/?)noscript>/g, '<$1div>')
        // Its style is for browsers that run scripts, as the one is that shows it here.
        .replace(/<p class="late">.*?<\/p>/, ''),
    );
  },
  problem: async (name, { locale }) => html(await bodyOf(problem, `/problems/${name}`, locale, { problem: name })),
  async mail(name, { locale, part }) {
    const mail = (await everyMail({ locale, shopName })).find((example) => addressed(example.name) === name)?.mail;
    if (part === 'text') return { type: 'text/plain', text: `${mail?.subject}\n\n${mail?.text}` };
    return html(`${mail?.html}`.replaceAll(/cid:[^"')]+/g, '/mail-logo'));
  },
  async sms(name, { locale }) {
    const example = (await everySms({ locale, shopName })).find((one) => addressed(one.name) === name);
    return html(asPhone(example?.sms.text ?? '', locale));
  },
};

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

async function bodyOf(handler: Handler, path: string, lang: string, pathParameters: Record<string, string> | null = null): Promise<string> {
  const headers = { Accept: 'text/html' };
  const event = { resource: path, path, headers, pathParameters, queryStringParameters: { lang, ended: '' } };
  const requestContext = { domainName: 'localhost', path };
  return (await handler({ ...event, requestContext } as unknown as APIGatewayProxyEvent, {} as Context)).body;
}

const withoutPreloading = (document: string) => document.replaceAll(/<link rel="modulepreload"[^>]*>/g, '');

/** Files lie at the root here, wherever customers reach them; a style is served in the scheme that is looked at. */
const atItsPlace = (text: string, scheme: Scheme | undefined) =>
  text.replaceAll(/"[^"]*\/assets\//g, `"${scheme === undefined ? '' : `/as/${scheme}`}/assets/`);

/** What a page loads. */
export async function asset(file: string, scheme: Scheme | undefined): Promise<{ status: number; type: string; text: string }> {
  const { statusCode: status, headers, body } = await assets({ pathParameters: { file } } as unknown as APIGatewayProxyEvent);
  const type = `${headers?.['Content-Type']}`.split(';')[0] ?? '';
  return { status, type, text: type === 'text/css' ? inScheme(body, scheme) : body };
}

const asPhone = (text: string, locale: Locale) => `<!doctype html><html lang="${locale}"><meta charset="utf-8">
<meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width, initial-scale=1"><title>SMS</title>
<style>:root{color-scheme:light dark}body{margin:0;padding:24px 16px;font:17px/1.4 system-ui,sans-serif;background:Canvas;color:CanvasText}
main{max-width:280px;padding:10px 14px;border-radius:18px;background:color-mix(in srgb,CanvasText 10%,Canvas);overflow-wrap:anywhere;white-space:pre-line}
p{margin:10px 2px;font-size:14px}</style><main>${escaped(text)}</main><p>${text.length} letters of 160</p></html>`;

/** What an e-mail brings along. */
export function mailLogo(): { type: string; bytes: Buffer } | undefined {
  const { mailLogo } = brand;
  return mailLogo && { type: mailLogo.type, bytes: readFileSync(join(required('LAMBDA_TASK_ROOT'), mailLogo.file)) };
}
