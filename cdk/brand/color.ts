/**
 * Colours as `#rrggbb`: how well one is read upon another, and the same colour lighter or darker.
 *
 * Lightness is moved in OKLCH (CSS Color 4 §9.2), where a step looks equally large in every hue and the hue stays what it is; in HSL a
 * darker yellow turns green.
 */
type Triple = readonly [number, number, number];

/** Of linear sRGB, each 0 to 1. */
function linear(color: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function written(channels: Triple): string {
  const texts = channels.map((value) => {
    const gamma = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(1, Math.max(0, gamma)) * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${texts.join('')}`;
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red, green, blue] = linear(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Björn Ottosson's matrices of Oklab, as CSS Color 4 has them. */
function oklab(color: string): Triple {
  const [red, green, blue] = linear(color);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const isShown = (channels: Triple) => channels.every((value) => value >= -0.0001 && value <= 1.0001);

/** The colour with this lightness, 0 to 1, and as much of its chroma (no more than `most`) as a screen can show. */
export function withLightness(color: string, lightness: number, most = 1): string {
  const [, a, b] = oklab(color);
  const chroma = Math.hypot(a, b);
  const of = (share: number) => fromOklab([lightness, a * share, b * share]);
  const whole = chroma === 0 ? 0 : Math.min(1, most / chroma);
  if (isShown(of(whole))) return written(of(whole));
  let [shown, tooMuch] = [0, whole];
  for (let step = 0; step < 20; step += 1) {
    const share = (shown + tooMuch) / 2;
    if (isShown(of(share))) shown = share;
    else tooMuch = share;
  }
  return written(of(shown));
}

/** Its lightness of OKLCH, 0 to 1. */
export const lightnessOf = (color: string): number => oklab(color)[0];
