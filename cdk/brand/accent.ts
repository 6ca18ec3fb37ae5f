/** From a shop's one colour what the pages are coloured with, in the light and in the dark, so that everybody can read it. */
import type { Accent } from '../../shared/config/brand.ts';
import { grounds, mixed, tintShare } from '../../shared/http/page-colors.ts';
import { contrast, lightnessOf, withLightness } from './color.ts';

export type Scheme = 'light' | 'dark';

/** WCAG 2.2, 1.4.3, for text; the focus ring needs less (1.4.11: 3). */
const forText = 4.5;
/** What is chosen for a shop is read with ease. */
const withEase = 6;

/** How well a colour is read where it is read worst: upon the page, the card, and the card with its tint over it. */
function readability(color: string, scheme: Scheme): number {
  const { page, card } = grounds[scheme];
  return Math.min(...[page, card, mixed(tintShare, color, card)].map((ground) => contrast(color, ground)));
}

const downward = (ratio: number) => (Math.floor(ratio * 10) / 10).toFixed(1);

/** The rule that a colour breaks, if it does, with one that keeps it. */
export function unreadable(color: string, scheme: Scheme): string | undefined {
  const ratio = readability(color, scheme);
  if (ratio >= forText) return undefined;
  return `must be readable on our ${scheme} pages: it has a contrast of ${downward(ratio)}:1 and needs ${forText}:1 (WCAG 2.2, 1.4.3), as ${nearest(color, scheme, forText)} has`;
}

/** The same hue, as little darker or lighter as will do. */
function nearest(color: string, scheme: Scheme, ratio: number): string {
  const direction = scheme === 'light' ? -0.005 : 0.005;
  for (let lightness = lightnessOf(color); lightness > 0 && lightness < 1; lightness += direction) {
    const tried = withLightness(color, lightness);
    if (readability(tried, scheme) >= ratio) return tried;
  }
  return scheme === 'light' ? '#000000' : '#ffffff';
}

/** What is readable upon the accent: white, or the darkest of its hue. */
function upon(color: string): string {
  const [white, dark] = ['#ffffff', withLightness(color, 0.22, 0.06)];
  return contrast(white, color) >= contrast(dark, color) ? white : dark;
}

/** @param light is readable; so is `dark`, which else is the same hue in a lightness that is. */
export function accents(light: string, dark?: string): Record<Scheme, Accent> {
  const inTheDark = dark ?? (unreadable(light, 'dark') ? nearest(light, 'dark', withEase) : light);
  return { light: { color: light, on: upon(light) }, dark: { color: inTheDark, on: upon(inTheDark) } };
}
