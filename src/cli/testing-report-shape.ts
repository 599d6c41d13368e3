import * as z from 'zod';

const severity = z.enum(['blocker', 'high', 'medium', 'low']);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const said = z.string().min(1);

const at = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: said, line: z.int().min(1).optional(), commit: said.optional() }),
  z.strictObject({ kind: z.literal('url'), url: z.url() }),
  z.strictObject({ kind: z.literal('dns'), name: said, type: said }),
  z.strictObject({
    kind: z.literal('provider'),
    provider: said,
    resource: said,
    id: said.optional(),
    link: z.url().optional(),
  }),
  z.strictObject({ kind: z.literal('database'), object: said }),
]);

const finding = z.strictObject({
  fingerprint: said,
  key: said,
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  severity,
  confidence: z.enum(['certain', 'likely', 'possible']),
  message: said,
  evidence: said,
  at,
  places: z.array(at).optional(),
  waived: z.strictObject({ reason: said, by: said, on: day, expires: day.optional() }).nullable(),
});

const common = {
  check: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  area: said,
  title: said,
  severity,
  ms: z.number().min(0),
  why: said,
  fix: said,
  refs: z.array(z.url()).min(1),
};
const attested = z.strictObject({ answer: z.enum(['yes', 'no']), note: said.optional(), by: said, on: day }).optional();
const reason = z.enum([
  ...(['no-credential', 'denied', 'expired', 'challenge', 'not-allowed', 'offline', 'timeout'] as const),
  ...(['rate-limited', 'not-found', 'not-configured'] as const),
]);

const result = z.discriminatedUnion('outcome', [
  z.strictObject({ ...common, outcome: z.literal('pass'), evidence: said }),
  z.strictObject({
    ...common,
    outcome: z.literal('fail'),
    findings: z.array(finding).min(1),
    because: said.optional(),
    hint: said.optional(),
    attested,
  }),
  z.strictObject({ ...common, outcome: z.literal('waived'), findings: z.array(finding).min(1) }),
  z.strictObject({ ...common, outcome: z.literal('manual'), ask: said, attested }),
  z.strictObject({
    ...common,
    outcome: z.literal('unknown'),
    because: said,
    hint: said,
    findings: z.array(finding).optional(),
    attested,
  }),
  z.strictObject({ ...common, outcome: z.literal('unavailable'), reason, hint: said }),
  z.strictObject({
    ...common,
    outcome: z.literal('error'),
    fault: z.strictObject({ message: said, hint: said.optional() }),
  }),
  z.strictObject({ ...common, outcome: z.literal('not-applicable'), because: said }),
]);

const counted = z.int().min(0);

/** The public shape of `-o json`, stated apart from the code that makes it: a key more or less is a broken promise. */
export const reportShape = z.strictObject({
  schema: z.literal(1),
  tool: z.strictObject({ name: z.literal('launch-ready'), version: said }),
  target: z.strictObject({
    root: said,
    production: z.url().optional(),
    preview: z.url().optional(),
    commit: said.optional(),
    deployed: said.optional(),
  }),
  selection: z.strictObject({ only: z.array(z.string()), skip: z.array(z.string()) }).optional(),
  startedAt: z.iso.datetime(),
  ms: z.int().min(0),
  verdict: z.enum(['ready', 'not-ready', 'undetermined']),
  counts: z.strictObject({
    pass: counted,
    fail: counted,
    manual: counted,
    unknown: counted,
    unavailable: counted,
    error: counted,
    'not-applicable': counted,
    waived: counted,
  }),
  results: z.array(result),
  tables: z.record(
    z.string(),
    z.strictObject({
      columns: z.array(z.string()),
      rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
    }),
  ),
  notes: z.array(z.string()),
});
