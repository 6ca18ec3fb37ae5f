/** The pages, for people: HTML, outside of the OpenAPI document. */
import type { Route } from './route.ts';

const page = (path: `/${string}`, summary: string) =>
  ({ method: 'GET', path, handler: 'pages', auth: 'none', summary, status: 200, problems: [], page: true }) as const satisfies Route;

export const homePage = page('/', 'Where the pages begin');
export const loginPage = page('/login', 'Log in');
export const securityPage = page('/security', "The customer's own account");
export const passwordPage = page('/password', 'A forgotten password: asking for a link, and where it leads');
export const recoverPage = page('/recover', 'Where the links of recovery e-mails lead');
export const supportPage = page('/support', 'The form for those who have neither e-mail nor phone left');
/** What the pages load: programs, styles, words and pictures, each with a hash of its content in its name. */
export const assetFile = { ...page('/assets/{file}', 'What the pages load'), handler: 'assets' } as const satisfies Route;
/** Where the `type` of a problem leads. */
export const problemPage = {
  ...page('/problems/{problem}', 'What a problem means, and what helps'),
  handler: 'problem',
} as const satisfies Route;
/** The OpenAPI document, by a viewer, where the stack shows it; and what that page loads. */
export const docsPage = { ...page('/docs', 'The contract, to read and to try'), handler: 'docs' } as const satisfies Route;
export const docsFile = { ...page('/docs/{file}', 'What that page loads'), handler: 'docs' } as const satisfies Route;
/** Whatever else a browser may open. API Gateway asks here where no other path is the one. */
export const nowhere = { ...page('/{path+}', 'That there is no such page'), handler: 'nowhere' } as const satisfies Route;
export const nowhereInBrief = { ...nowhere, method: 'HEAD' } as const satisfies Route;
/** Not behind `/v1/`, and no page itself: it leads to one. */
export const changePasswordUrl = {
  ...page('/.well-known/change-password', 'Leads to the form that changes the password'),
  handler: 'change-password',
  status: 302,
} as const satisfies Route;
