import { type PageName, pages } from './pages.ts';

/** The page at a path. What is none is the home page. */
export function placeOf(path: string): PageName {
  const last = path.split('/').at(-1) ?? '';
  return Object.hasOwn(pages, last) ? (last as PageName) : 'home';
}

/** The URL under which the service lives. That may be a path such as `/prod/`, whose root may have been opened without the slash. */
export function baseOf(page: string): string {
  const { pathname } = new URL(page);
  return new URL(placeOf(pathname) === 'home' ? pathname.replace(/\/*$/, '/') : '.', page).href;
}
