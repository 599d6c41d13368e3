import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectSpfAnswers, walkLimits } from './collect.ts';
import { spfPolicy } from './policy.ts';
import { check, testZone } from './testing.ts';

async function walk(zone: string, domain = 'example.com') {
  const { answer, asked } = testZone(zone);
  const answers = await collectSpfAnswers([domain], ({ name, type }) => answer(name, type));
  return { policy: spfPolicy(domain, answers, []), asked };
}

const chain = (n: number): string =>
  Array.from({ length: n }, (_, i) => `n${i}.example.com TXT v=spf1 include:n${i + 1}.example.com -all`).join('\n');

describe('the tree of a record', () => {
  it('lists every term that asks, with its path, its number and its cost', async () => {
    const { policy } = await walk(`
      example.com TXT v=spf1 a include:_spf.example.net mx ~all
      _spf.example.net TXT v=spf1 ip4:192.0.2.1 exists:%{i}.list.example.net redirect=_r.example.net
      _r.example.net TXT v=spf1 ptr -all`);
    expect(policy).toMatchObject({ state: 'one', all: '~', faults: [], ignored: [] });
    expect(policy.terms.map(({ path, term, lookup, cost }) => [path.length, term, lookup, cost])).toEqual([
      [1, 'a', 1, 1],
      [1, 'include:_spf.example.net', 2, 4],
      [2, 'exists:%{i}.list.example.net', 3, 1],
      [2, 'redirect=_r.example.net', 4, 2],
      [3, 'ptr', 5, 1],
      [1, 'mx', 6, 1],
    ]);
  });

  it('asks nobody twice, and not for what depends on the sender', async () => {
    const { asked } = await walk(`
      example.com TXT v=spf1 include:b.example.com include:b.example.com a:%{i}.example.com ptr ~all
      b.example.com TXT v=spf1 a a:b.example.com mx -all`);
    expect(asked.toSorted()).toEqual([
      'b.example.com A',
      'b.example.com AAAA',
      'b.example.com MX',
      'b.example.com TXT',
      'example.com TXT',
    ]);
  });

  it('expands a macro that is the domain itself', async () => {
    const { policy } = await walk('example.com TXT v=spf1 include:_spf.%{d2} ~all\n_spf.example.com TXT v=spf1 -all');
    expect(policy.terms).toMatchObject([{ name: '_spf.example.com', leads: 'on', all: '-' }]);
  });

  it.each([
    ['include:%{i}.example.com', 'by-macro'],
    ['include:gone.example.com', 'nowhere'],
    ['include:two.example.com', 'to-several'],
    ['include:example.com', 'to-itself'],
    ['include:err.example.com', 'unasked'],
    ['include:..example.com', 'nowhere'],
  ])('tells where %s leads: %s', async (term, leads) => {
    const more = 'two.example.com TXT v=spf1 a\ntwo.example.com TXT v=spf1 mx\nerr.example.com TXT !timeout';
    expect((await walk(`example.com TXT v=spf1 ${term} ~all\n${more}`)).policy.terms).toMatchObject([{ leads }]);
  });

  it('is bounded: 300 includes below one another', async () => {
    const { policy, asked } = await walk(chain(300), 'n0.example.com');
    expect(asked.length).toBeLessThanOrEqual(walkLimits.levels + 1);
    expect(policy.terms.length).toBeGreaterThan(10);
    expect(policy.terms.at(-1)?.leads).toBe('too-deep');
  });

  it('is bounded: two includes in each of twelve levels', async () => {
    const zone = Array.from(
      { length: 12 },
      (_, i) => `n${i}.example.com TXT v=spf1 include:n${i + 1}.example.com include:n${i + 1}.example.com -all`,
    );
    const { policy, asked } = await walk(zone.join('\n'), 'n0.example.com');
    expect(asked.length).toBe(13);
    expect(policy.terms.length).toBe(200);
  });

  it('is bounded: a thousand names in one record', async () => {
    const record = Array.from({ length: 1000 }, (_, i) => `a:h${i}.example.com include:i${i}.example.com`).join(' ');
    const { asked } = await walk(`example.com TXT v=spf1 ${record} -all`);
    expect(asked.length).toBe(walkLimits.questions);
  });

  it('counts what a receiver counts for whom nothing matches', async () => {
    const names = ['example.com', 'x.example.com', 'y.example.com'];
    const known = names.map((name) => `${name} MX mail.example.net\n${name} A 198.51.100.1`).join('\n');
    const plain = ['a', 'mx', 'ip4:203.0.113.1', 'ptr', '?a:y.example.com', 'include:y.example.com'];
    const record = (terms: readonly string[], endings: readonly string[]) =>
      fc
        .tuple(fc.array(fc.constantFrom(...terms), { maxLength: 4 }), fc.constantFrom(...endings))
        .map(([middle, ending]) => ['v=spf1', ...middle, ending].join(' ').trim());
    const root = record([...plain, 'include:x.example.com'], ['~all', 'redirect=y.example.com', '', '-all a mx']);
    const inner = record(plain, ['~all', 'redirect=y.example.com', '']);
    const leaf = record(['a', 'mx', 'ip6:2001:db8::1'], ['?all', '']);
    await fc.assert(
      fc.asyncProperty(root, inner, leaf, async (first, second, third) => {
        const policies = `example.com TXT ${first}\nx.example.com TXT ${second}\ny.example.com TXT ${third}`;
        const zone = `${policies}\n${known}\n1.2.0.192.in-addr.arpa PTR host.example.net`;
        const { terms } = (await walk(zone)).policy;
        const { lookups, result } = check(zone);
        expect(lookups).toBe(Math.min(terms.length, 11));
        expect(result === 'permerror').toBe(terms.length > 10);
      }),
      { numRuns: 200 },
    );
  });
});

describe('asking for a tree', () => {
  it('takes one wait a level', async () => {
    const { answer } = testZone(
      'example.com TXT v=spf1 a mx include:b.example.com include:c.example.com -all\nb.example.com TXT v=spf1 a -all\nc.example.com TXT v=spf1 include:b.example.com -all',
    );
    const waves: number[] = [];
    let underWay = 0;
    await collectSpfAnswers(['example.com'], async ({ name, type }) => {
      underWay += 1;
      await Promise.resolve();
      if (underWay > 0) waves.push(underWay);
      underWay = 0;
      return answer(name, type);
    });
    expect(waves).toEqual([1, 5, 2]);
  });

  it('hands on what the resolver throws', () =>
    expect(
      collectSpfAnswers(['example.com'], async () => {
        throw new Error('interrupted');
      }),
    ).rejects.toThrow('interrupted'));
});
