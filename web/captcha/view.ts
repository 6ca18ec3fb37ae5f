import { does } from '../actions.ts';
import { el } from '../dom.ts';
import type { Failure } from '../failure.ts';
import type { CaptchaActions, CaptchaFrame } from './page.ts';
import type { CaptchaState } from './state.ts';

/** What of a page's failure is still to be read: that the box was empty is over once it is being ticked. */
export function standing<Code extends string>(failure: Failure<Code> | undefined, captcha: CaptchaState): Failure<Code> | undefined {
  return captcha.at !== 'open' && isAboutTheBox(failure) ? undefined : failure;
}

/** Does it belong to the box? */
export const isAboutTheBox = (failure: Failure<string> | undefined): boolean =>
  failure?.code === 'captcha_missing' || failure?.code === 'captcha_failed';

/**
 * A button in the role of a checkbox: it keeps the focus while it works, and space and enter both tick it. What comes of it is said by
 * the page's polite voice.
 */
export function captchaBox({ say, settings, captcha: state }: CaptchaFrame<unknown>, invalid: boolean): HTMLElement {
  const failure = state.at === 'open' ? state.failure : undefined;
  const note =
    state.at === 'solving' ? say.captcha.solving : state.at === 'solved' ? say.captcha.solved : failure ? say.captcha[failure] : '';
  if (settings.captcha !== 'altcha') {
    return el(
      'div',
      { class: 'captcha', id: 'field-captcha' },
      el('div', { id: 'captcha-widget', 'data-foreign': true }),
      failure && el('small', { id: 'captcha-note', class: 'wrong' }, note),
    );
  }
  return el(
    'div',
    { class: 'captcha', id: 'field-captcha', 'data-at': state.at },
    el(
      'button',
      {
        type: 'button',
        id: 'captcha',
        role: 'checkbox',
        'aria-checked': String(state.at === 'solved'),
        'aria-describedby': invalid ? 'failure captcha-note' : 'captcha-note',
        'aria-invalid': invalid && 'true',
        'aria-busy': state.at === 'solving' && 'true',
        ...does<CaptchaActions>('solveCaptcha'),
      },
      el('span', { class: 'box', 'aria-hidden': 'true' }),
      el('span', {}, say.captcha.label),
    ),
    el('small', { id: 'captcha-note', class: failure && 'wrong' }, note || say.captcha.hint),
  );
}
