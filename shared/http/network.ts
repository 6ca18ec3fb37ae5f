/**
 * The /24 of an IPv4 address, the /56 of an IPv6 one: about what one subscriber is given. An IPv4 address that is mapped into IPv6 is one
 * of IPv4 however it is written (RFC 4291 §2.5.5.2), or all of them would be one network.
 */
export function networkOf(address: string): string {
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 6).join() === mapped) return `${high >> 8}.${high & 255}.${low >> 8}.0/24`;
  const bits = groups
    .slice(0, 4)
    .map((group) => group.toString(16).padStart(4, '0'))
    .join('');
  return `${bits.slice(0, 14)}/56`;
}

const mapped = [0, 0, 0, 0, 0, 0xffff].join();

/** The eight of an IPv6 address, and of an IPv4 one as it is mapped. */
function groupsOf(address: string): number[] {
  const inGroups = address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, ...bytes: string[]) => `${pair(bytes[0], bytes[1])}:${pair(bytes[2], bytes[3])}`,
  );
  const [before = [], after = []] = (address.includes(':') ? inGroups : `::ffff:${inGroups}`)
    .split('::', 2)
    .map((half) => half.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

const pair = (high = '', low = '') => (Number(high) * 256 + Number(low)).toString(16);
