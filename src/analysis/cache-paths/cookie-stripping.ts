import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { Unsettled } from '../../core/check.ts';
import type { FindingOf } from '../../core/finding.ts';
import { said } from '../site-answers/said.ts';
import { findingsByRule, pathsOf } from './findings.ts';
import { openQuestion, standingOf } from './standing.ts';

/** `private`: an answer of one user is stored; `entrance`: only the sign-in page; `root`: only `/`; `bare`: taken off, not stored. */
export type StrippingKey = 'private' | 'entrance' | 'root' | 'bare';

type Verdicts = { readonly own: readonly CacheVerdict[]; readonly entrances: readonly CacheVerdict[] };

/**
 * Rules that store answers without their `Set-Cookie`. A rule that stores a private path is said there once; the sign-in page counts by
 * itself, and `/` as a warning: a home page may be stored on purpose.
 * https://developers.cloudflare.com/cache/concepts/cache-behavior/#interaction-of-set-cookie-response-header-with-cache
 */
export function strippingFindings(
  { own, entrances }: Verdicts,
  edge: CloudflareEdge | undefined,
): readonly FindingOf<StrippingKey>[] {
  const leaking = own.filter(isStripped);
  const known = new Set(leaking.map(deciderOf));
  const isNew = (verdict: CacheVerdict): boolean => isStripped(verdict) && !known.has(deciderOf(verdict));
  const doors = entrances.filter((verdict) => verdict.path !== '/' && isNew(verdict));
  for (const door of doors) known.add(deciderOf(door));
  const roots = entrances.filter((verdict) => verdict.path === '/' && isNew(verdict));
  return [
    ...findingsByRule(leaking, 'private' as const),
    ...findingsByRule(doors, 'entrance' as const),
    ...findingsByRule(roots, 'root' as const).map((one) => ({ ...one, severity: 'medium' as const })),
    ...bareFindings(own, edge),
  ];
}

/** What keeps open whether cookies are taken off stored answers; `undefined` when nothing does. */
export function strippingQuestion(own: readonly CacheVerdict[]): Unsettled | undefined {
  return openQuestion(own.filter(({ result }) => result.cookies === 'stripped' || result.cookies === 'unknown'));
}

function isStripped(verdict: CacheVerdict): boolean {
  return isStored(verdict) && verdict.result.cookies === 'stripped' && standingOf(verdict) !== 'apart';
}

function deciderOf({ result }: CacheVerdict): string {
  return `${result.decidedBy?.step} ${result.decidedBy?.id}`;
}

// A Cache Response Rule may take the cookies off although nothing is stored: the next rule that stores then meets no obstacle.
function bareFindings(own: readonly CacheVerdict[], edge: CloudflareEdge | undefined): readonly FindingOf<'bare'>[] {
  const phase = edge?.phases.http_response_cache_settings;
  const rules =
    phase?.state === 'ok'
      ? phase.value.filter(({ enabled, parameters }) => enabled && parameters.strip_set_cookie === true)
      : [];
  return rules.flatMap((rule) => {
    const met = own.filter(
      (verdict) =>
        !isStored(verdict) && verdict.result.steps.some((step) => step.rule?.id === rule.id && step.matched === true),
    );
    const [first] = met;
    if (first === undefined) return [];
    const at = { kind: 'provider', provider: 'Cloudflare', resource: 'Cache Response Rule', id: rule.id } as const;
    const data = { rule: `“${said(rule.name, 80)}”`, paths: pathsOf(met, 3) };
    return [
      { key: 'bare', data, at, evidence: `${data.rule}: ${said(rule.expression, 300)}`, severity: 'high' } as const,
    ];
  });
}

function isStored({ result }: CacheVerdict): boolean {
  return result.decision === 'stored' || result.decision === 'revalidated';
}
