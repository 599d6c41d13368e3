import { expect, test } from 'vitest';
import { endpointKey, plainHost } from './network.ts';

test.each([
  ['Shop.Example.com', 443, 'shop.example.com:443'],
  ['shop.example.com.', 443, 'shop.example.com:443'],
  ['127.0.0.1', 53, '127.0.0.1:53'],
  ['2001:DB8::1', 443, '[2001:db8::1]:443'],
])('%s and %d are %s', (host, port, key) => expect(endpointKey({ host, port })).toBe(key));

test.each([
  ['Shop.Example.com.', 'shop.example.com'],
  ['[2001:DB8::1]', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['192.0.2.1', '192.0.2.1'],
])('%s as the host of an endpoint', (written, host) => expect(plainHost(written)).toBe(host));
