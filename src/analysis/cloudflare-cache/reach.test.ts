import { describe, expect, test } from 'vitest';
import { answer, cacheRule, decided, edgeWith, kept, read, record } from './testing.ts';

// What comes to this edge at all. Guide sections 1.1 and 1.2, step 0.
const fresh = answer(200, 'cache-control: public, max-age=60');
const leaking = { http_request_cache_settings: read([cacheRule(kept(60))]) };
const stepNames = (steps: readonly { readonly step: string }[]) => steps.map(({ step }) => step);

describe('the zone and its records', () => {
  test.each([
    ['proxied', [record()], 'stored'],
    ['DNS-only', [record({ proxied: false })], 'not-stored'],
    ['one of two proxied', [record({ proxied: false }), record({ type: 'AAAA' })], 'stored'],
    ['a wildcard', [record({ name: '*.example.com' })], 'stored'],
    ['its own before a wildcard', [record({ name: '*.example.com' }), record({ proxied: false })], 'not-stored'],
    [
      'a wildcard that its own TXT hides',
      [record({ name: '*.example.com' }), record({ type: 'TXT', proxied: false })],
      'unknown',
    ],
    [
      'a wildcard that a name below it hides',
      [record({ name: '*.example.com' }), record({ name: 'a.shop.example.com' })],
      'unknown',
    ],
    ['none for the host', [record({ name: 'www.example.com' })], 'unknown'],
    [
      'an alias of a proxied name',
      [record({ type: 'CNAME', content: 'www.example.com', proxied: false }), record({ name: 'www.example.com' })],
      'unknown',
    ],
    ['an alias in a circle', [record({ type: 'CNAME', content: 'shop.example.com', proxied: false })], 'not-stored'],
  ])('%s', (_, records, decision) =>
    expect(decided(edgeWith({ records: read(records) }, leaking), fresh).decision).toBe(decision),
  );

  test('the apex, a port and capitals', () => {
    const edge = edgeWith({ records: read([record({ name: 'example.com' })]) }, leaking);
    expect(decided(edge, fresh, { host: 'EXAMPLE.com:443' }).decision).toBe('stored');
  });
  test('a wildcard covers the nearest existing parent alone (RFC 4592)', () => {
    const records = read([record({ name: '*.example.com' }), record({ name: 'eu.example.com' })]);
    expect(decided(edgeWith({ records }, leaking), fresh, { host: 'a.eu.example.com' }).decision).toBe('unknown');
    expect(decided(edgeWith({ records }, leaking), fresh, { host: 'a.us.example.com' }).decision).toBe('stored');
  });
  test('a host outside of the zone is unknown', () =>
    expect(decided(edgeWith({}, leaking), fresh, { host: 'shop.example.org' }).open[0]?.why).toContain(
      'does not lie in the zone',
    ));
  test('a paused zone stores nothing, and says so', () => {
    const { zone } = edgeWith();
    const { decision, steps } = decided(edgeWith({ zone: { ...zone, paused: true } }, leaking), fresh);
    expect([decision, steps[0]?.effect]).toEqual(['not-stored', expect.stringContaining('paused')]);
  });
  test.each(['pending', 'moved', ''])('a zone whose status is %j does not store yet', (status) => {
    const { zone } = edgeWith();
    expect(decided(edgeWith({ zone: { ...zone, status } }, leaking), fresh).decision).toBe('unknown');
    expect(decided(edgeWith({ zone: { ...zone, status } }), fresh).decision).toBe('not-stored');
  });
});

test('development mode: nothing is stored, and the trace goes on', () => {
  const { decision, steps } = decided(edgeWith({ developmentMode: read('on') }, leaking), fresh);
  expect(decision).toBe('not-stored');
  expect(stepNames(steps)).toEqual(expect.arrayContaining(['development-mode', 'cache-rule']));
});

test.each([
  ['GET', 'stored'],
  ['HEAD', 'stored'],
  ['POST', 'not-stored'],
  ['OPTIONS', 'not-stored'],
])('%s: %s', (method, decision) => expect(decided(edgeWith({}, leaking), fresh, { method }).decision).toBe(decision));
