import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from './describe.ts';
import { isPlaceholder } from './placeholder.ts';

const fingerprint = (text: string): string => `f${text.length}`;
const traitsOf = (value: string, name = 'X') => {
  const facts = readFacts(value, name, fingerprint);
  return facts.state === 'read' ? facts.traits : [];
};

describe('the facts of a value', () => {
  it('are its length, its fingerprint and what it gives away', () =>
    expect(readFacts(' https://acme.net ', 'X', fingerprint)).toEqual({
      state: 'read',
      fingerprint: 'f18',
      length: 18,
      traits: [{ kind: 'url', origin: 'https://acme.net', host: 'acme.net', credentials: false, sandbox: false }],
    }));

  it.each(['', ' ', '\n\t', '""', "''", '" "'])('say that %j is empty', (value) =>
    expect(traitsOf(value)).toEqual([{ kind: 'empty' }]),
  );

  it('see through quotes that came along from a file', () => {
    expect(traitsOf('"https://acme.net"')).toMatchObject([{ kind: 'url', host: 'acme.net' }]);
    expect(traitsOf(`'${['sk', 'live', 'abc'].join('_')}'`)).toMatchObject([{ kind: 'credential', mode: 'live' }]);
    expect(traitsOf('"')).toEqual([]);
  });

  it('say nothing of what has no shape', () => expect(traitsOf('8f14e45fceea167a5a36dedd4bea2543')).toEqual([]));
});

describe('a placeholder', () => {
  it.each([
    'your-api-key',
    'YOUR_SECRET_HERE',
    'your token',
    'changeme',
    'change-me',
    'CHANGE_ME',
    'replace_me',
    'todo',
    'TBD',
    'null',
    'undefined',
    'xxx',
    'xxxxxxxx',
    '...',
    '<your-key>',
    '<token>',
    '[YOUR-PASSWORD]',
    'insert-key-here',
    'my-secret',
    'my-super-secret-key',
    'paste_your_key_here',
    ['sk', 'test', 'xxx'].join('_'),
    ['sk', 'live', '...'].join('_'),
    ['whsec', 'xxxx'].join('_'),
    'postgresql://postgres:[YOUR-PASSWORD]@db.abcd.supabase.co:5432/postgres',
    'postgres://me:<password>@db.acme.net/shop',
    'postgres://me:********@db.acme.net/shop',
  ])('is %s', (value) => expect(isPlaceholder(value)).toBe(true));

  it.each([
    '',
    'production',
    'true',
    'none',
    'my-company-assets',
    'yourway-shop',
    'your-moment',
    '["https://a.net"]',
    '[1,2]',
    '{"a":1}',
    '<svg xmlns="x"/>',
    'https://your.shop.net',
    'enterprise',
    'todos',
    'nullable',
    'xxl',
    'was-here',
    'maxxx1',
    'postgres://me:realone@db.acme.net/shop',
  ])('is not %s', (value) => expect(isPlaceholder(value)).toBe(false));
});

// A pattern that backtracks takes minutes on one of these; the test runner's time limit is what fails then.
describe('hostile values', () => {
  const long = 200_000;
  it.each([
    ['x', 'y'],
    ['a.', '!'],
    ['a-', '!'],
    ['-pooler', '.'],
    ['_', '!'],
    ['127.', '!'],
    ['sandbox-', '!'],
    ['"', "'"],
    ['your-', 'z'],
    ['<a ', '!'],
    ['[', '!'],
    ['"private_key" ', '!'],
    [',h', '/@'],
    ['@', ':'],
    ['%', '%'],
    ['eyJ.', '.'],
    ['localhost.', '!'],
    ['xx_', 'x'],
    ['sk-', ' '],
    ['A', ' PRIVATE KEY'],
  ])('of %j many times over, then %j, are described in time', (part, end) => {
    const run = part.repeat(long / part.length);
    for (const start of [
      '',
      'postgres://',
      'mongodb://u:p@h',
      'https://',
      'sk_live_',
      '{',
      'eyJ',
      '-----BEGIN ',
      'dp.pt.',
    ]) {
      expect(traitsOf(`${start}${run}${end}`, 'DATABASE_URL').length).toBeLessThanOrEqual(1);
      expect(traitsOf(`${start}${run.slice(0, 8_000)}${end}`, 'DATABASE_URL').length).toBeLessThanOrEqual(1);
    }
  });

  it('never throw, whatever they and their names are', () => {
    const piece = fc.constantFrom(
      '://',
      '@',
      ':',
      '/',
      '.',
      '-',
      '[',
      ']',
      '%',
      '#',
      '?',
      ',',
      'eyJ',
      'postgres',
      'https',
      'localhost',
      '\0',
    );
    const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('X', 'SITE_URL', 'DATABASE_URL', 'CLERK_KEY', '__proto__'), (value, name) => {
        expect(traitsOf(value, name).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('never show a password, whatever stands around it', () => {
    const canary = 'Zq8wLm3xTv';
    const around = fc.string({ unit: fc.constantFrom('a', '1', '/', '#', '?', ':', '@', '%', '.', '-', '[') });
    const scheme = fc.constantFrom('postgres', 'https', 'redis', 'mongodb', 'mysql', 'jdbc:postgresql');
    fc.assert(
      fc.property(scheme, around, around, (kind, before, after) => {
        const value = `${kind}://user:${before}${canary}${after}@db.acme.net/shop`;
        expect(JSON.stringify(traitsOf(value, 'DATABASE_URL')).toLowerCase()).not.toContain(canary.toLowerCase());
      }),
      { numRuns: 500 },
    );
  });
});
