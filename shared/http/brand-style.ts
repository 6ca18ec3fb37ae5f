/** The shop's colours and letters as a style sheet of their own, which goes over those of `web/style/colors.css`. */
import { hash } from 'node:crypto';
import { type Accent, type Brand, brand, plainBrand } from '../config/brand.ts';
import { grounds, mixed, tintShare } from './page-colors.ts';

type Style = { readonly name: string; readonly text: string };

export function styleOf({ accent, font }: Brand): Style | undefined {
  const isPlain = font === '' && JSON.stringify(accent) === JSON.stringify(plainBrand.accent);
  if (isPlain) return undefined;
  const letters = font === '' ? '' : `--font:${font};`;
  const text = `:root{${letters}${colours(accent.light, grounds.light.card)}}@media (prefers-color-scheme:dark){:root{${colours(accent.dark, grounds.dark.card)}}}`;
  return { name: `brand-${hash('sha256', text, 'hex').slice(0, 8).toUpperCase()}.css`, text };
}

/** Under the pointer the accent goes away from what is written upon it, so that this is read better, not worse. */
function colours({ color, on }: Accent, card: string): string {
  const strong = mixed(0.15, isLight(on) ? '#000000' : '#ffffff', color);
  return `--accent:${color};--accent-strong:${strong};--on-accent:${on};--tint:${mixed(tintShare, color, card)}`;
}

/** Near enough to tell black from white. */
const isLight = (color: string): boolean => [1, 3, 5].reduce((sum, at) => sum + Number.parseInt(color.slice(at, at + 2), 16), 0) > 382;

/** Undefined where the shop has said nothing of it. */
export const brandStyle: Style | undefined = styleOf(brand);
