import { expect, test } from 'vitest';
import { junit } from './junit.ts';
import { aReport, aResult, poisoned } from './testing.ts';
import { aLaunch } from './testing-launch.ts';

const tagsOf = (xml: string) => xml.match(/<[^>]*>/g) ?? [];
const number = (xml: string, tag: string) => xml.split(`<${tag} `).length - 1;

test('each outcome has its element, and the totals count them', () => {
  const xml = junit(aLaunch());
  expect(xml).toContain('<testsuites name="launch-ready" tests="15" failures="5" errors="1" skipped="8" time="5.123">');
  expect([number(xml, 'testcase'), number(xml, 'failure'), number(xml, 'error'), number(xml, 'skipped')]).toEqual([
    15, 5, 1, 8,
  ]);
});

test('skipped suites look green, so the verdict is a case of its own that fails unless ready', () => {
  const unread = aResult({ outcome: 'unavailable', reason: 'denied', hint: 'widen the token' });
  const xml = junit(aReport([unread], { verdict: 'undetermined' }));
  expect(xml).toContain('<skipped message="the credential may not read it. Widen the token."/>');
  expect(xml).toContain('type="undetermined"');
  expect(number(xml, 'failure')).toBe(1);
  const ready = junit(aReport([aResult({ outcome: 'pass', evidence: 'seen' })], { verdict: 'ready' }));
  expect(number(ready, 'failure')).toBe(0);
});

test('hostile text leaves well-formed XML with the same elements', () => {
  const dirty = junit(poisoned(aLaunch()));
  const names = (xml: string) => tagsOf(xml).map((tag) => /^<[/?]?[a-z-]+/.exec(tag)?.[0]);
  expect(names(dirty).sort()).toEqual(names(junit(aLaunch())).sort());
  expect(dirty).not.toMatch(/&(?!(amp|lt|gt|quot|apos|#10);)/);
  const open: string[] = [];
  for (const tag of tagsOf(dirty).slice(1)) {
    if (tag.endsWith('/>')) continue;
    if (tag.startsWith('</')) expect(`</${open.pop()}>`).toBe(tag);
    else open.push(/^<([a-z-]+)/.exec(tag)?.[1] ?? tag);
  }
  expect(open).toEqual([]);
});

test('characters that XML 1.0 forbids are dropped', () => {
  const xml = junit(
    aReport([aResult({ outcome: 'pass', evidence: 'a\ufffe\uffff\u0001\ud800b' })], { verdict: 'ready' }),
  );
  expect(xml).toContain('<system-out>a\ufffdb</system-out>');
});
