/** Around every page: its frame, language, time and title, and who listens to it. */
import type { Locale } from '../shared/words/locale.ts';
import { listen, pressAnew, type ShellActions } from './actions.ts';
import { keycard } from './client.ts';
import { clockAhead } from './kept.ts';
import { languageOf, rememberLanguage } from './language.ts';
import { linksFrom } from './links.ts';
import type { App, Page, TimePassed } from './page.ts';
import { baseOf } from './place.ts';
import { settingsHere } from './settings.ts';
import { surfaceOn } from './surface.ts';

const TICK_MS = 500;

/** Opens a page in this document. All that changes is its state, and the language. */
export async function open<State, Event, Say>(page: Page<State, Event, Say>): Promise<void> {
  const settings = settingsHere();
  const surface = surfaceOn(document.body, settings);
  const base = baseOf(location.href);
  const client = keycard({ baseUrl: base, locale: () => locale, ahead: clockAhead() });
  const links = linksFrom(base, settings);

  let locale = languageOf(document);
  let say = await page.words(locale);
  let wantedLast = locale;
  let state = page.start;

  function move(event: Event | TimePassed): void {
    const before = state;
    state = page.transition(state, event);
    draw();
    if (state !== before) doings.moved?.(before, state);
  }

  async function speak(wanted: Locale): Promise<void> {
    wantedLast = wanted;
    const spoken = await page.words(wanted);
    // Who has pressed another one meanwhile wants that.
    if (wantedLast !== wanted) return;
    locale = wanted;
    say = spoken;
    draw();
  }

  function draw(): void {
    const { view, title } = page.show(state, { say, locale, now: client.serverTime(), links, settings });
    surface.show(view, title, locale, say.frame);
    doings.drawn?.();
  }

  function tick(): void {
    const now = client.serverTime();
    move({ type: 'timePassed', now });
    doings.ticked?.(now);
  }

  const app: App<State, Event, Say> = {
    client,
    links,
    settings,
    move,
    state: () => state,
    say: () => say,
    locale: () => locale,
    speakAnew: () => speak(wantedLast),
    announce: surface.announce,
  };
  const doings = page.does(app);

  const shellDoes: ShellActions = {
    async speak(wanted: Locale) {
      rememberLanguage(wanted);
      const url = new URL(location.href);
      url.searchParams.delete('lang');
      history.replaceState(history.state, '', url);
      await speak(wanted);
    },
  };

  listen(doings.actions, shellDoes);
  document.addEventListener('visibilitychange', tick);
  setInterval(tick, TICK_MS);
  draw();
  doings.begin?.();
  pressAnew();
}
