import { assert, ipV4, ipV6, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from './networks.ts';

describe('a network', () => {
  it.each([
    ['76.76.21.21', 'vercel'],
    ['216.198.79.1', 'vercel'],
    ['64.29.17.65', 'vercel'],
    ['216.150.16.193', 'vercel'],
    ['216.150.2.1', 'public'],
    ['104.16.0.1', 'cloudflare'],
    ['172.67.1.1', 'cloudflare'],
    ['172.32.0.1', 'public'],
    ['2606:4700::6810:1', 'cloudflare'],
    ['2606:4701::1', 'public'],
    ['203.0.113.9', 'public'],
    ['2001:db8::1', 'public'],
    ['8.8.8.8', 'public'],
    ['10.0.0.1', 'internal'],
    ['172.31.255.255', 'internal'],
    ['192.168.0.1', 'internal'],
    ['127.0.0.53', 'internal'],
    ['169.254.169.254', 'internal'],
    ['100.100.100.100', 'internal'],
    ['0.0.0.0', 'internal'],
    ['::', 'internal'],
    ['::1', 'internal'],
    ['fd12::1', 'internal'],
    ['fe80::1', 'internal'],
    ['fec0::1', 'internal'],
    ['::ffff:10.0.0.1', 'internal'],
    ['::ffff:76.76.21.21', 'vercel'],
    ['64:ff9b::a00:1', 'internal'],
    ['no address', 'invalid'],
    ['', 'invalid'],
  ])('%s is %s', (address, network) => expect(networkOf(address)).toBe(network));

  it('is given for every address, and never throws for text', () => {
    assert(
      property(oneof(ipV4(), ipV6()), (address) => networkOf(address) !== 'invalid'),
      { numRuns: 200 },
    );
    assert(
      property(string({ maxLength: 60 }), (text) => networkOf(text) !== undefined),
      { numRuns: 200 },
    );
  });
});
