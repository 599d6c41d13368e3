import { describe, expect, test } from 'vitest';
import { unknownOrigin } from './origin-answer.ts';
import { answer, cacheRule, decided, edgeWith, edgeWithCacheRules, eligible, kept, onPlan } from './testing.ts';

// Guide section 1.2, the table of the origin's answers: one test a row and column. "On" is Origin Cache Control as Free, Pro and
// Business have it, "off" is Enterprise.
const everything = edgeWithCacheRules(cacheRule(eligible));
const off = onPlan('enterprise', everything);
const overridden = edgeWithCacheRules(cacheRule(kept(7_200)));
const overriddenOff = onPlan('enterprise', overridden);

type Said = 'stored' | 'not-stored' | 'revalidated' | 'unknown';

describe.each<[row: string, lines: readonly string[], on: Said, off: Said]>([
  ['no-store', ['cache-control: no-store'], 'not-stored', 'not-stored'],
  ['bare private', ['cache-control: private, max-age=600'], 'not-stored', 'not-stored'],
  ['private="hdr"', ['cache-control: private="x-name"'], 'stored', 'not-stored'],
  ['no-cache', ['cache-control: no-cache'], 'revalidated', 'not-stored'],
  ['max-age=0', ['cache-control: max-age=0'], 'revalidated', 'not-stored'],
  ['s-maxage=0', ['cache-control: public, max-age=60, s-maxage=0'], 'revalidated', 'not-stored'],
  ['public, max-age>0', ['cache-control: public, max-age=60'], 'stored', 'stored'],
  ['s-maxage>0', ['cache-control: max-age=0, s-maxage=60'], 'stored', 'stored'],
  [
    'future Expires',
    ['expires: Wed, 21 Oct 2026 08:00:00 GMT', 'date: Wed, 21 Oct 2026 07:28:00 GMT'],
    'stored',
    'stored',
  ],
  ['none of these headers', [], 'stored', 'stored'],
  ['Set-Cookie, eligible via rule', ['set-cookie: a=b'], 'not-stored', 'not-stored'],
  ['Vary: *', ['vary: *', 'cache-control: public, max-age=60'], 'not-stored', 'not-stored'],
])('an answer with %s', (row, lines, on, whenOff) => {
  const origin = answer(200, ...lines);

  test(`is ${on} with Origin Cache Control on`, () => expect(decided(everything, origin).decision).toBe(on));
  test(`is ${whenOff} with it off`, () => expect(decided(off, origin).decision).toBe(whenOff));
  test('is stored under a TTL that ignores the origin', () => {
    // Vary: * is never stored, whatever rules say.
    const decision = row === 'Vary: *' ? 'not-stored' : 'stored';
    expect(decided(overridden, origin).decision).toBe(decision);
    expect(decided(overriddenOff, origin).decision).toBe(decision);
  });
});

describe('without cache headers the default TTL by status holds', () => {
  test.each([
    [200, 7_200],
    [206, 7_200],
    [301, 7_200],
    [302, 1_200],
    [303, 1_200],
    [404, 180],
    [410, 180],
  ])('%i: %i s', (status, ttl) =>
    expect(decided(everything, answer(status))).toMatchObject({ decision: 'stored', ttl }),
  );

  test.each([201, 307, 308, 400, 401, 403, 500, 503])('%i: not stored', (status) =>
    expect(decided(everything, answer(status)).decision).toBe('not-stored'),
  );
});

