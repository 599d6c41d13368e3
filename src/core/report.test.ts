import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { type CheckResult, findingsOf, openFindings } from './report.ts';

const common = { check: 'a/b', area: 'a', title: '', severity: 'high', ms: 0, why: '', fix: '', refs: [] } as const;
const open: Finding = {
  fingerprint: 'x',
  key: 'wrong',
  data: {},
  severity: 'high',
  confidence: 'certain',
  message: '',
  evidence: '',
  at: { kind: 'file', path: 'a.ts' },
  waived: null,
};
const waived: Finding = { ...open, waived: { reason: 'known', by: 'Ana', on: '2026-11-01' } };

test('findings are those of any outcome that can have them; open are those that nobody waived', () => {
  const passed: CheckResult = { ...common, outcome: 'pass', evidence: '' };
  const unknown: CheckResult = { ...common, outcome: 'unknown', because: '', hint: '' };
  const failed: CheckResult = { ...common, outcome: 'fail', findings: [open, waived] };
  expect([passed, unknown].flatMap(findingsOf)).toEqual([]);
  expect(findingsOf(failed)).toEqual([open, waived]);
  expect(openFindings(failed)).toEqual([open]);
  expect(openFindings({ ...unknown, findings: [waived] })).toEqual([]);
});
