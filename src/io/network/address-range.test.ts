import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { specialRange } from './address-range.ts';

describe('addresses that the public internet routes', () => {
  test.each([
    '1.1.1.1',
    '76.76.21.21',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '192.167.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:80b::200e',
    '64:ff9b::1.1.1.1',
    '2002:101:101::1',
  ])('%s', (address) => expect(specialRange(address)).toBeUndefined());
});

describe('addresses that could lead back to the auditor', () => {
  test.each([
    ['0.0.0.0', 'this host'],
    ['0.1.2.3', 'this host'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.8', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'reserved'],
    ['198.51.100.1', 'reserved'],
    ['203.0.113.7', 'reserved'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'this host'],
    ['::1', 'loopback'],
    ['::7f00:1', 'reserved'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:0a00:1', 'IPv4-mapped'],
    ['::ffff:0:127.0.0.1', 'IPv4-translated'],
    ['64:ff9b::10.0.0.1', 'private, inside NAT64'],
    ['64:ff9b::7f00:1', 'loopback, inside NAT64'],
    ['64:ff9b:1::1.1.1.1', 'NAT64'],
    ['2002:7f00:1::1', 'loopback, inside 6to4'],
    ['2002:c0a8:101::', 'private, inside 6to4'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'teredo'],
    ['2001:db8::1', 'reserved'],
    ['3fff::1', 'reserved'],
    ['100::1', 'discard'],
    ['4000::1', 'reserved'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['shop.example.com', 'no address'],
    ['', 'no address'],
  ])('%s is %s', (address, range) => expect(specialRange(address)).toBe(range));
});

test('IPv4 in any IPv6 spelling is never more public than it is alone', () => {
  const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
  fc.assert(
    fc.property(octets, ([a, b, c, d]) => {
      const alone = specialRange([a, b, c, d].join('.'));
      const low = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
      for (const spelling of [`::${low}`, `::ffff:${low}`, `64:ff9b::${low}`, `64:ff9b:1::${low}`, `2002:${low}::1`]) {
        if (alone !== undefined) expect(specialRange(spelling), spelling).toBeDefined();
      }
    }),
    { numRuns: 300 },
  );
});
