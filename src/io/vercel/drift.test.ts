import { expect, test } from 'vitest';
import { driftSentence } from './drift.ts';

const refused = (issues: unknown): Error => new Error('refused', { cause: { issues } });

test('the field is named as far as the name is surely the API own', () => {
  expect(driftSentence('x', refused([{ path: ['envs', 3, 'type'] }]))).toContain(' at envs[].type than');
  const secretKey = refused([{ path: ['protectionBypass', 'canary4711canary4711canary471132', 'scope'] }]);
  expect(driftSentence('x', secretKey)).toContain(' at protectionBypass than');
});

test('of the members of a union, the one that came furthest counts', () => {
  const unionErrors = [{ issues: [{ path: ['a'] }] }, { issues: [{ path: ['envs', 0, 'type'] }] }];
  expect(driftSentence('x', refused([{ path: [], unionErrors }]))).toContain(' at envs[].type than');
});

test.each([undefined, 'text', new Error('no cause'), refused('odd'), refused([null, 7, { path: 'odd' }])])(
  'without usable issues the sentence still stands: %s',
  (error) => {
    expect(driftSentence('the domains', error)).toBe(
      "Vercel's answer for the domains has another shape than @vercel/sdk knows; it was used as it came",
    );
  },
);

test('issues nested for ever end', () => {
  const issue: { path: string[]; unionErrors: unknown[] } = { path: ['envs'], unionErrors: [] };
  issue.unionErrors.push({ issues: [issue] });
  expect(driftSentence('x', refused([issue]))).toContain(' at envs than');
});
