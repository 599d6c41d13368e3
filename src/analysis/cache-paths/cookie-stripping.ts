import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { WebPage } from '../../artifacts/web/page.ts';
import type { Unsettled } from '../../core/check.ts';
import type { FindingOf } from '../../core/finding.ts';
import type { Missing } from '../../core/gathered.ts';
import { questionsOf } from '../site-answers/questions.ts';
import { said } from '../site-answers/said.ts';
import { doorSeen } from './door-seen.ts';
import { findingsByRule, pathsOf } from './findings.ts';
import { openQuestion, standingOf } from './standing.ts';
import { missingOf, unreadablePlace, unreadBehind } from './unread-edge.ts';

/**
 * `private`: an answer of one user is stored; `entrance`: only the sign-in page, which was seen to set a cookie; `door`: the same, not seen;
 * `root`: only `/`; `bare`: taken off, not stored.
 */
export type StrippingKey = 'private' | 'entrance' | 'door' | 'root' | 'bare';

type Verdicts = { readonly own: readonly CacheVerdict[]; readonly entrances: readonly CacheVerdict[] };

/**
 * Rules that store answers without their `Set-Cookie`. A rule that stores a private path is said there once; the sign-in page counts by
 * itself, and `/` as a warning: a home page may be stored on purpose.
 * https://developers.cloudflare.com/cache/concepts/cache-behavior/#interaction-of-set-cookie-response-header-with-cache
 */
export function strippingFindings(
  { own, entrances }: Verdicts,
  edge: CloudflareEdge | undefined,
  pages: readonly WebPage[] | undefined,
): readonly FindingOf<StrippingKey>[] {
  const leaking = own.filter(isStripped);
  const known = new Set(leaking.map(deciderOf));
  const isNew = (verdict: CacheVerdict): boolean =>
    isStripped(verdict) && !known.has(deciderOf(verdict)) && doorSeen(verdict, pages) !== 'without';
  const doors = entrances.filter((verdict) => verdict.path !== '/' && isNew(verdict));
  for (const door of doors) known.add(deciderOf(door));
  const roots = entrances.filter((verdict) => verdict.path === '/' && isNew(verdict));
  return [
    ...findingsByRule(leaking, 'private' as const),
    ...doors.flatMap((door) => doorFindings(door, pages)),
    ...findingsByRule(roots, 'root' as const).map((one) => ({
      ...one,
      severity: 'medium' as const,
      confidence: roots.some((root) => doorSeen(root, pages) === 'with') ? ('certain' as const) : ('likely' as const),
    })),
    ...bareFindings(own, edge),
  ];
}

// A sign-in page sets no cookie everywhere: what was not seen is only likely.
function doorFindings(door: CacheVerdict, pages: readonly WebPage[] | undefined): readonly FindingOf<StrippingKey>[] {
  if (doorSeen(door, pages) === 'with')
    return findingsByRule([door], 'entrance' as const).map((one) => ({ ...one, confidence: 'certain' as const }));
  return findingsByRule([door], 'door' as const).map((one) => ({
    ...one,
    severity: 'high' as const,
    confidence: 'likely' as const,
  }));
}

/** What keeps open whether cookies are taken off stored answers; `undefined` when nothing does. */
export function strippingQuestion(
  own: readonly CacheVerdict[],
  edge: CloudflareEdge | undefined,
): Unsettled | undefined {
  return questionsOf([openQuestion(own.filter(mayStrip)), ...openRules(own, edge)]);
}

/** The answers of the edge that were not read and keep it open; `undefined` when there are none. */
export function strippingUnread(own: readonly CacheVerdict[], edge: CloudflareEdge | undefined): Missing | undefined {
  if (edge === undefined) return undefined;
  const { http_response_cache_settings: phase } = edge.phases;
  return unreadBehind(edge, own.filter(mayStrip)) ?? (phase.state === 'ok' ? undefined : missingOf([phase]));
}

function mayStrip({ result }: CacheVerdict): boolean {
  return result.cookies === 'stripped' || result.cookies === 'unknown';
}

function openRules(own: readonly CacheVerdict[], edge: CloudflareEdge | undefined): readonly Unsettled[] {
  return strippingRules(edge).flatMap((rule) => {
    const perhaps = metBy(own, rule, 'unknown');
    if (perhaps.length === 0) return [];
    const place = unreadablePlace(rule);
    const why = place === undefined ? '' : `; it is not readable at ${place}`;
    const because = `the Cache Response Rule “${said(rule.name, 80)}” may take Set-Cookie off answers at ${pathsOf(perhaps, 3)}${why}`;
    return [{ because, hint: 'take Strip Set-Cookie out of the rule, or attest that it matches no private path' }];
  });
}

function isStripped(verdict: CacheVerdict): boolean {
  return isStored(verdict) && verdict.result.cookies === 'stripped' && standingOf(verdict) !== 'apart';
}

function deciderOf({ result }: CacheVerdict): string {
  return `${result.decidedBy?.step} ${result.decidedBy?.id}`;
}

// A Cache Response Rule may take the cookies off although nothing is stored: the next rule that stores then meets no obstacle.
function bareFindings(own: readonly CacheVerdict[], edge: CloudflareEdge | undefined): readonly FindingOf<'bare'>[] {
  return strippingRules(edge).flatMap((rule) => {
    const met = metBy(own, rule, true).filter((verdict) => !isStored(verdict));
    const [first] = met;
    if (first === undefined) return [];
    const at = { kind: 'provider', provider: 'Cloudflare', resource: 'Cache Response Rule', id: rule.id } as const;
    const data = { rule: `“${said(rule.name, 80)}”`, paths: pathsOf(met, 3) };
    return [
      { key: 'bare', data, at, evidence: `${data.rule}: ${said(rule.expression, 300)}`, severity: 'high' } as const,
    ];
  });
}

function strippingRules(edge: CloudflareEdge | undefined): readonly CloudflareRule[] {
  const phase = edge?.phases.http_response_cache_settings;
  if (phase?.state !== 'ok') return [];
  return phase.value.filter(({ enabled, parameters }) => enabled && parameters.strip_set_cookie === true);
}

function metBy(
  own: readonly CacheVerdict[],
  { id }: CloudflareRule,
  matched: true | 'unknown',
): readonly CacheVerdict[] {
  return own.filter(({ result }) => result.steps.some((step) => step.rule?.id === id && step.matched === matched));
}

function isStored({ result }: CacheVerdict): boolean {
  return result.decision === 'stored' || result.decision === 'revalidated';
}
