import { expect, test } from 'vitest';
import { z } from 'zod';
import { json } from './json.ts';
import { aFinding, aReport, aResult, poisoned } from './testing.ts';
import { aLaunch } from './testing-launch.ts';

const text = z.string();
const at = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: text, line: z.number().optional(), commit: text.optional() }),
  z.strictObject({ kind: z.literal('url'), url: text }),
  z.strictObject({ kind: z.literal('dns'), name: text, type: text }),
  z.strictObject({
    kind: z.literal('provider'),
    provider: text,
    resource: text,
    id: text.optional(),
    link: text.optional(),
  }),
  z.strictObject({ kind: z.literal('database'), object: text }),
]);
const severity = z.enum(['blocker', 'high', 'medium', 'low']);
const finding = z.strictObject({
  fingerprint: text,
  key: text,
  data: z.record(text, z.union([text, z.number(), z.boolean()])),
  severity,
  confidence: z.enum(['certain', 'likely', 'possible']),
  message: text,
  evidence: text,
  at,
  places: z.array(at).optional(),
  waived: z.strictObject({ reason: text, by: text, on: text, expires: text.optional() }).nullable(),
});
const attested = z
  .strictObject({ answer: z.enum(['yes', 'no']), note: text.optional(), by: text, on: text })
  .optional();
const common = {
  check: text,
  area: text,
  title: text,
  severity,
  ms: z.number(),
  why: text,
  fix: text,
  refs: z.array(text),
};
const findings = z.array(finding);
const reasons = [
  ...['no-credential', 'denied', 'expired', 'challenge', 'not-allowed', 'offline', 'timeout', 'rate-limited'],
  ...['not-found', 'not-configured'],
];
const result = z.discriminatedUnion('outcome', [
  z.strictObject({ ...common, outcome: z.literal('pass'), evidence: text }),
  z.strictObject({
    ...common,
    outcome: z.literal('fail'),
    findings,
    because: text.optional(),
    hint: text.optional(),
    attested,
  }),
  z.strictObject({ ...common, outcome: z.literal('waived'), findings }),
  z.strictObject({ ...common, outcome: z.literal('manual'), ask: text, attested }),
  z.strictObject({
    ...common,
    outcome: z.literal('unknown'),
    because: text,
    hint: text,
    findings: findings.optional(),
    attested,
  }),
  z.strictObject({ ...common, outcome: z.literal('unavailable'), reason: z.enum(reasons), hint: text }),
  z.strictObject({
    ...common,
    outcome: z.literal('error'),
    fault: z.strictObject({ message: text, hint: text.optional() }),
  }),
  z.strictObject({ ...common, outcome: z.literal('not-applicable'), because: text }),
]);
const number = z.number();
const schema1 = z.strictObject({
  schema: z.literal(1),
  tool: z.strictObject({ name: text, version: text }),
  target: z.strictObject({
    root: text,
    production: text.optional(),
    preview: text.optional(),
    commit: text.optional(),
    deployed: text.optional(),
  }),
  selection: z.strictObject({ only: z.array(text), skip: z.array(text) }).optional(),
  startedAt: z.iso.datetime(),
  ms: number,
  verdict: z.enum(['ready', 'not-ready', 'undetermined']),
  counts: z.strictObject({
    pass: number,
    fail: number,
    manual: number,
    unknown: number,
    unavailable: number,
    error: number,
    'not-applicable': number,
    waived: number,
  }),
  results: z.array(result),
  tables: z.record(
    text,
    z.strictObject({
      columns: z.array(text),
      rows: z.array(z.array(z.union([text, number, z.boolean(), z.null()]))),
    }),
  ),
  notes: z.array(text),
});

test('the shape is exactly the contract’s, with every outcome in it', () => {
  const selection = { only: ['env'], skip: ['env/unused'] };
  const written: unknown = JSON.parse(json(aLaunch({ selection })));
  const read = schema1.parse(written);
  expect(new Set(read.results.map(({ outcome }) => outcome)).size).toBe(8);
});

test('the report is written whole: reading it back gives the report', () => {
  expect(JSON.parse(json(aLaunch()))).toEqual(aLaunch());
});

test('hostile text is read back as it was, and stands there without one invisible character', () => {
  const report = poisoned(aLaunch());
  expect(JSON.parse(json(report))).toEqual(report);
  expect(json(report)).toMatch(/^[\n\x20-\x7e\u00a0-\uffff]+$/);
});

test('the order of keys does not depend on how the report was put together', () => {
  const { schema, ...rest } = aLaunch();
  const results = rest.results.map((result) => Object.fromEntries(Object.entries(result).reverse()));
  const turned = { ...rest, results, schema } as unknown as ReturnType<typeof aLaunch>;
  expect(json(turned)).toBe(json(aLaunch()));
  expect(json(turned)).toMatch(/^\{\n {2}"schema": 1,\n {2}"tool": \{\n {4}"name": "launch-ready"/);
});

test('names that objects inherit are names like any other', () => {
  const data = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
  const report = aReport([aResult({ outcome: 'fail', findings: [aFinding({ data })] })]);
  expect(json(report)).toContain('"__proto__": "a"');
  expect(json(report)).toContain('"constructor": "b"');
});
