import type { Links } from './page.ts';
import { type PageName, pageNames } from './pages.ts';
import type { Settings } from './settings.ts';

type Named = Pick<Settings, 'homeUrl' | 'changePasswordUrl' | 'forgotPasswordUrl' | 'signUpUrl'>;

/** @param base where the service lives, a slash at its end */
export function linksFrom(base: string, { homeUrl, changePasswordUrl, forgotPasswordUrl, signUpUrl }: Named): Links {
  const own = Object.fromEntries(pageNames.map((name) => [name, name === 'home' ? base : base + name])) as Record<PageName, string>;
  return {
    ...own,
    forgotten: forgotPasswordUrl || own.password,
    ...(homeUrl && { shop: homeUrl }),
    ...(changePasswordUrl && { changePassword: changePasswordUrl }),
    ...(signUpUrl && { signUp: signUpUrl }),
  };
}
