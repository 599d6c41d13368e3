import { expect, test } from 'vitest';
import { describeLocation, type Location } from './location.ts';

test('every kind of place is one line of text', () => {
  const places: readonly (readonly [Location, string])[] = [
    [{ kind: 'file', path: 'a.ts' }, 'a.ts'],
    [{ kind: 'file', path: 'a.ts', line: 3 }, 'a.ts:3'],
    [{ kind: 'file', path: 'a.ts', line: 3, commit: '0123456789abcdef' }, 'a.ts:3 (commit 0123456789)'],
    [{ kind: 'url', url: 'https://example.com' }, 'https://example.com'],
    [{ kind: 'dns', name: 'example.com', type: 'TXT' }, 'example.com TXT'],
    [{ kind: 'database', object: 'public.users' }, 'public.users'],
    [{ kind: 'provider', provider: 'vercel', resource: 'variable' }, 'vercel variable'],
    [{ kind: 'provider', provider: 'vercel', resource: 'variable', id: 'A' }, 'vercel variable A'],
  ];
  for (const [at, text] of places) expect(describeLocation(at)).toBe(text);
});
