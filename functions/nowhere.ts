import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { present, variables } from '../shared/config/environment.ts';
import { problem } from '../shared/http/answers.ts';
import { builtPages } from '../shared/http/built-pages.ts';
import { header, publicUrlOf } from '../shared/http/call.ts';
import { pageHeaders, securityHeaders } from '../shared/http/headers.ts';
import { frameIn, pageDocument, plainPolicy, waysOn } from '../shared/http/page-document.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { docsPage, loginPage, passwordPage, recoverPage, securityPage, supportPage } from '../shared/http/routes/pages.ts';
import { route } from '../shared/http/routes/route.ts';
import { localeFrom } from '../shared/words/locale.ts';

const configuredUrl = present(variables.publicUrl);

const nothing = route({
  method: 'GET',
  path: '/{path+}',
  handler: 'nowhere',
  auth: 'none',
  summary: 'Say that nothing is here',
  status: 204,
  problems: ['not_found'],
});
const toPrograms = endpoint(nothing, async () => problem('not_found', { detail: 'No call has this path and method.' }));

const pages: readonly string[] = [loginPage, securityPage, passwordPage, recoverPage, supportPage, docsPage].map(({ path }) => path);
const problemPage = /^\/problems\/\w+$/;

/** What is asked for by programs alone, whatever they say they accept. */
const forPrograms = /^\/(?:v1|\.well-known|assets)(?:\/|$)/;

/** Where there is nothing: people get a page, programs a problem, and a page with a slash at its end is led to. */
export async function handler(event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  const publicUrl = publicUrlOf(event, configuredUrl);
  const page = event.path.replace(/\/+$/, '');
  if (pages.includes(page) || problemPage.test(page)) return ledTo(publicUrl + page, event);
  const isForPeople = /\btext\/html\b/i.test(header(event, 'accept') ?? '') && !forPrograms.test(event.path);
  if (!isForPeople) return toPrograms({ ...event, pathParameters: null }, context);
  const locale = localeFrom(header(event, 'accept-language'), event.queryStringParameters?.lang);
  const { notFound } = frameIn(locale);
  return {
    statusCode: 404,
    headers: { ...pageHeaders(locale), 'Content-Security-Policy': plainPolicy(publicUrl) },
    body: pageDocument({
      locale,
      title: notFound.title,
      main: `<h1>${notFound.title}</h1><p>${notFound.text}</p>${waysOn(locale, publicUrl)}`,
      publicUrl,
      style: builtPages.plain,
    }),
  };
}

/** For good (RFC 9110 §15.4.9), but kept by nobody; a browser adds the fragment that it had (§10.2.2). */
function ledTo(page: string, { multiValueQueryStringParameters }: APIGatewayProxyEvent): APIGatewayProxyResult {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(multiValueQueryStringParameters ?? {}))
    for (const value of values ?? []) query.append(name, value);
  const Location = query.size > 0 ? `${page}?${query}` : page;
  return { statusCode: 308, headers: { ...securityHeaders, Location }, body: '' };
}
