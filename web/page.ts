/** What a page is made of, for the shell to open. */
import type { Locale } from '../shared/words/locale.ts';
import type { Keycard } from './client.ts';
import type { PageName } from './pages.ts';
import type { Settings } from './settings.ts';
import type { CommonWords } from './words/common.ts';
import type { Framed, Spoken } from './words/said.ts';

/** Where the pages are, as absolute URLs, and those of the shop that it has named. `forgotten`: where a forgotten password is replaced, here or there. */
export type Links = Readonly<Record<PageName | 'forgotten', string> & Partial<Record<'shop' | 'changePassword' | 'signUp', string>>>;

/** What every view is drawn with, beside its own state. `Say`: what it says beside the words that all pages have in common. */
export type Frame<Say = unknown> = {
  say: CommonWords & Say;
  locale: Locale;
  /** The server's clock in ms. */
  now: number;
  links: Links;
  settings: Settings;
};

/** What a page does with: the service, its own state, and its words. */
export type App<State, Event, Say = unknown> = {
  readonly client: Keycard;
  readonly links: Links;
  readonly settings: Settings;
  state(): State;
  move(event: Event): void;
  say(): CommonWords & Say;
  locale(): Locale;
  /** From now on the page has more to say. */
  speakAnew(): Promise<void>;
  /** Says something politely to a screen reader, beside what can be seen. */
  announce(text: string): void;
};

export type TimePassed = { type: 'timePassed'; now: number };

/** Which of its actions a page's elements can name: see `actions.ts`. */
export type Actions = Readonly<Record<string, (given: never) => unknown>>;

/** What a page does: the actions of its elements, and what happens by itself. */
export type Doings<State> = {
  actions: Actions;
  /** Once, when the page has been drawn for the first time. */
  begin?(): void;
  /** After each step of the state. */
  moved?(before: State, after: State): void;
  /** Twice a second, after the state has been told. `now`: the server's ms. */
  ticked?(now: number): void;
  drawn?(): void;
};

export type Shown = { view: HTMLElement; title: string };

export type Page<State, Event, Say = unknown> = {
  words: Spoken<CommonWords & Say & Framed>;
  start: State;
  /** The state after an event; an event that means nothing in a state leaves it as it is. */
  transition(state: State, event: Event | TimePassed): State;
  show(state: State, frame: Frame<Say>): Shown;
  does(app: App<State, Event, Say>): Doings<State>;
};
