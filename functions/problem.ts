import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { present, required, variables } from '../shared/config/environment.ts';
import { header, publicUrlOf } from '../shared/http/call.ts';
import { escaped } from '../shared/http/escaped.ts';
import { pageHeaders } from '../shared/http/headers.ts';
import { carriedBy, catalogue, type ProblemCode } from '../shared/http/problems.ts';
import { openapi } from '../shared/http/routes/discovery.ts';
import { type Locale, localeFrom, locales } from '../shared/words/locale.ts';
import { problemPageWords } from '../shared/words/problem-pages.ts';
import { problemTitles } from '../shared/words/problems.ts';
import type { Pages } from '../web/build.ts';

const { plain }: Pages = JSON.parse(readFileSync(join(required('LAMBDA_TASK_ROOT'), 'pages.json'), 'utf8'));
const configuredUrl = present(variables.publicUrl);
const shopName = escaped(required(variables.shopName));

/** What a problem means, where its `type` leads; of a code that there is not, that there is nothing. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const locale = localeFrom(header(event, 'accept-language'), event.queryStringParameters?.lang);
  const asked = event.pathParameters?.problem ?? '';
  const known = Object.hasOwn(catalogue, asked);
  return {
    statusCode: known ? 200 : 404,
    headers: { ...pageHeaders(locale), 'Content-Security-Policy': plain.policy },
    body: await documentOf(known ? (asked as ProblemCode) : 'not_found', locale, publicUrlOf(event, configuredUrl)),
  };
}

/** Without a script: whoever follows a `type` reads, and does nothing. */
async function documentOf(code: ProblemCode, locale: Locale, publicUrl: string): Promise<string> {
  const say = await problemPageWords(locale);
  const { means, next } = say.about[code];
  const title = escaped((await problemTitles(locale))[code]);
  const fields = carriedBy(code).map((name) => `<dt><code>${name}</code></dt><dd>${marked(say.fields[name])}</dd>`);
  const languages = locales.map(async (each) => {
    const current = each === locale ? ' aria-current="true"' : '';
    return `<a href="?lang=${each}" lang="${each}" hreflang="${each}"${current}>${(await problemPageWords(each)).language}</a>`;
  });
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${title} – ${shopName}</title><link rel="icon" href="${plain.icon}"><style>${plain.style}</style></head>`,
    `<body><header><p class="shop">${shopName}</p></header><main>`,
    `<h1>${title}</h1><p>${marked(means)}</p><h2>${say.whatToDo}</h2><p>${marked(next)}</p>`,
    `<h2><code>${catalogue[code].status} ${code}</code></h2><p class="name">${say.everyProblem}</p>`,
    ...(fields.length > 0 ? [`<h2>${say.carries}</h2><dl>${fields.join('')}</dl>`] : []),
    `<p class="after"><a href="${escaped(publicUrl + openapi.path)}">${say.contract}</a></p></main>`,
    `<footer><nav aria-label="${say.languages}">${(await Promise.all(languages)).join('')}</nav></footer></body></html>`,
  ].join('');
}

/** Names of fields stand between backticks. */
const marked = (text: string) => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
