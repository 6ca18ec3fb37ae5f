import { el } from '../dom.ts';
import { actionButton, heading, p, section } from '../form.ts';
import type { Frame } from '../page.ts';
import { day } from '../time.ts';
import type { SecurityActions } from './actions.ts';
import type { AccountFrame } from './frame.ts';
import type { SecurityState } from './state.ts';
import type { SecurityWords } from './words.ts';

const button = actionButton<SecurityActions>;

type Codes = SecurityState & { at: 'recoveryCodes' };

export function codesView(state: Codes, frame: AccountFrame): HTMLElement {
  const { codes, why, copied, leaving } = state;
  const { say } = frame;
  return section(
    'security-recovery-codes',
    heading(say.recoveryTitle, true),
    leaving && el('p', { class: 'failure', role: 'alert' }, say.codesUnsaved),
    p(say.recoveryText[why], ' ', say.keepThem),
    el('p', 'codes-of', ...codesOf(state, frame).map((line) => el('span', {}, line))),
    el('ol', 'codes', ...codes.map((code) => el('li', {}, el('code', {}, code)))),
    el(
      'div',
      'row',
      button('copyCodes', say.copy, 'second'),
      button('downloadCodes', say.download, 'second'),
      button('printCodes', say.print, 'second'),
    ),
    el('p', { role: 'status', class: 'facts' }, copied !== undefined && (copied ? say.copied : say.copyFailed)),
    button('codesKept', say.codesKept, 'main'),
  );
}

type Drawn = Pick<Frame<SecurityWords>, 'say' | 'locale' | 'settings'>;

/** Whoever finds them in a drawer, or among their files, sees what they are for. */
const codesOf = ({ overview, made }: Codes, { say, locale, settings }: Drawn): string[] => [
  settings.shopName,
  say.codesOf(overview.username, day(made, locale)),
];

/** As they are downloaded. */
export function codesFile(state: Codes, frame: Drawn): { name: string; text: string } {
  const shop = frame.settings.shopName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  const name = [frame.say.recoveryFileName, shop, new Date(state.made).toISOString().slice(0, 10)].filter(Boolean).join('-');
  return { name: `${name}.txt`, text: [...codesOf(state, frame), '', ...state.codes, '', frame.say.keepThem, ''].join('\n') };
}
