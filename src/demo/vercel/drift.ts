import type { Answer } from '../http/answer.ts';

/**
 * Ways in which a good answer outgrows what the SDK knows: a kind of variable or a target it has never heard of, rows
 * without `securityIssues` (its schema refuses these three), a list without `pagination` (which it takes for the end).
 */
export type Drift = 'unknown-type' | 'unknown-target' | 'missing-security-issues' | 'missing-pagination';

/** The same answer as a newer or older API would word it. Answers without a list of variables stay as they are. */
export function drifted(answer: Answer, drift: readonly Drift[]): Answer {
  const body = answer.body;
  if (drift.length === 0 || !isVariableList(body)) return answer;
  const { pagination, ...rest } = body;
  const envs = body.envs.map((row, index) => driftedRow(row, index, drift));
  return { ...answer, body: drift.includes('missing-pagination') ? { ...rest, envs } : { ...rest, pagination, envs } };
}

type Row = Readonly<Record<string, unknown>>;
type VariableList = { readonly envs: readonly Row[]; readonly pagination?: unknown };

function isVariableList(body: unknown): body is VariableList {
  return typeof body === 'object' && body !== null && 'envs' in body && Array.isArray(body.envs);
}

function driftedRow(row: Row, index: number, drift: readonly Drift[]): Row {
  const { securityIssues, ...rest } = row;
  return {
    ...rest,
    ...(drift.includes('missing-security-issues') ? {} : { securityIssues }),
    ...(drift.includes('unknown-type') && index === 0 ? { type: 'runtime-managed' } : {}),
    ...(drift.includes('unknown-target') && index === 0 ? { target: ['rehearsal'] } : {}),
  };
}
