import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposedPaths, recognise } from './recognise.ts';

const come = (path: string, body: string, contentType = 'application/octet-stream') =>
  recognise({ path, body, contentType });

describe('what came is', () => {
  it.each([
    ['/.env', 'A=1\n# note\n\nexport B="two words"\n', '2 variables: A, B'],
    ['/.env', 'KEY="-----BEGIN\nabc\ndef\n-----END"\nB=2', '2 variables: KEY, B'],
    ['/.git/HEAD', 'ref: refs/heads/main\n', 'ref: refs/heads/main'],
    ['/.git/HEAD', `${'a1'.repeat(20)}\n`, 'a commit id'],
    ['/backup.sql', '-- MySQL dump 10.13\n', 'SQL statements'],
    ['/dump.sql', '\n\nCREATE TABLE users (id int);', 'SQL statements'],
    ['/dump.sql', 'PGDMP\u0001\u0010', 'a PostgreSQL archive'],
    ['/backup.sql', '\u001f\ufffd\b', 'a gzip archive'],
    ['/backup.zip', 'PK\u0003\u0004...', 'a zip archive'],
  ])('the file %s: %j', (path, body, shown) => expect(come(path, body)).toEqual({ state: 'exposed', shown }));

  it('the file also where a server calls it HTML', () =>
    expect(come('/.env', 'SECRET=1', 'text/html')).toMatchObject({ state: 'exposed' }));

  it.each([
    ['a page', '<!DOCTYPE html><p>A=1', 'text/html'],
    ['a page without a type', '\n <html>', ''],
    ['nothing', ' \n', 'text/plain'],
    ['a refusal in JSON', '{"error":"not found"}', 'application/json'],
    ['words called HTML', 'Not found', 'text/html; charset=utf-8'],
  ])('a page: %s', (_what, body, type) => {
    for (const path of exposedPaths) expect(come(path, body, type).state).toBe('page');
  });

  it('unclear where it is neither, and says its type on one line', () =>
    expect(come('/.env', 'hello there', 'text/\u001b[31mplain; x')).toEqual({ state: 'unclear', type: 'text/plain' }));

  it('never shown by value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...exposedPaths), fc.string(), (path, more) => {
        expect(JSON.stringify(come(path, `KEY=C4naryQ7x\n${more}`))).not.toContain('C4naryQ7x');
      }),
      { numRuns: 200 },
    );
  });
});
