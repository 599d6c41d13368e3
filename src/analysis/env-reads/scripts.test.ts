import { expect, it } from 'vitest';
import { scriptReads } from './scripts.ts';

it('reads shell variables of scripts as optional', () => {
  const manifest = `{
  "name": "$NOT_HERE",
  "scripts": {
    "start": "next start -p $PORT",
    "migrate": "psql \${DATABASE_URL:-x} $1 $npm_package_name $$"
  }
}`;
  expect(scriptReads(manifest)).toEqual([
    { name: 'PORT', line: 4, optional: true },
    { name: 'DATABASE_URL', line: 5, optional: true },
  ]);
});

it.each([['{'], ['[]'], ['{"scripts": []}'], ['{"scripts": {"a": 1, "b": null}}'], ['']])(
  'finds nothing in %s',
  (text) => expect(scriptReads(text)).toEqual([]),
);
