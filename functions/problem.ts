import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { present, variables } from '../shared/config/environment.ts';
import { builtPages } from '../shared/http/built-pages.ts';
import { header, publicUrlOf } from '../shared/http/call.ts';
import { escaped } from '../shared/http/escaped.ts';
import { pageHeaders } from '../shared/http/headers.ts';
import { pageDocument, plainPolicy } from '../shared/http/page-document.ts';
import { carriedBy, catalogue, type ProblemCode } from '../shared/http/problems.ts';
import { openapi } from '../shared/http/routes/discovery.ts';
import { type Locale, localeFrom } from '../shared/words/locale.ts';
import { problemPageWords } from '../shared/words/problem-pages.ts';
import { problemTitles } from '../shared/words/problems.ts';

const configuredUrl = present(variables.publicUrl);

/** What a problem means, where its `type` leads; of a code that there is not, that there is nothing. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const locale = localeFrom(header(event, 'accept-language'), event.queryStringParameters?.lang);
  const asked = event.pathParameters?.problem ?? '';
  const publicUrl = publicUrlOf(event, configuredUrl);
  const known = Object.hasOwn(catalogue, asked);
  return {
    statusCode: known ? 200 : 404,
    headers: { ...pageHeaders(locale), 'Content-Security-Policy': plainPolicy(publicUrl) },
    body: await documentOf(known ? (asked as ProblemCode) : 'not_found', locale, publicUrl),
  };
}

/** Without a script: whoever follows a `type` reads, and does nothing. */
async function documentOf(code: ProblemCode, locale: Locale, publicUrl: string): Promise<string> {
  const say = await problemPageWords(locale);
  const { means, next } = say.about[code];
  const title = escaped((await problemTitles(locale))[code]);
  const fields = carriedBy(code).map((name) => `<dt><code>${name}</code></dt><dd>${marked(say.fields[name])}</dd>`);
  const main = [
    `<h1>${title}</h1><p>${marked(means)}</p><h2>${say.whatToDo}</h2><p>${marked(next)}</p>`,
    `<h2><code>${catalogue[code].status} ${code}</code></h2><p class="name">${say.everyProblem}</p>`,
    ...(fields.length > 0 ? [`<h2>${say.carries}</h2><dl>${fields.join('')}</dl>`] : []),
    `<p class="after"><a href="${escaped(publicUrl + openapi.path)}">${say.contract}</a></p>`,
  ].join('');
  return pageDocument({ locale, title, main, publicUrl, style: builtPages.plain });
}

/** Names of fields stand between backticks. */
const marked = (text: string) => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
