import { describe, expect, it } from 'vitest';
import { answeredLines, keptRecords } from './proxied.ts';
import { zone } from './zone.ts';

const kept = `
; what the owner entered
shop CNAME cname.vercel-dns.com. ; cf_tags=cf-proxied:true
mail A 192.0.2.25
@ TXT "v=spf1; -all" "and more"
`;

describe('a zone with proxied names', () => {
  it('answers with the edge for a proxied name, of both address families, and with no alias', () => {
    const records = zone('example.com', answeredLines(kept)).records.get('shop.example.com') ?? [];
    expect(new Set(records.map(({ type }) => type))).toEqual(new Set(['A', 'AAAA']));
  });

  it('answers as it was entered for every other name', () => {
    const { records } = zone('example.com', answeredLines(kept));
    expect(records.get('mail.example.com')).toMatchObject([{ type: 'A', data: '192.0.2.25' }]);
    expect(records.get('example.com')).toMatchObject([{ type: 'TXT', data: ['v=spf1; -all', 'and more'] }]);
  });

  it('is kept as it was entered, mark or not', () => {
    expect(keptRecords('example.com', kept)).toMatchObject([
      { record: { name: 'shop.example.com', type: 'CNAME', data: 'cname.vercel-dns.com' }, proxied: true },
      { record: { name: 'mail.example.com', type: 'A' }, proxied: false },
      { record: { name: 'example.com', type: 'TXT' }, proxied: false },
    ]);
  });
});