describe('Set-Cookie', () => {
  const css = { path: '/account/x.css' };
  const withCookie = answer(200, 'set-cookie: a=b', 'content-type: text/css');

  test('at the default level, on: not stored, the cookie is kept', () =>
    expect(decided(edgeWith(), withCookie, css)).toMatchObject({ decision: 'not-stored', cookies: 'not-stored' }));
  test('at the default level, off: stored, the cookie is stripped', () =>
    expect(decided(onPlan('enterprise', edgeWith()), withCookie, css)).toMatchObject({
      decision: 'stored',
      cookies: 'stripped',
    }));
  test('eligible via rule: an answer with one is not stored', () =>
    expect(decided(everything, answer(200)).cookies).toBe('not-stored'));
  test('under a TTL that ignores the origin: stored, the cookie is stripped', () =>
    expect(decided(overridden, withCookie)).toMatchObject({ decision: 'stored', cookies: 'stripped' }));
  test('at the default level under a TTL of a rule the documentation says nothing', () => {
    const ttlAlone = edgeWithCacheRules(cacheRule({ edge_ttl: { mode: 'override_origin', default: 60 } }));
    expect(decided(ttlAlone, withCookie, css).decision).toBe('unknown');
  });
  test.each(['private="Set-Cookie"', 'private="x-name, set-cookie"'])('%s: dropped, and the rest stored', (directive) =>
    expect(
      decided(everything, answer(200, `cache-control: ${directive}, max-age=60`, 'set-cookie: a=b')),
    ).toMatchObject({
      decision: 'stored',
      cookies: 'stripped',
    }),
  );
  test('where nothing is cached it passes as it is', () =>
    expect(decided(edgeWith(), answer(200, 'set-cookie: a=b'))).toMatchObject({
      decision: 'not-stored',
      cookies: 'kept',
    }));
});

describe('no-cache="hdr"', () => {
  const origin = (...more: readonly string[]) => answer(200, 'cache-control: no-cache="x-name", max-age=60', ...more);

  test('on: stored when the header is absent, asked about when it is there', () => {
    const absent = { ...origin(), headers: new Map([...origin().headers, ['x-name', []]]) };
    expect(decided(everything, absent).decision).toBe('stored');
    expect(decided(everything, origin('x-name: 1')).decision).toBe('revalidated');
  });
  test('off: not stored', () => expect(decided(off, origin('x-name: 1')).decision).toBe('not-stored'));
});

describe('a request with Authorization', () => {
  const headers = new Map([['authorization', ['Bearer x']]]);

  test.each(['public, max-age=60', 's-maxage=60', 'must-revalidate, max-age=60'])('is stored with %s', (directive) =>
    expect(decided(everything, answer(200, `cache-control: ${directive}`), { headers }).decision).toBe('stored'),
  );
  test.each(['max-age=60', 'no-cache', 'proxy-revalidate, max-age=60'])('is not stored with %s', (directive) =>
    expect(decided(everything, answer(200, `cache-control: ${directive}`), { headers }).decision).toBe('not-stored'),
  );
  test('is stored as any other with Origin Cache Control off', () =>
    expect(decided(off, answer(200, 'cache-control: max-age=60'), { headers }).decision).toBe('stored'));
  test('is unknown under a TTL that ignores the origin, where the documentation is silent', () => {
    const { decision, open } = decided(overridden, answer(200), { headers });
    expect(decision).toBe('unknown');
    expect(open[0]?.why).toContain('Authorization');
  });
  test('counts as one without when the header is not known: those without get what is stored', () =>
    expect(decided(overridden, answer(200)).decision).toBe('stored'));
});

describe('bypass_by_default stores only what a header allows', () => {
  const bypassing = edgeWithCacheRules(cacheRule({ cache: true, edge_ttl: { mode: 'bypass_by_default' } }));

  test.each<[lines: readonly string[], decision: Said]>([
    [[], 'not-stored'],
    [['cache-control: public, max-age=60'], 'stored'],
    [['cache-control: s-maxage=60'], 'stored'],
    [['cdn-cache-control: max-age=60'], 'stored'],
    [['cache-control: private'], 'not-stored'],
    [['cache-control: no-cache'], 'revalidated'],
    [['cache-control: no-transform'], 'unknown'],
  ])('%j: %s', (lines, decision) => expect(decided(bypassing, answer(200, ...lines)).decision).toBe(decision));
});

