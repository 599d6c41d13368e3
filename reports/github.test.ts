import { expect, test } from 'vitest';
import { command } from './github/command.ts';
import { github } from './github.ts';
import { aFinding, aReport, aResult, poisoned } from './testing.ts';
import { aLaunch } from './testing-launch.ts';

test('a finding in a file is an annotation there', () => {
  const text = github(aReport([aResult({ outcome: 'fail', findings: [aFinding()] })]));
  expect(text).toContain('::error file=src/db.ts,line=12,title=blocker%3A env/missing-in-production::DATABASE_URL is');
});

test('line ends, percent signs, colons and commas are escaped where they would end something', () => {
  expect(command('error', { file: 'a,b:c%.ts', line: 1, title: 't' }, 'one\n::warning::100%')).toBe(
    '::error file=a%2Cb%3Ac%25.ts,line=1,title=t::one%0A::warning::100%25',
  );
});

test('hostile text adds no line, and no line that is not a command', () => {
  const dirty = github(poisoned(aLaunch())).trimEnd().split('\n');
  expect(dirty).toHaveLength(github(aLaunch()).trimEnd().split('\n').length);
  for (const line of dirty) expect(line).toMatch(/^::(error|warning|notice) /);
});

test.each([
  ['ready', '::notice title=Ready to launch::'],
  ['undetermined', '::warning title=Not determined::'],
  ['not-ready', '::error title=Not ready to launch::'],
] as const)('the verdict %s comes first', (verdict, start) => {
  expect(github(aLaunch({ verdict })).startsWith(start)).toBe(true);
});

test('ten checks behind one token are one annotation', () => {
  const token = { outcome: 'unavailable', reason: 'no-credential', hint: 'set VERCEL_TOKEN' } as const;
  const results = Array.from({ length: 10 }, (_, n) => aResult({ check: `env/c${n}`, ...token }));
  expect(
    github(aReport(results, { verdict: 'undetermined' }))
      .trimEnd()
      .split('\n'),
  ).toHaveLength(2);
});
