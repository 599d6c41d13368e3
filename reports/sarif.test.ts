import { expect, test } from 'vitest';
import { fileUri } from './sarif/location.ts';
import { sarif } from './sarif.ts';
import { aFinding, aReport, aResult, aWaivedFinding } from './testing.ts';
import { aLaunch } from './testing-launch.ts';

const runOf = (report: ReturnType<typeof aReport>) => JSON.parse(sarif(report)).runs[0];
const failing = (...findings: ReturnType<typeof aFinding>[]) => aReport([aResult({ outcome: 'fail', findings })]);

test('every check is a rule, and results point at their rule', () => {
  const run = runOf(aLaunch());
  expect(run.tool.driver.rules).toHaveLength(aLaunch().results.length);
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test.each([
  ['blocker', 'error'],
  ['high', 'error'],
  ['medium', 'warning'],
  ['low', 'note'],
] as const)('%s is of level %s', (severity, level) => {
  expect(runOf(failing(aFinding({ severity }))).results[0].level).toBe(level);
});

test('a file is a physical location with a relative address', () => {
  const at = { kind: 'file', path: 'app/(shop)/[id]/a b#c.ts', line: 7 } as const;
  const [result] = runOf(failing(aFinding({ at }))).results;
  expect(result.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'app/(shop)/%5Bid%5D/a%20b%23c.ts', uriBaseId: '%SRCROOT%' },
    region: { startLine: 7 },
  });
  expect(result.partialFingerprints).toEqual({ 'launchReadyFinding/v1': aFinding().fingerprint });
});

test.each(['javascript:alert(1)', '/etc/passwd', '//evil.test/a', 'C:\\x', '\ud800'])(
  'a path is never read as a scheme, a host or the root: %j',
  (path) => {
    expect(new URL(fileUri(path), 'file:///root/').href).toMatch(/^file:\/\/\/root\/./);
  },
);

test('what is in no file is a logical location, anchored so that GitHub takes the upload', () => {
  const at = { kind: 'dns', name: 'example.com', type: 'TXT' } as const;
  const [location] = runOf(failing(aFinding({ at }))).results[0].locations;
  expect(location.logicalLocations).toEqual([{ fullyQualifiedName: 'example.com TXT', kind: 'dns' }]);
  expect(location.physicalLocation.artifactLocation.uri).toBe('launch-ready.json');
});

test('a waived finding is there, suppressed by name and reason', () => {
  const [result] = runOf(aReport([aResult({ outcome: 'waived', findings: [aWaivedFinding()] })])).results;
  expect(result.suppressions[0].justification).toContain('Ana Silva, 2026-11-18, until 2027-01-31');
});

test('what has no answer is a notification of the invocation', () => {
  const [invocation] = runOf(aLaunch()).invocations;
  const ids = [...invocation.toolExecutionNotifications, ...invocation.toolConfigurationNotifications].map(
    ({ descriptor, level }: { descriptor: { id: string }; level: string }) => `${descriptor.id} ${level}`,
  );
  expect(ids.sort()).toEqual([
    'error error',
    'fail warning',
    'manual warning',
    'unavailable note',
    'unavailable warning',
    'unavailable warning',
    'unknown warning',
  ]);
});

test('the run succeeded only when no check broke and at least one came to an answer', () => {
  const passed = aResult({ outcome: 'pass', evidence: 'seen' });
  const unread = aResult({ outcome: 'unavailable', reason: 'no-credential', hint: 'set it' });
  const broken = aResult({ outcome: 'error', fault: { message: 'broke' } });
  const succeeded = (...results: ReturnType<typeof aResult>[]) =>
    runOf(aReport(results, { verdict: 'undetermined' })).invocations[0].executionSuccessful;
  expect(succeeded(passed, unread)).toBe(true);
  expect(succeeded(unread)).toBe(false);
  expect(succeeded(passed, broken)).toBe(false);
  expect(succeeded()).toBe(false);
});
