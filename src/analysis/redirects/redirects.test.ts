import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RedirectWalk, webRedirects } from '../../artifacts/web/redirects.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { redirectsTable } from './table.ts';
import { nextAddress, walkFrom } from './walk.ts';

const from = 'https://shop.example.com/a/b?c';

function answered(url: string, status: number, location?: string): SiteAnswer {
  const headers = location === undefined ? [] : ([['location', location]] as const);
  return { state: 'answered', url, status, headers, body: '', truncated: false, address: '203.0.113.7:443' };
}

describe('a Location (RFC 9110 section 10.2.2)', () => {
  it.each([
    ['/x', 'https://shop.example.com/x'],
    ['x', 'https://shop.example.com/a/x'],
    ['?d', 'https://shop.example.com/a/b?d'],
    ['//other.example.net/x', 'https://other.example.net/x'],
    ['http://me:pw@shop.example.com/#part', 'http://shop.example.com/'],
    ['', from],
    ['ftp://shop.example.com/', undefined],
    ['data:text/html,x', undefined],
    ['https://[', undefined],
    [`/${'x'.repeat(5_000)}`, undefined],
  ])('%s', (location, url) => expect(nextAddress(location, from)).toBe(url));
});

describe('a walk', () => {
  it('keeps of a place that is none what is no secret', async () => {
    const location = 'ftp://me:pw@files.example.net/a?token=x';
    const { end } = await walkFrom('https://shop.example.com/', async (url) => answered(url, 302, location));
    expect(end).toEqual({ state: 'broken', raw: 'ftp://files.example.net/a' });
  });

  it('ends, whatever is answered', async () => {
    const status = fc.constantFrom(200, 301, 302, 304, 404);
    const step = fc.tuple(
      status,
      fc.oneof(
        fc.constantFrom('/a', '/b', '../c', 'http://10.0.0.1/', '//x'),
        fc.stringMatching(/^\/[a-c]{0,3}$/),
        fc.string(),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        let asked = 0;
        const walk = await walkFrom('http://shop.example.com/', async (url) => {
          const [code, location] = steps[asked % steps.length] ?? [200, ''];
          asked += 1;
          return answered(url, code, location);
        });
        expect(asked).toBeLessThanOrEqual(11);
        const whole = { ...walk, host: 'shop.example.com', role: 'canonical', kind: 'http' } as const;
        expect(() => webRedirects.parse([whole])).not.toThrow();
        expect(redirectsTable.build({ walks: [whole] }).rows).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  it('follows ten redirects and says what it left', async () => {
    const walk = await walkFrom('https://shop.example.com/0', async (url) => {
      return answered(url, 302, `/${Number(new URL(url).pathname.slice(1)) + 1}`);
    });
    expect(walk.hops).toHaveLength(11);
    expect(walk.end).toEqual({ state: 'cut', to: 'https://shop.example.com/11' });
  });
});

describe('the table of redirects', () => {
  const base: Pick<RedirectWalk, 'host' | 'role'> = { host: 'shop.example.com', role: 'canonical' };
  const https = { url: 'https://shop.example.com', status: 200, hsts: [] };
  const walks: readonly RedirectWalk[] = [
    {
      ...base,
      kind: 'http',
      start: 'http://shop.example.com',
      hops: [{ url: 'http://shop.example.com', status: 302, location: 'https://shop.example.com', hsts: [] }, https],
      end: { state: 'answered' },
    },
    { ...base, kind: 'https', start: 'https://shop.example.com', hops: [https], end: { state: 'answered' } },
    {
      ...base,
      kind: 'webhook',
      start: 'https://shop.example.com/api/webhooks/stripe',
      hops: [],
      end: { state: 'failed', url: 'https://shop.example.com/api/webhooks/stripe', why: 'timeout', detail: '' },
    },
  ];

  it('has a cell a column, and a word about each walk', () => {
    const { columns, rows } = redirectsTable.build({ walks });
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    expect(rows.map((row) => row.slice(2))).toEqual([
      ['302 http://shop.example.com → 200 https://shop.example.com', 1, '200', 'temporary'],
      ['200 https://shop.example.com', 0, '200', 'right'],
      ['https://shop.example.com/api/webhooks/stripe: nothing answered in time', 0, 'timeout', 'not seen to its end'],
    ]);
  });
});
