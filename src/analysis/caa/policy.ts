import type { CaaLevel, CaaRecord } from '../../artifacts/dns/caa.ts';
import { isUnknownCritical, parseIssue } from './property.ts';

/** The records that decide for a name, and the name they stand at. */
export type RelevantSet =
  | { readonly state: 'set'; readonly name: string; readonly records: readonly CaaRecord[] }
  /** No CAA on the whole way: anybody may issue. */
  | { readonly state: 'none' }
  /** The climb ends at a name whose server refuses to answer. */
  | { readonly state: 'failed'; readonly name: string; readonly detail: string }
  | { readonly state: 'unknown'; readonly name: string; readonly detail: string; readonly kind?: string | undefined };

/** Whether one CA may issue. `bound`: only for an account or by a method that the record names (RFC 8657). */
export type Permission =
  | { readonly state: 'allowed' }
  | { readonly state: 'bound'; readonly parameter: string }
  | { readonly state: 'refused'; readonly why: 'others' | 'nobody' | 'critical' };

/**
 * Climbs from the name towards the root to the first name with CAA records; levels are in that order. The target of a CNAME is
 * followed by the resolver at each step, its parents are not climbed. https://www.rfc-editor.org/rfc/rfc8659#section-3
 */
export function relevantSet(levels: readonly CaaLevel[]): RelevantSet {
  for (const { name, answer } of levels) {
    if (answer.state === 'found') return { state: 'set', name, records: answer.records };
    if (answer.state !== 'none') return { ...answer, name };
  }
  return { state: 'none' };
}

/**
 * Whether a CA that answers to one of `domains` may issue for the name, or for the wildcard right below it. For a wildcard
 * `issuewild` stands in for `issue` where there is one. https://www.rfc-editor.org/rfc/rfc8659#section-4.3
 */
export function permissionOf(
  records: readonly CaaRecord[],
  domains: readonly string[],
  subject: 'name' | 'wildcard',
): Permission {
  if (records.some(isUnknownCritical)) return { state: 'refused', why: 'critical' };
  const wild = withTag(records, 'issuewild');
  const deciding = subject === 'wildcard' && wild.length > 0 ? wild : withTag(records, 'issue');
  if (deciding.length === 0) return { state: 'allowed' };
  const issues = deciding.map(({ value }) => parseIssue(value));
  const named = issues.flatMap((issue) => (issue.kind === 'authority' ? [issue] : []));
  const ours = named.filter(({ domain }) => domains.includes(domain));
  if (ours.length === 0) return { state: 'refused', why: named.length === 0 ? 'nobody' : 'others' };
  const bounds = ours.map(({ parameters }) => parameters.find(([tag]) => isBinding(tag)));
  const [first] = bounds;
  if (first === undefined || bounds.includes(undefined)) return { state: 'allowed' };
  return { state: 'bound', parameter: `${first[0]}=${first[1]}` };
}

function withTag(records: readonly CaaRecord[], tag: string): readonly CaaRecord[] {
  return records.filter((record) => record.tag.toLowerCase() === tag);
}

// https://www.rfc-editor.org/rfc/rfc8657
function isBinding(tag: string): boolean {
  return tag === 'accounturi' || tag === 'validationmethods';
}
