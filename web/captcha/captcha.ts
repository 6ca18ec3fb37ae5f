/** The CAPTCHA of a page: ALTCHA in the page itself, or a provider's widget. Its state is part of the page's. */
import type { App } from '../page.ts';
import { solveAltcha } from './altcha.ts';
import { type CaptchaEvent, type CaptchaState, solvesByItself } from './state.ts';
import { showWidget, type WidgetProvider } from './widget.ts';
import type { CaptchaWords } from './words.ts';

export type CaptchaApp = App<CaptchaState, CaptchaEvent, CaptchaWords>;

/** What its solutions go along with. */
export type Asked = { for?: 'support' };

export type Captcha = {
  state(): CaptchaState;
  /** Begins to solve; does nothing where that has begun, or is done. */
  solve(): void;
  /** The solution, awaited if it is under way; `undefined` where nobody has asked for one, or it did not work. */
  solution(): Promise<string | undefined>;
  /** What became of the solution that went along: nobody asked about it, it was looked at, or not accepted. */
  used(outcome: 'untouched' | 'spent' | 'refused'): void;
};

/** What is done about it beside what the page asks for. */
type ByItself = { moved(before: CaptchaState, after: CaptchaState): void; place(): void };

const WIDGET_ID = 'captcha-widget';
/** After this long a provider's script that did not load is tried again. */
const RETRY_MS = 5000;

export function captchaOf({ client, settings, state, move, say, locale, announce }: CaptchaApp, asked: Asked): Captcha & ByItself {
  const { captcha: provider, captchaSiteKey: siteKey, captchaScript: script } = settings;
  let underWay: Promise<void> | undefined;
  let widget: { container: HTMLElement; ask?: () => void } | undefined;
  /** Whether the present solving is one that nobody asked for: the next solution in the place of one that is spent. */
  let isQuiet = false;

  function solve(): void {
    if (state().at !== 'open' || provider !== 'altcha') return;
    move({ type: 'asked' });
    underWay = solveAltcha(client, asked).then((solved) => move(solved ? { type: 'solved', ...solved } : { type: 'failed' }));
  }

  function sayWhatMoved(before: CaptchaState, after: CaptchaState): void {
    const { captcha } = say();
    if (after.at === 'solving') isQuiet = solvesByItself(before);
    if (after.at === 'open' && after.failure) announce(captcha[after.failure]);
    else if (after.at === 'solving' && !isQuiet) announce(captcha.solving);
    else if (after.at === 'solved' && !isQuiet) announce(captcha.solved);
  }

  return {
    state,
    solve,
    async solution() {
      await underWay;
      const now = state();
      return now.at === 'solved' ? now.solution : undefined;
    },
    used(outcome) {
      if (outcome === 'untouched') return;
      move({ type: outcome });
      if (outcome === 'refused') widget?.ask?.();
    },
    moved(before, after) {
      sayWhatMoved(before, after);
      if (!solvesByItself(after)) return;
      if (provider === 'altcha') solve();
      else widget?.ask?.();
    },
    /** Puts a provider's widget into its place, where one has been drawn. */
    place() {
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
      showWidget({ provider: provider as WidgetProvider, siteKey, script, locale: locale() }, container, on).then(
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
    },
  };
}
