/** The frame around the views: the shop's name, the view itself, the language switch, and a quiet voice for screen readers. */
import type { FrameWords } from '../shared/words/frame.ts';
import { type Locale, languageNames, locales } from '../shared/words/locale.ts';
import { does, type ShellActions } from './actions.ts';
import { el, morph } from './dom.ts';
import type { Settings } from './settings.ts';

type Surface = {
  /** Shows the view; focus moves only when another step begins or a field turns invalid. */
  show(view: HTMLElement, title: string, locale: Locale, say: FrameWords): void;
  /** Says something politely to a screen reader, beside what can be seen. */
  announce(text: string): void;
};

/** The frame itself stands in the document already (`shared/http/page-document.ts`): nothing moves when the program starts. */
export function surfaceOn(body: HTMLElement, { shopName, shopLinks }: Settings): Surface {
  const root = body.querySelector('main') as HTMLElement;
  let foot = body.querySelector('footer') as HTMLElement;
  const voice = el('p', { role: 'status', class: 'unseen' });
  root.after(voice);

  let drawn: HTMLElement | undefined;
  let complained = false;

  function show(view: HTMLElement, title: string, locale: Locale, say: FrameWords): void {
    document.documentElement.lang = locale;
    document.title = `${title} – ${shopName}`;
    const begins = drawn?.id !== view.id;
    // Who has begun before the program was there goes on where they are, be it beside every field.
    const goesOn = root.querySelector('[data-served]:not([hidden])')?.id === view.id;
    drawFoot(el('footer', {}, languageSwitch(locale, say), linksOf(shopLinks, say)), begins);
    // A password manager may have put its own things into the form: what we drew last time tells whether we have anything to change.
    if (drawn?.isEqualNode(view)) return;
    drawn = view.cloneNode(true) as HTMLElement;
    morph(root, el('main', {}, view));
    const invalid = firstToMend(root);
    const start = goesOn ? null : root.querySelector<HTMLElement>('[data-start]');
    if (begins) start?.focus();
    else if (invalid && !complained) invalid.focus();
    else if (document.activeElement === body) root.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    complained = invalid !== undefined;
  }

  /** Another step is as high as it is, and has a foot of its own: none moves. */
  function drawFoot(wanted: HTMLElement, isAnother: boolean): void {
    if (isAnother) {
      foot.replaceWith(wanted);
      foot = wanted;
    } else morph(foot, wanted);
  }

  return {
    show,
    announce(text) {
      // The same words twice are silence to a live region, unless it was empty in between.
      voice.textContent = '';
      setTimeout(() => {
        voice.textContent = text;
      }, 100);
    },
  };
}

/** The first invalid field that is empty, as a refused password is; else the first one. */
function firstToMend(root: HTMLElement): HTMLInputElement | undefined {
  const invalid = [...root.querySelectorAll<HTMLInputElement>('[aria-invalid]')];
  return invalid.find(({ value }) => value === '') ?? invalid[0];
}

/** As the document has them (`shared/http/page-document.ts`), in the language of the page. */
function linksOf(links: Settings['shopLinks'], say: FrameWords): HTMLElement | undefined {
  const named = (['support', 'imprint', 'privacy'] as const).filter((name) => links[name]);
  return named.length > 0 ? el('p', 'links', ...named.map((name) => el('a', { href: links[name] }, say.links[name]))) : undefined;
}

function languageSwitch(current: Locale, say: FrameWords): HTMLElement {
  return el(
    'nav',
    { 'aria-label': say.languages },
    ...locales.map((locale) =>
      el(
        'button',
        { type: 'button', lang: locale, ...does<ShellActions>(['speak', locale]), 'aria-pressed': String(locale === current) },
        languageNames[locale],
      ),
    ),
  );
}
