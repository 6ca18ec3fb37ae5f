/** The shop-wide switch. */
import { type Child, el } from '../../../web/dom.ts';
import type { Switch } from '../contract.ts';
import { badge, button, card, type Frame, facts, failureOf, p, question, title, whenThere } from './pieces.ts';
import type { State } from './state.ts';
import { ago, moment } from './times.ts';

export const switchView = (state: State, { now }: Frame): Child[] => [
  title('The switch'),
  el(
    'div',
    { id: 'flag' },
    whenThere(state.flag, 'flag', (flag) => inFull(flag, state, now)),
  ),
];

const names: Record<string, string> = { email: 'code by e-mail', totp: 'authenticator app' };

function inFull({ enabled, methods, changedAt }: Switch, state: State, now: number): HTMLElement {
  const isOn = enabled === 'true';
  const isKnown = isOn || enabled === 'false';
  return card(
    'two-factor',
    'Two-factor login for the whole shop',
    el(
      'p',
      { id: 'flag-state' },
      isKnown ? badge(isOn ? 'good' : 'bad', isOn ? 'On' : 'Off') : badge('bad', `Neither on nor off: “${enabled}”`),
    ),
    p(
      isOn
        ? 'Customers who have switched it on are asked for their code when they log in.'
        : isKnown
          ? 'Nobody is asked for a code: a stolen password is enough for every account. Nobody’s settings are lost, and nobody can switch anything on.'
          : 'Each function goes on with the last value that it knew. Put the switch on or off.',
    ),
    facts(
      ['Changed', `${moment(changedAt, now)} (${ago(changedAt, now)})`],
      ['Customers can newly choose', methods.map((name) => names[name] ?? name).join(', ') || 'nothing'],
    ),
    failureOf(state, 'flip'),
    state.confirming === 'flip'
      ? question(
          'flip-question',
          isOn ? 'Switch two-factor login off?' : 'Switch two-factor login on?',
          [isOn ? off() : on()],
          button('flip', isOn ? 'Switch off now' : 'Switch on now', { class: isOn ? 'main danger' : 'main', busy: state.busy }),
        )
      : button(['confirm', 'flip'], isOn ? 'Switch off …' : 'Switch on …', { id: 'open-flip' }),
  );
}

const on = () =>
  p(
    'Within 30 seconds customers who have switched it on are asked for a code again, and others can switch it on. Look that e-mails are delivered before you do it: whoever gets none cannot log in.',
  );

const off = () =>
  p(
    'Within 30 seconds nobody is asked for a code any more, for the whole shop: until you switch it on again, a stolen password is enough for every account. It is the emergency exit for when codes cannot be delivered. Nobody’s settings are lost. CloudTrail keeps that it was you.',
  );
