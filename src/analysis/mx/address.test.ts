import { describe, expect, it } from 'vitest';
import { isAddressLiteral, isInternalAddress, isNullExchange } from './address.ts';

describe('an MX target', () => {
  it.each(['203.0.113.5', '[203.0.113.5]', '2001:db8::1', '[IPv6:2001:db8::1]'])('%s is an address', (host) =>
    expect(isAddressLiteral(host)).toBe(true),
  );

  it.each(['mx.example.com', '123', 'mx', '1.2.3.example'])('%s is a name', (host) =>
    expect(isAddressLiteral(host)).toBe(false),
  );

  it('RFC 7505 section 3: the root is the null MX', () => {
    expect(isNullExchange('')).toBe(true);
    expect(isNullExchange('.')).toBe(true);
    expect(isNullExchange('mx.example.com')).toBe(false);
  });

  it.each([
    '10.0.0.1',
    '127.0.0.1',
    '192.168.1.1',
    '169.254.0.1',
    '100.64.0.1',
    'fd00::1',
    'fe80::1',
    '::1',
    '::ffff:10.0.0.1',
    'x',
  ])('%s is out of reach', (address) => expect(isInternalAddress(address)).toBe(true));

  it.each(['203.0.113.5', '76.76.21.21', '2606:4700::1', '::ffff:76.76.21.21'])('%s is public', (address) =>
    expect(isInternalAddress(address)).toBe(false),
  );
});
