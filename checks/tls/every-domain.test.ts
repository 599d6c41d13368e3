import { describe, expect, it } from 'vitest';
import type { TlsEndpoint } from '../../src/artifacts/tls/endpoints.ts';
import { everyDomain } from './every-domain.ts';
import { day, endpointOf, findingsOf, hosts, kindsOf, moment, troubledEndpoint } from './testing.ts';

const judge = (endpoints: readonly TlsEndpoint[], unread?: string) =>
  everyDomain.evaluate({ endpoints, moment, hosts: unread === undefined ? hosts : { ...hosts, unread } });
const www = (endpoint: TlsEndpoint): TlsEndpoint => ({ ...endpoint, host: 'www.shop.example', role: 'sibling' });
const alias = (endpoint: TlsEndpoint): TlsEndpoint => ({ ...endpoint, host: 'old.example', role: 'alias' });

describe('tls/every-domain', () => {
  it('passes, fails for one domain without its name, and passes again', () => {
    const fine = { outcome: 'pass', evidence: 'valid for its own name: www.shop.example, old.example' };
    const good = [endpointOf(), www(endpointOf()), alias(endpointOf())];
    expect(judge(good)).toEqual(fine);
    const found = findingsOf(judge([endpointOf(), www(endpointOf({}, { matches: false })), alias(endpointOf())]));
    expect(found).toMatchObject([{ key: 'wrong-host', at: { url: 'https://www.shop.example' } }]);
    expect(judge(good)).toEqual(fine);
  });

  it('judges all but the canonical host, each of them', () => {
    const expired = endpointOf({ notAfter: moment - day });
    expect(kindsOf(judge([expired, www(endpointOf())]))).toEqual([]);
    expect(kindsOf(judge([endpointOf(), www(expired), alias(troubledEndpoint('alert'))]))).toEqual([
      'expired',
      'no-handshake',
    ]);
  });

  it('passes where there is no other domain, or a guessed one that nobody set up', () => {
    expect(judge([endpointOf()])).toMatchObject({ outcome: 'pass', evidence: 'there is no further production domain' });
    expect(judge([endpointOf(), www(troubledEndpoint('no-address'))]).outcome).toBe('pass');
  });

  it.each([
    ['timeout', 'timeout'],
    ['reset', 'offline'],
  ])('has nothing to judge where every other domain ends in %s', (why, reason) => {
    const silent = [endpointOf(), www(troubledEndpoint(why)), alias(troubledEndpoint('timeout'))];
    expect(judge(silent)).toMatchObject({ outcome: 'blocked', by: { state: 'unavailable', reason } });
  });

  it('does not know a domain that was not reached, nor domains that could not be listed', () => {
    expect(judge([endpointOf(), alias(troubledEndpoint('no-address'))]).outcome).toBe('unknown');
    const some = [endpointOf(), www(endpointOf()), alias(troubledEndpoint('timeout'))];
    expect(judge(some).outcome).toBe('unknown');
    expect(judge([endpointOf()], 'set VERCEL_TOKEN')).toMatchObject({ outcome: 'unknown', hint: 'set VERCEL_TOKEN' });
    const both = judge([endpointOf(), www(endpointOf({}, { matches: false })), alias(troubledEndpoint('timeout'))]);
    expect(both).toMatchObject({ outcome: 'fail', unsettled: { because: expect.stringContaining('old.example') } });
  });
});