describe('the header that is heard', () => {
  test.each<[lines: readonly string[], decision: Said]>([
    [['cache-control: public, max-age=3600', 'cdn-cache-control: no-store'], 'not-stored'],
    [['cache-control: no-store', 'cdn-cache-control: max-age=60'], 'stored'],
    [['cloudflare-cdn-cache-control: no-store', 'cdn-cache-control: max-age=60'], 'not-stored'],
    [['cloudflare-cdn-cache-control: max-age=60', 'cdn-cache-control: no-store', 'cache-control: private'], 'stored'],
    [['cloudflare-cdn-cache-control: ', 'cache-control: private'], 'not-stored'],
    // "Cloudflare ignores any Cache-Control directives, even if the Surrogate-Control header does not contain directives."
    [['surrogate-control: ', 'cache-control: private'], 'stored'],
    [['surrogate-control: max-age=60', 'cdn-cache-control: private'], 'not-stored'],
  ])('%j: %s', (lines, decision) => expect(decided(everything, answer(200, ...lines)).decision).toBe(decision));

  test('gives the TTL: the example of the documentation', () => {
    const origin = answer(
      200,
      'cache-control: max-age=14400, s-maxage=84000',
      'cloudflare-cdn-cache-control: max-age=24400',
      'cdn-cache-control: max-age=18000',
    );
    expect(decided(everything, origin).ttl).toBe(24_400);
  });
  test('for CDNs never leads to a BYPASS by no-cache, says one page; with Origin Cache Control off that is not sure', () =>
    expect(decided(off, answer(200, 'cdn-cache-control: no-cache')).decision).toBe('unknown'));
});

describe('what is not known of the origin stays open', () => {
  test('nothing known, and the rules leave it to the origin: unknown, and what would tell', () => {
    const { decision, open } = decided(everything, unknownOrigin);
    expect(decision).toBe('unknown');
    expect(open.map(({ why }) => why).join()).toMatch(/cache-control/);
    expect(open.map(({ hint }) => hint).join()).toMatch(/users\.a|--origin-header/);
  });
  test('nothing known, but a rule ignores the origin: stored', () =>
    expect(decided(overridden, unknownOrigin)).toMatchObject({ decision: 'stored', ttl: 7_200, open: [] }));
  test('nothing known, and not eligible: not stored', () =>
    expect(decided(edgeWith(), unknownOrigin).decision).toBe('not-stored'));
  test('a status that is not known matters only without a freshness of its own', () => {
    const said = { status: undefined, headers: answer(200, 'cache-control: max-age=60').headers };
    expect(decided(everything, said).decision).toBe('stored');
    expect(decided(everything, { status: undefined, headers: answer(200).headers })).toMatchObject({
      decision: 'unknown',
      open: [{ why: "the origin's status is not known" }],
    });
  });
  test('a Set-Cookie that is not known matters only where it would be', () => {
    const headers = new Map([...answer(200).headers].filter(([name]) => name !== 'set-cookie'));
    expect(decided(everything, { status: 200, headers }).open[0]?.why).toBe("the origin's set-cookie is not known");
    expect(decided(overridden, { status: 200, headers }).decision).toBe('stored');
  });
});

// RFC 9110 section 6.6.1: who gets an answer without Date takes the time at which it came.
describe('Expires without a Date', () => {
  const expires = 'expires: Wed, 21 Oct 2026 08:00:00 GMT';
  const at = (hour: number) => Date.UTC(2026, 9, 21, hour);

  test('is measured by the moment of the run', () => {
    expect(decided(everything, answer(200, expires), {}, at(7))).toMatchObject({ decision: 'stored', ttl: 3_600 });
    expect(decided(everything, answer(200, expires), {}, at(9)).decision).toBe('revalidated');
    expect(decided(off, answer(200, expires), {}, at(9)).decision).toBe('not-stored');
  });
  test('stays open where the Date makes no sense or is not known, or no moment is given', () => {
    expect(decided(off, answer(200, expires, 'date: today'), {}, at(7)).decision).toBe('unknown');
    const unseen = new Map([...answer(200, expires).headers].filter(([name]) => name !== 'date'));
    expect(decided(off, { status: 200, headers: unseen }, {}, at(7)).decision).toBe('unknown');
    expect(decided(off, answer(200, expires)).decision).toBe('unknown');
  });
});
