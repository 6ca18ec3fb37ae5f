/** The CAPTCHA of a page: ALTCHA in the page itself, or a provider's widget. */
import type { Locale } from '../../shared/words/locale.ts';
import type { Keycard } from '../client.ts';
import { solveAltcha } from './altcha.ts';
import { type CaptchaEvent, type CaptchaState, captchaStart, solvesByItself, transition } from './state.ts';
import { showWidget, type WidgetProvider } from './widget.ts';

export type CaptchaProvider = 'altcha' | WidgetProvider;

type Setting = {
  provider: CaptchaProvider;
  siteKey: string;
  script: string;
  client: Keycard;
  /** What its solutions go along with. */
  asked: { for?: 'support' };
  locale(): Locale;
  /** Called when the state has moved. */
  moved(before: CaptchaState, after: CaptchaState): void;
};

export type Captcha = {
  readonly provider: CaptchaProvider;
  state(): CaptchaState;
  /** Begins to solve; does nothing where that has begun, or is done. */
  solve(): void;
  /** The solution, awaited if it is under way; `undefined` where nobody has asked for one, or it did not work. */
  solution(): Promise<string | undefined>;
  /** What became of the solution that went along: nobody asked about it, it was looked at, or not accepted. */
  used(outcome: 'untouched' | 'spent' | 'refused'): void;
  timePassed(now: number): void;
  /** Puts a provider's widget into its place, where one has been drawn. */
  place(): void;
};

const WIDGET_ID = 'captcha-widget';
/** After this long a provider's script that did not load is tried again. */
const RETRY_MS = 5000;

export function captchaOf({ provider, siteKey, script, client, asked, locale, moved }: Setting): Captcha {
  let state = captchaStart;
  let underWay: Promise<void> | undefined;
  let widget: { container: HTMLElement; ask?: () => void } | undefined;

  function move(event: CaptchaEvent): void {
    const before = state;
    state = transition(state, event);
    if (state !== before) moved(before, state);
    if (!solvesByItself(state)) return;
    if (provider === 'altcha') solve();
    else widget?.ask?.();
  }

  function solve(): void {
    if (state.at !== 'open' || provider !== 'altcha') return;
    move({ type: 'asked' });
    underWay = solveAltcha(client, asked).then((solved) => move(solved ? { type: 'solved', ...solved } : { type: 'failed' }));
  }

  function place(): void {
    if (provider === 'altcha') return;
    const container = document.getElementById(WIDGET_ID);
    if (!container || widget?.container === container) return;
    const placed: typeof widget = { container };
    widget = placed;
    const on = {
      solved: (solution: string) => move({ type: 'solved', solution, expiresAt: Number.POSITIVE_INFINITY }),
      expired: () => move({ type: 'spent' }),
      failed: () => move({ type: 'refused' }),
    };
    showWidget({ provider, siteKey, script, locale: locale() }, container, on).then(
      (ask) => {
        placed.ask = ask;
      },
      () => {
        move({ type: 'asked' });
        move({ type: 'failed' });
        setTimeout(() => {
          widget = undefined;
        }, RETRY_MS);
      },
    );
  }

  return {
    provider,
    state: () => state,
    solve,
    place,
    async solution() {
      await underWay;
      return state.at === 'solved' ? state.solution : undefined;
    },
    used(outcome) {
      if (outcome === 'untouched') return;
      move({ type: outcome });
      if (outcome === 'refused') widget?.ask?.();
    },
    timePassed: (now) => move({ type: 'timePassed', now }),
  };
}
