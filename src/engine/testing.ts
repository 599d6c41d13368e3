// Test support: results, checks and gatherers in their smallest form.
import { type Artifact, defineArtifact, type Needs } from '../core/artifact.ts';
import type { AnyCheck, CheckMeta, Verdict } from '../core/check.ts';
import { noDecisions } from '../core/decisions.ts';
import type { Finding } from '../core/finding.ts';
import type { AnyGatherer, GatherContext } from '../core/gatherer.ts';
import type { Io } from '../core/io.ts';
import type { CheckResult, Report } from '../core/report.ts';
import type { Target } from '../core/target.ts';
import type { AuditPlan } from './run.ts';
import { countOutcomes, verdictOf } from './verdict.ts';

/** An open finding. */
export function findingOf(over: Partial<Finding> = {}): Finding {
  return {
    fingerprint: 'aaaaaaaaaaaaaaaa',
    key: 'wrong',
    data: {},
    severity: 'high',
    confidence: 'certain',
    message: 'It is wrong.',
    evidence: 'seen',
    at: { kind: 'file', path: 'a.ts' },
    waived: null,
    ...over,
  };
}

/** A finding that somebody waived. */
export function waivedFinding(over: Partial<Finding> = {}): Finding {
  return findingOf({ waived: { reason: 'known', by: 'Ana', on: '2026-11-01' }, ...over });
}

type Common = 'check' | 'area' | 'title' | 'severity' | 'ms' | 'why' | 'fix' | 'refs';
type Ending<R = CheckResult> = R extends unknown ? Omit<R, Common> : never;

/** A result of the check `env/thing`, high unless said otherwise. */
export function resultOf(ending: Ending, over: Partial<Pick<CheckResult, Common>> = {}): CheckResult {
  const check = over.check ?? 'env/thing';
  return {
    check,
    area: check.split('/')[0] ?? '',
    title: 'The thing is right',
    severity: 'high',
    ms: 0,
    why: 'why',
    fix: 'fix it',
    refs: ['https://example.com'],
    ...over,
    ...ending,
  };
}

/** A report that holds these results. */
export function reportOf(results: readonly CheckResult[], over: Partial<Report> = {}): Report {
  return {
    schema: 1,
    tool: { name: 'launch-ready', version: '1.0.0' },
    target: { root: '.' },
    startedAt: '2026-11-20T12:00:00.000Z',
    ms: 5,
    verdict: verdictOf(results),
    counts: countOutcomes(results),
    results,
    tables: {},
    notes: [],
    ...over,
  };
}

/** A fact that is a text. */
export function textFact<const Id extends string>(id: Id): Artifact<Id, string> {
  return defineArtifact(id, {
    parse: (raw) => {
      if (typeof raw === 'string') return raw;
      throw new TypeError('no text');
    },
  });
}

/** A gatherer of a text fact. */
export function gathererOf(
  id: string,
  gather: (context: GatherContext, bag: Readonly<Record<string, unknown>>) => Promise<unknown>,
  over: Partial<AnyGatherer> = {},
): AnyGatherer {
  return { artifact: textFact(id), needs: {}, gather, ...over };
}

/** A check that needs what it is told and says `verdict`. */
export function checkOf(
  id: string,
  evaluate: (bag: Readonly<Record<string, unknown>>) => Verdict,
  over: { readonly needs?: Needs; readonly meta?: Partial<CheckMeta> } = {},
): AnyCheck {
  const meta: CheckMeta = {
    id,
    title: 'The thing is right',
    why: 'why',
    fix: 'fix it',
    severity: 'high',
    refs: ['https://example.com'],
    messages: { wrong: '{name} is wrong.' },
    ...over.meta,
  };
  return { meta, needs: over.needs ?? {}, evaluate };
}

/** A target without addresses; `offline` and the like through `consents`. */
export function targetOf(consents: Partial<Target['consents']> = {}): Target {
  return {
    root: '/repo',
    privatePaths: [],
    mailDomains: [],
    dkimSelectors: [],
    consents: { readValues: false, probe: false, probeProduction: false, offline: false, ...consents },
    now: Date.UTC(2026, 10, 20, 12),
  };
}

/** A run of nothing, to be filled in. */
export function planOf(over: Partial<AuditPlan>): AuditPlan {
  return {
    tool: { name: 'launch-ready', version: '1.0.0' },
    target: targetOf(),
    io: {} as Io,
    checks: [],
    gatherers: [],
    tables: [],
    describe: { needs: {}, build: () => ({ root: '.' }) },
    decisions: noDecisions,
    severities: {},
    signal: new AbortController().signal,
    mask: (text) => text,
    ...over,
  };
}
