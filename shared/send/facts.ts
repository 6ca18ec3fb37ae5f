import type { FrameWords } from '../words/mails.ts';
import type { Whence } from '../words/whence.ts';
import { localTime } from './local-time.ts';
import type { Fact } from './mail-blocks.ts';

/** When it was, and where it came from, as far as that is known: by it an owner knows their own. @param at in ms since 1970 */
export const factsOf = (frame: FrameWords, at: number, timeZone: string, whence: Whence): Fact[] => [
  { name: frame.facts.when, value: localTime(at, frame.dates, timeZone) },
  ...whereFrom(frame, whence, (code) => new Intl.DisplayNames(frame.dates, { type: 'region', fallback: 'none' }).of(code)),
];

/**
 * A place says more than a network; where no CDN tells the place, the network has to do.
 *
 * @param countryNamed by its two letters; an e-mail with a code leaves them as they are, and tells no time, as its own is enough: what
 * Node.js has to load for names of countries and times was a seventh of a login's cold start
 */
export function whereFrom(
  { facts, deviceOn, near: nearly }: FrameWords,
  { device = '', network = '', near }: Whence,
  countryNamed: (code: string) => string | undefined = (code) => code,
): Fact[] {
  const [browser = '', system] = device.split(', ');
  const country = near && countryNamed(near.country);
  const place = near?.city === undefined ? country : nearly({ place: [near.city, country].filter(Boolean).join(', ') });
  return [
    { name: facts.device, value: system ? deviceOn({ browser, system }) : browser },
    place ? { name: facts.place, value: place } : { name: facts.network, value: network },
  ].filter(({ value }) => value !== '');
}
