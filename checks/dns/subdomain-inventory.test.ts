import { describe, expect, it } from 'vitest';
import { subdomainInventory } from './subdomain-inventory.ts';
import { found, named, other, vercel, zoneOf } from './testing.ts';

describe('dns/subdomain-inventory', () => {
  it('asks a person about every name that was found, and says that there may be more', () => {
    const names = [named('harbor.example', found(vercel)), named('old.harbor.example', found(other))];
    const verdict = subdomainInventory.evaluate({ zones: [zoneOf({ names })] });
    expect(verdict).toMatchObject({ outcome: 'manual' });
    const ask = verdict.outcome === 'manual' ? verdict.ask : '';
    expect(ask).toContain('harbor.example A 76.76.21.21 (Vercel), old.harbor.example A 203.0.113.9');
    expect(ask).toContain('there may be others');
  });

  it('says how many names could not be asked', () => {
    const unasked = [{ name: 'vpn.harbor.example', detail: 'timeout' }];
    expect(subdomainInventory.evaluate({ zones: [zoneOf({ unasked })] })).toMatchObject({
      ask: expect.stringContaining('1 name could not be asked'),
    });
  });

  it('does not know a zone that did not answer', () => {
    const unasked = [{ name: 'www.harbor.example', detail: '127.0.0.53: timeout' }];
    const zone = zoneOf({ tried: 0, names: [], unasked });
    expect(subdomainInventory.evaluate({ zones: [zone] }).outcome).toBe('unknown');
  });

  it('does not apply without an own zone', () =>
    expect(subdomainInventory.evaluate({ zones: [] }).outcome).toBe('not-applicable'));
});
