import type { CacheDecision } from '../../artifacts/cache/decision.ts';
import type { CacheLiveProof } from '../../artifacts/cache/live-proof.ts';
import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { isShown } from '../live-proof/caching-answer.ts';
import { edgeStatus } from './observed.ts';

/**
 * A verdict that hung on the visitor's cookies alone, settled by what the edge said of a test user's own answer. Nothing else is settled so:
 * a Worker, a rule that cannot be read or one about addresses may do otherwise for the next visitor. The level `basic` stores by whether
 * there is a query, which the proof's addresses have and visitors' have not.
 */
export function settledByProof(
  verdict: CacheVerdict,
  edge: CloudflareEdge,
  proof: CacheLiveProof | undefined,
): CacheVerdict {
  const { result } = verdict;
  if (!hangsOnCookies(result) || edge.cacheLevel.state !== 'ok' || edge.cacheLevel.value === 'basic') return verdict;
  const page = proof?.proofs.find(({ path, variant }) => path === verdict.path && variant === 'page');
  // Without a marker in the answer, the test user may not have been signed in.
  if (page === undefined || page.control === 0 || !isShown(page.warmed)) return verdict;
  const status = edgeStatus(page.warmed);
  if (status !== 'DYNAMIC' && status !== 'BYPASS') return verdict;
  const effect = `asked as a test user, the edge said ${status}: the cookies of a signed-in user keep it out of the cache`;
  const steps = [...result.steps, { step: 'observed', matched: true, effect }];
  return {
    ...verdict,
    basis: 'identity',
    result: { ...result, decision: 'not-stored', cookies: 'kept', steps, open: [] },
  };
}

function hangsOnCookies({ decision, open }: CacheDecision): boolean {
  return decision === 'unknown' && open.length > 0 && open.every(({ asks }) => asks?.join() === 'cookie');
}
