/** A device, and where it is, as people read them. */
import type { Locale } from '../../shared/words/locale.ts';
import type { Whence } from '../../shared/words/whence.ts';
import type { SecurityWords } from './words.ts';

type Say = Pick<SecurityWords, 'deviceOn' | 'unknownDevice' | 'network' | 'near'>;

/** `Firefox, Windows`, as the service says it, in the language's own way. */
export function deviceShown(device: string, say: Say): string {
  const [browser = '', system] = device.split(', ');
  if (system !== undefined) return say.deviceOn(browser, system);
  return browser === '' ? say.unknownDevice : browser;
}

/** A place says more than a network, which has to do where none is told. @returns `undefined`: neither is */
export function placeShown({ near, network }: Pick<Whence, 'near' | 'network'>, say: Say, locale: Locale): string | undefined {
  const country = near && new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }).of(near.country);
  if (near?.city !== undefined) return say.near([near.city, country].filter(Boolean).join(', '));
  return country ?? (network && networkShown(network, say));
}

/** `203.0.113.0/24` is `203.0.113.*`; of IPv6 the service tells 56 bits in a row, of which the last group may be half. */
function networkShown(network: string, say: Say): string {
  const groups = /^([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{2})\/56$/.exec(network)?.slice(1);
  const shown = groups ? `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}*` : network.replace(/\.0\/24$/, '.*');
  return say.network(shown);
}
