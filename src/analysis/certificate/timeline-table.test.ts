import { describe, expect, it } from 'vitest';
import { certificateOf, endpointOf, moment, troubledEndpoint } from '../../../checks/tls/testing.ts';
import { certificateTable } from './timeline-table.ts';

describe('the certificate timeline', () => {
  it('has a row a host, the one that ends first on top, and those that were not seen at the end', () => {
    const soon = endpointOf({ notAfter: moment + 10 * 86_400_000 }, { order: 'wrong' });
    const endpoints = [
      troubledEndpoint('timeout', { host: 'old.example', port: 8443 }),
      endpointOf(),
      { ...soon, host: 'www.shop.example' },
    ];
    const { columns, rows } = certificateTable.build({ endpoints, moment });
    expect(columns).toEqual(['host', 'issuer', 'names', 'valid from', 'until', 'days left', 'life left', 'chain']);
    expect(rows).toEqual([
      [
        'www.shop.example',
        'Test Trust',
        'shop.example',
        '2026-10-31',
        '2026-11-30',
        10,
        '33 %',
        'trusted, wrong order',
      ],
      ['shop.example', 'Test Trust', 'shop.example', '2026-10-31', '2027-01-29', 70, '78 %', 'trusted'],
      ['old.example:8443', null, null, null, null, null, null, 'not seen: it was timeout'],
    ]);
  });

  it('says what is wrong with a chain', () => {
    const trust = { state: 'untrusted', code: 'self-signed', message: 'x' } as const;
    const { rows } = certificateTable.build({
      endpoints: [endpointOf({}, { trust, chain: [certificateOf()] })],
      moment,
    });
    expect(rows[0]?.at(-1)).toBe('not trusted');
  });
});
