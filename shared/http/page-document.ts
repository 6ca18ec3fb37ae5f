/**
 * The document around every page: the shop's frame, which needs no script, and the names of all that the page loads. Those stand in it
 * so that one round trip brings them; each file has a hash of its content in its name and is kept for a year.
 */
import { brand } from '../config/brand.ts';
import { present, required, variables } from '../config/environment.ts';
import { type FrameWords, frameWords } from '../words/frame.ts';
import { type Locale, languageNames, locales } from '../words/locale.ts';
import { brandStyle } from './brand-style.ts';
import { builtPages } from './built-pages.ts';
import { escaped } from './escaped.ts';
import { filledUp } from './filled-up.ts';

const shopName = escaped(required(variables.shopName));
const homeUrl = escaped(present(variables.homeUrl));

type Program = {
  script: string;
  preloaded: readonly string[];
  ownWords: readonly string[];
  loadedAlong: readonly string[];
  settings: object;
};

type PageDocument = {
  locale: Locale;
  /** As HTML, like `main`. */
  title: string;
  main: string;
  /** Where the service is reached, no slash at its end. */
  publicUrl: string;
  style: string;
  program?: Program;
};

/** What the frame says, as HTML. */
export const frameIn = (locale: Locale): FrameWords => asHtml(frameWords[locale]);

const asHtml = <Said extends object>(words: Said): Said =>
  Object.fromEntries(Object.entries(words).map(([name, said]) => [name, typeof said === 'object' ? asHtml(said) : escaped(said)])) as Said;

/** Where its files are, to whatever path the document was opened under. */
export const assetsAt = (publicUrl: string): string => `${publicUrl}/assets/`;

export function pageDocument({ locale, title, main, publicUrl, style, program }: PageDocument): string {
  const { pathname } = new URL(assetsAt(publicUrl));
  const file = (name: string) => escaped(pathname + name);
  const hasOwnWords = program !== undefined && brand.pageWords !== undefined;
  const modules = [...(program?.preloaded ?? []), ...(hasOwnWords ? program.ownWords : [])];
  const preloaded = modules.map((name) => `<link rel="modulepreload" href="${file(name)}">`);
  const ownWords = hasOwnWords && brand.pageWords ? [`<link rel="preload" as="fetch" href="${file(brand.pageWords)}" crossorigin>`] : [];
  const loadedAlong = program?.loadedAlong.map((name) => `<link rel="modulepreload" href="${file(name)}" fetchpriority="low">`) ?? [];
  const document = [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<meta name="description" content="${shopName}: ${frameIn(locale).about}"><title>${title} – ${shopName}</title>`,
    `<link rel="stylesheet" href="${file(style)}">`,
    ...(brandStyle ? [`<link rel="stylesheet" href="${file(brandStyle.name)}">`] : []),
    ...(program ? [`<script type="module" src="${file(program.script)}"></script>`, ...preloaded, ...ownWords, ...loadedAlong] : []),
    `<link rel="icon" href="${file(brand.icon ?? builtPages.icon)}">`,
    ...(program ? [`<script type="application/json" id="settings">${asData(program.settings)}</script>`] : []),
    `</head><body><header><p class="shop">${shopAt(file)}</p></header><main>${main}</main>`,
    `<footer>${languagesOf(locale)}${linksOf(locale)}</footer></body></html>`,
  ].join('');
  return filledUp(document);
}

/** The shop's logo, or its name. */
function shopAt(file: (name: string) => string): string {
  const { logo } = brand;
  if (!logo) return shopName;
  const dark = logo.dark === logo.light ? '' : `<source srcset="${file(logo.dark)}" media="(prefers-color-scheme: dark)">`;
  return `<picture>${dark}<img src="${file(logo.light)}" width="${logo.width}" height="${logo.height}" alt="${shopName}"></picture>`;
}

/** Whom to ask, who runs the shop, and what becomes of customers' data. */
function linksOf(locale: Locale): string {
  const { links } = frameIn(locale);
  const named = (['support', 'imprint', 'privacy'] as const).filter((name) => brand.links[name]);
  const all = named.map((name) => `<a href="${escaped(brand.links[name] ?? '')}">${links[name]}</a>`);
  return all.length > 0 ? `<p class="links">${all.join('')}</p>` : '';
}

/**
 * The view that the program will begin with, and what shows it where that is so, and minds what is pressed before the program is there.
 *
 * @param view as HTML; empty where nobody knows what the program will begin with
 */
export const shownEarly = (view: string): string => `${view}<script>${builtPages.early.script}</script>`;

/** What stands in the place of the view until the program has it, for those whose browser does not run it, and where it does not come. */
export function beforeTheProgram(locale: Locale): string {
  const { needsScript, late, links, toShop } = frameIn(locale);
  const { title, text, next } = needsScript;
  const shop = homeUrl ? `<a class="main button" href="${homeUrl}">${toShop}</a>` : '';
  const support = brand.links.support ? `<a class="quiet button" href="${escaped(brand.links.support)}">${links.support}</a>` : '';
  return [
    `<noscript><h1>${title}</h1><p>${text}</p><p>${next}</p>${shop}${support}</noscript>`,
    `<div class="late" role="status"><p>${late.text} <a href="">${late.again}</a></p></div>`,
  ].join('');
}

/** To the start and, where the shop has named itself, to it. */
export function waysOn(locale: Locale, publicUrl: string): string {
  const { toStart, toShop } = frameIn(locale);
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
  return `<nav aria-label="${frameIn(current).languages}">${links.join('')}</nav>`;
}

/** What a page may load, beside what is its own: hosts of a CAPTCHA's provider. */
export type Allowed = { images?: 'data:'; hosts?: string };

/** CSP Level 3: files of ours by their place, inline the early script alone, by its content; `connect-src` is for the calls of the client. */
export function programPolicy(publicUrl: string, { images, hosts }: Allowed): string {
  const files = assetsAt(publicUrl);
  const and = (more: string | undefined) => (more === undefined ? '' : ` ${more}`);
  return [
    "default-src 'none'",
    `script-src ${files} 'sha256-${builtPages.early.hash}'${and(hosts)}`,
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
