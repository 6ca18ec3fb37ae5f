import { type Child, el } from '../dom.ts';
import { actionButton, p, sentence, tick } from '../form.ts';
import { day } from '../time.ts';
import type { SecurityActions } from './actions.ts';
import type { AccountFrame } from './frame.ts';
import { part, taskButton } from './overview-part.ts';
import type { Seen } from './state.ts';

const button = actionButton<SecurityActions>;

/** So many recovery codes are few: somebody who loses a device may need one for each of the next logins. */
const FEW_CODES = 3;

/** Nothing at all while the shop has the feature switched off. */
export function twoFactorPart({ twoFactor, contact }: Seen, { say, locale }: AccountFrame): HTMLElement | undefined {
  const { available, enabled, method, methods, since } = twoFactor;
  if (!available || (!enabled && methods.length === 0)) return undefined;
  const address = contact.email ?? '';
  const badge = el('span', enabled ? 'badge on' : 'badge', enabled ? say.on : say.off);
  if (!method) return part('two-factor', say.twoFactor, badge, p(say.twoFactorText), ...choices(twoFactor, say));
  return part(
    'two-factor',
    say.twoFactor,
    badge,
    el(
      'div',
      'fact stands',
      tick(),
      el('div', {}, el('strong', {}, say.methods[method]), since !== undefined && el('small', {}, say.since(day(since, locale)))),
    ),
    p(...sentence(say.methodMeans[method](address), address)),
    el(
      'div',
      'row',
      method === 'totp' && taskButton('showKey', say.showKey),
      method === 'totp' && methods.includes('totp') && button('wantApp', say.newKey, 'second'),
      taskButton('switchOff', say.switchOff),
    ),
    ...choices(twoFactor, say),
  );
}

/** The methods that can be had beside the one that is on. */
function choices({ enabled, method, methods }: Seen['twoFactor'], say: AccountFrame['say']): Child[] {
  const [first, next] = enabled ? ['second', 'second'] : ['main', methods.includes('totp') ? 'second' : 'main'];
  return [
    methods.includes('totp') &&
      method !== 'totp' &&
      choice('totp', say, button('wantApp', enabled ? say.changeToApp : say.setUpApp, { class: first })),
    methods.includes('email') &&
      method !== 'email' &&
      choice('email', say, button('wantEmail', enabled ? say.changeToEmail : say.switchOn, { class: next })),
  ];
}

const choice = (method: 'totp' | 'email', { methods, methodTexts }: AccountFrame['say'], button: HTMLElement) =>
  el('div', { class: 'choice line', id: `choice-${method}` }, el('div', {}, el('h3', {}, methods[method]), p(methodTexts[method])), button);

export function recoveryCodesPart({ twoFactor }: Seen, { say }: AccountFrame): HTMLElement | undefined {
  const { available, enabled, recoveryCodesLeft: left } = twoFactor;
  if (!available || !enabled) return undefined;
  const areFew = left <= FEW_CODES;
  return part(
    'recovery-codes',
    say.recoveryCodes,
    undefined,
    areFew && el('p', { class: 'failure', id: 'few-codes' }, say.fewCodes(left)),
    el(
      'div',
      'line',
      el('div', {}, !areFew && el('p', 'fact', el('strong', {}, say.codesLeft(left))), p(say.recoveryCodesText)),
      taskButton('replaceCodes', say.replaceCodes, { isNext: areFew }),
    ),
  );
}
