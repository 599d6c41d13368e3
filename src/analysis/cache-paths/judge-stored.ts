import { type CacheLiveProof, cacheLiveProof } from '../../artifacts/cache/live-proof.ts';
import { type CacheVerdict, type CacheVerdicts, cacheVerdicts } from '../../artifacts/cache/verdicts.ts';
import { type CloudflareEdge, cloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { type CloudflareZone, cloudflareZone } from '../../artifacts/cloudflare/zone.ts';
import { type PrivatePaths, privatePaths } from '../../artifacts/repository/private-paths.ts';
import { type PrivateAnswers, privateAnswers } from '../../artifacts/site/private-answers.ts';
import { optional } from '../../core/artifact.ts';
import { blocked, failOr, notApplicable, pass, unlessOpen, type Verdict } from '../../core/check.ts';
import type { FindingOf } from '../../core/finding.ts';
import { type Gathered, valueIn } from '../../core/gathered.ts';
import { questionsOf } from '../site-answers/questions.ts';
import { describeOutcome } from './describe-outcome.ts';
import { findingsByRule } from './findings.ts';
import { hiddenPaths, withoutPrivatePaths } from './no-paths.ts';
import { cacheProof, seenAnswers, servedFindings, withoutQuery } from './served.ts';
import { leftQuestion, openQuestion, type Standing, standingOf } from './standing.ts';
import { refusedElsewhere, refusedQuestion, unreadBehind } from './unread-edge.ts';

/** What the two checks of stored answers judge by. Only the paths must be known: an answer that came from a cache speaks for itself. */
export const storedNeeds = {
  paths: privatePaths,
  zone: optional(cloudflareZone),
  verdicts: optional(cacheVerdicts),
  edge: optional(cloudflareEdge),
  answers: optional(privateAnswers),
  proof: optional(cacheLiveProof),
};

type Facts = {
  readonly paths: PrivatePaths;
  readonly zone: Gathered<CloudflareZone>;
  readonly verdicts: Gathered<CacheVerdicts>;
  readonly edge: Gathered<CloudflareEdge>;
  readonly answers: Gathered<PrivateAnswers>;
  readonly proof: Gathered<CacheLiveProof>;
};

/** `served`: an answer that came from a cache was seen; the others are what the rules say. */
export type StoredKey = 'stored' | 'revalidated' | 'served';

/** Judges the private paths themselves, or only what an attacker makes of them. */
export function judgeStored(facts: Facts, asked: 'plain' | 'confused'): Verdict<StoredKey> {
  const all = valueIn(facts.verdicts);
  const own = (all?.verdicts ?? []).filter(({ variant }) => (variant === 'plain') === (asked === 'plain'));
  const served = servedAt(facts, asked, own);
  const zone = valueIn(facts.zone);
  if (zone?.state === 'absent') return failOr(served, notApplicable(zone.because));
  const none = withoutPrivatePaths(facts.paths);
  if (none !== undefined) return failOr(served, none);
  if (facts.zone.state !== 'ok') return failOr(served, blocked(facts.zone));
  if (facts.verdicts.state !== 'ok') return failOr(served, blocked(facts.verdicts));
  const by = (standing: Standing): readonly CacheVerdict[] => own.filter((one) => standingOf(one) === standing);
  const stored = findingsByRule(by('stored'), 'stored' as const);
  const warnings = findingsByRule(by('revalidated'), 'revalidated' as const);
  const findings = [...stored, ...served, ...warnings.map((one) => ({ ...one, severity: 'medium' as const }))];
  const edge = valueIn(facts.edge);
  const unread = edge && unreadBehind(edge, own);
  if (unread !== undefined) return failOr(findings, blocked(unread));
  const open = questionsOf([
    openQuestion(own),
    leftQuestion(all?.left ?? 0),
    hiddenPaths(facts.paths),
    refusedQuestion(edge),
  ]);
  return failOr(findings, unlessOpen(open, pass(`${describeOutcome(own)}${refusedElsewhere(edge)}`)));
}

function servedAt(
  { answers, proof }: Facts,
  asked: 'plain' | 'confused',
  own: readonly CacheVerdict[],
): readonly FindingOf<'served'>[] {
  const harmless = new Set(own.filter(({ content }) => content === 'other').map(({ url }) => url));
  const seen = seenAnswers(valueIn(answers), valueIn(proof)).filter(({ variant, url, answer }) => {
    if (asked === 'plain') return variant !== 'confused';
    return variant === 'confused' && !answer.turnedAway && !harmless.has(withoutQuery(url));
  });
  return servedFindings(seen, 'served', cacheProof);
}
