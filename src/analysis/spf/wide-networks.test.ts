import { describe, expect, it } from 'vitest';
import { parseSpfRecord } from './record.ts';
import { coverings, wideNetworks } from './wide-networks.ts';

const networksOf = (record: string) => parseSpfRecord(`v=spf1 ${record}`).directives.flatMap(wideNetworks);

function covering(record: string) {
  const ranges = networksOf(record).map((network) => ({ path: ['example.com'], term: network ?? '', network }));
  return coverings(ranges).map((found) => found.map(({ term }) => term));
}

describe('networks that are too wide', () => {
  it.each([
    ['ip4:10.0.0.0/8 ip6:2001::/16 a mx/24//64 all include:x.example', []],
    ['ip4:10.0.0.0/7 ip6:2000::/15', ['10.0.0.0/7', '2000::/15']],
    ['a/0//0', ['0.0.0.0/0', '::/0']],
    ['mx/7', [undefined]],
  ])('of %s', (record, expected) => expect(networksOf(record)).toEqual(expected));
});

describe('networks that hold everybody', () => {
  it.each([
    ['ip4:0.0.0.0/0', [['0.0.0.0/0']]],
    ['ip4:192.0.2.1/0', [['192.0.2.1/0']]],
    ['ip4:0.0.0.0/1 ip4:128.0.0.0/1', [['0.0.0.0/1', '128.0.0.0/1']]],
    ['ip4:64.0.0.0/2 ip4:128.0.0.0/1 ip4:0.0.0.0/2', [['64.0.0.0/2', '128.0.0.0/1', '0.0.0.0/2']]],
    ['ip4:0.0.0.0/1 ip4:64.0.0.0/2', []],
    ['ip4:0.0.0.0/1 ip4:0.0.0.0/1', []],
    ['ip6:::/0', [['::/0']]],
    ['ip6:2000::/4 ip6:3000::/4', [['2000::/4', '3000::/4']]],
    ['ip6:2000::/4 ip4:128.0.0.0/1', []],
    ['ip4:0.0.0.0/0 ip6:2000::/3', [['0.0.0.0/0'], ['2000::/3']]],
  ])('among %s', (record, expected) => expect(covering(record)).toEqual(expected));

  it('are found among two hundred', () => {
    const eighths = Array.from({ length: 128 }, (_, i) => `ip4:${i * 2}.0.0.0/7`);
    expect(covering(eighths.join(' '))).toHaveLength(1);
    expect(covering(eighths.slice(1).join(' '))).toEqual([]);
  });
});
