/** The shop's colours and letters as a style sheet of their own, which goes over those of `web/style.css`. */
import { hash } from 'node:crypto';
import { type Accent, type Brand, brand, plainBrand } from '../config/brand.ts';

/** What stands behind the accent, as `web/style.css` has it. */
const cards = { light: '#ffffff', dark: '#1b1e25' } as const;

export type Style = { readonly name: string; readonly text: string };

export function styleOf({ accent, font }: Brand): Style | undefined {
  const isPlain = font === '' && JSON.stringify(accent) === JSON.stringify(plainBrand.accent);
  if (isPlain) return undefined;
  const letters = font === '' ? '' : `--font:${font};`;
  const text = `:root{${letters}${colours(accent.light, cards.light)}}@media (prefers-color-scheme:dark){:root{${colours(accent.dark, cards.dark)}}}`;
  return { name: `brand-${hash('sha256', text, 'hex').slice(0, 8).toUpperCase()}.css`, text };
}

/** Under the pointer the accent goes away from what is written upon it, so that this is read better, not worse. */
function colours({ color, on }: Accent, card: string): string {
  const strong = mixed(isLight(on) ? '#000000' : '#ffffff', color, 0.15);
  return `--accent:${color};--accent-strong:${strong};--on-accent:${on};--tint:${mixed(color, card, 0.1)}`;
}

const channels = (color: string): number[] => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** Near enough to tell black from white. */
const isLight = (color: string): boolean => channels(color).reduce((sum, channel) => sum + channel) > 382;

/** `share` of the one over the other. */
function mixed(one: string, other: string, share: number): string {
  const [first, second] = [channels(one), channels(other)];
  return `#${second
    .map((channel, at) =>
      Math.round(channel + ((first[at] ?? 0) - channel) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Undefined where the shop has said nothing of it. */
export const brandStyle: Style | undefined = styleOf(brand);
