/**
 * The document around every page: the shop's frame, which needs no script, and the names of all that the page loads. Those stand in it
 * so that one round trip brings them; each file has a hash of its content in its name and is kept for a year.
 */
import { present, required, variables } from '../config/environment.ts';
import { frameWords } from '../words/frame/index.ts';
import { type Locale, languageNames, locales } from '../words/locale.ts';
import { builtPages } from './built-pages.ts';
import { escaped } from './escaped.ts';

const shopName = escaped(required(variables.shopName));
const homeUrl = escaped(present(variables.homeUrl));

type Program = { script: string; preloaded: readonly string[]; loadedAlong: readonly string[]; settings: object };

export type PageDocument = {
  locale: Locale;
  /** As HTML, like `main`. */
  title: string;
  main: string;
  /** Where the service is reached, no slash at its end. */
  publicUrl: string;
  style: string;
  program?: Program;
};

/** Where its files are, to whatever path the document was opened under. */
export const assetsAt = (publicUrl: string): string => `${publicUrl}/assets/`;

export function pageDocument({ locale, title, main, publicUrl, style, program }: PageDocument): string {
  const { pathname } = new URL(assetsAt(publicUrl));
  const file = (name: string) => escaped(pathname + name);
  const preloaded = program?.preloaded.map((name) => `<link rel="modulepreload" href="${file(name)}">`) ?? [];
  const loadedAlong = program?.loadedAlong.map((name) => `<link rel="modulepreload" href="${file(name)}" fetchpriority="low">`) ?? [];
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${title} – ${shopName}</title>`,
    `<link rel="stylesheet" href="${file(style)}">`,
    ...(program ? [`<script type="module" src="${file(program.script)}"></script>`, ...preloaded, ...loadedAlong] : []),
    `<link rel="icon" href="${file(builtPages.icon)}">`,
    ...(program ? [`<script type="application/json" id="settings">${asData(program.settings)}</script>`] : []),
    `</head><body><header><p class="shop">${shopName}</p></header><main>${main}</main>`,
    `<footer>${languagesOf(locale)}</footer></body></html>`,
  ].join('');
}

/** To the start and, where the shop has named itself, to it. */
export function waysOn(locale: Locale, publicUrl: string): string {
  const { toStart, toShop } = frameWords[locale];
  const start = `<a class="main button" href="${escaped(`${publicUrl}/`)}">${toStart}</a>`;
  return homeUrl ? `${start}<a class="quiet button" href="${homeUrl}">${toShop}</a>` : start;
}

/** Of whatever text there is in it, none ends the block. */
const asData = (settings: object): string => JSON.stringify(settings).replaceAll('<', '\\u003c');

/** As links, which a program makes buttons of that load nothing anew. */
function languagesOf(current: Locale): string {
  const links = locales.map((locale) => {
    const isCurrent = locale === current ? ' aria-current="true"' : '';
    return `<a href="?lang=${locale}" lang="${locale}" hreflang="${locale}"${isCurrent}>${languageNames[locale]}</a>`;
  });
  return `<nav aria-label="${frameWords[current].languages}">${links.join('')}</nav>`;
}

/** What a page may load, beside what is its own: hosts of a CAPTCHA's provider. */
export type Allowed = { images?: 'data:'; hosts?: string };

/** CSP Level 3: files of ours by their place, none inline; `connect-src` is for the calls of the client. */
export function programPolicy(publicUrl: string, { images, hosts }: Allowed): string {
  const files = assetsAt(publicUrl);
  const and = (more: string | undefined) => (more === undefined ? '' : ` ${more}`);
  return [
    "default-src 'none'",
    `script-src ${files}${and(hosts)}`,
    `style-src ${files}${and(hosts)}`,
    `img-src ${files}${and(images)}`,
    `connect-src 'self'${and(hosts)}`,
    ...(hosts === undefined ? [] : [`frame-src ${hosts}`]),
    "form-action 'self'",
    ...keptToItself,
  ].join('; ');
}

/** Of a page that is only read. */
export const plainPolicy = (publicUrl: string): string =>
  ["default-src 'none'", `style-src ${assetsAt(publicUrl)}`, `img-src ${assetsAt(publicUrl)}`, "form-action 'none'", ...keptToItself].join(
    '; ',
  );

const keptToItself = ["base-uri 'none'", "frame-ancestors 'none'"];
