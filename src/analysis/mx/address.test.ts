import { describe, expect, it } from 'vitest';
import { isAddressLiteral, isNullExchange, takesNoMail } from './address.ts';

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

  it('of a domain that takes no mail is the null MX alone, or there is none', () => {
    const to = (...exchanges: readonly string[]) =>
      ({ state: 'found', exchanges: exchanges.map((exchange) => ({ preference: 0, exchange })) }) as const;
    expect(takesNoMail({ state: 'absent', exists: true, chain: [] })).toBe(true);
    expect(takesNoMail(to(''))).toBe(true);
    expect(takesNoMail(to('mx.example.com'))).toBe(false);
    expect(takesNoMail({ state: 'unanswered', kind: 'refused', why: 'SERVFAIL' })).toBe(false);
  });
});
