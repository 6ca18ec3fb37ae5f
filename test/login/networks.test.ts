import { expect, test } from 'vitest';
import { networkOf } from '../../shared/http/network.ts';

test.each([
  ['two neighbours of one /24', '198.51.100.7', '198.51.100.250', true],
  ['addresses of two /24', '198.51.100.7', '198.51.101.7', false],
  ['an IPv4 address, written plainly and as IPv6', '198.51.100.7', '::ffff:198.51.100.9', true],
  ['an IPv4 address, written plainly and as IPv6 in hexadecimal', '198.51.100.7', '::ffff:c633:6409', true],
  ['the same, written in full', '198.51.100.7', '0:0:0:0:0:FFFF:C633:6409', true],
  ['addresses of two /24, both as IPv6 in hexadecimal', '::ffff:102:304', '::ffff:102:404', false],
  ['an IPv6 address that ends as an IPv4 one, and that one', '2001:db8::198.51.100.7', '198.51.100.7', false],
  ['two /64 of one /56, which is what one subscriber is given', '2001:db8:0:ab00::1', '2001:db8:0:abff:1:2:3:4', true],
  ['addresses of two /56', '2001:db8:0:ab00::1', '2001:db8:0:ac00::1', false],
  ['an IPv6 address, written short and in full', '2001:db8::1', '2001:0DB8:0000:0000:0000:0000:0000:0001', true],
])('%s: do they try passwords together?', (_, one, other, together) => {
  expect(networkOf(one) === networkOf(other)).toBe(together);
});

test.each([
  ['198.51.100.7', '198.51.100.0/24'],
  ['::ffff:102:304', '1.2.3.0/24'],
  ['2001:db8:0:ab42::1', '20010db80000ab/56'],
  ['::1', '00000000000000/56'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
