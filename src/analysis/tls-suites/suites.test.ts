import { describe, expect, it } from 'vitest';
import { suiteGroups, suiteOf } from './suites.ts';

describe('cipher suites', () => {
  it.each([
    [0x1301, 'TLS_AES_128_GCM_SHA256', true, true],
    [0xc02f, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', true, true],
    [0xc0ad, 'TLS_ECDHE_ECDSA_WITH_AES_256_CCM', true, true],
    [0xcca8, 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', true, true],
    [0x0033, 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA', true, false],
    [0x009c, 'TLS_RSA_WITH_AES_128_GCM_SHA256', false, true],
    [0xc00e, 'TLS_ECDH_RSA_WITH_AES_128_CBC_SHA', false, false],
    [0x0005, 'TLS_RSA_WITH_RC4_128_SHA', false, false],
    [0x00ff, '0x00ff', false, false],
  ])('0x%s is %s', (number, name, forwardSecrecy, authenticated) =>
    expect(suiteOf(number)).toEqual({ number, name, forwardSecrecy, authenticated }),
  );

  it('are broken where they were made for export, of 40 bits and of 56', () => {
    const names = suiteGroups.all.filter((number) => suiteOf(number).name.includes('_EXPORT'));
    expect(names.toSorted((a, b) => a - b)).toEqual([...suiteGroups.export].toSorted((a, b) => a - b));
    for (let number = 0x60; number <= 0x65; number += 1) expect(suiteGroups.export).toContain(number);
    expect(suiteGroups.obsolete).toContain(0x66);
  });

  it('stand in one group each, and all of them in the widest offer', () => {
    const weak = [suiteGroups.null, suiteGroups.anonymous, suiteGroups.export, suiteGroups.obsolete].flat();
    expect(new Set(weak).size).toBe(weak.length);
    expect(new Set(suiteGroups.all).size).toBe(suiteGroups.all.length);
    for (const suite of [...weak, ...suiteGroups.forwardSecret, ...suiteGroups.authenticated])
      expect(suiteGroups.all).toContain(suite);
  });

  it('are offered best first, so that a weak pick is the server’s own', () => {
    const [first] = suiteGroups.all;
    expect(suiteOf(first ?? 0)).toMatchObject({ forwardSecrecy: true, authenticated: true });
  });
});
