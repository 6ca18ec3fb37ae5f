/** A device and its network as people read them. */
import type { SecurityWords } from './words.ts';

type Say = Pick<SecurityWords, 'deviceOn' | 'unknownDevice' | 'network'>;

/** `Firefox, Windows`, as the service says it, in the language's own way. */
export function deviceShown(device: string, say: Say): string {
  const [browser = '', system] = device.split(', ');
  if (system !== undefined) return say.deviceOn(browser, system);
  return browser === '' ? say.unknownDevice : browser;
}

/** `203.0.113.0/24` is `203.0.113.*`; of IPv6 the service tells 56 bits in a row, of which the last group may be half. */
export function networkShown(network: string, say: Say): string {
  const groups = /^([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{2})\/56$/.exec(network)?.slice(1);
  const shown = groups ? `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}*` : network.replace(/\.0\/24$/, '.*');
  return say.network(shown);
}
