import { mostPaths, type ProofTarget, planProof } from '../../analysis/live-proof/targets.ts';
import { originOf } from '../../analysis/site-answers/addresses.ts';
import { nothingLearnt } from '../../analysis/site-answers/trouble.ts';
import { cacheLiveProof, type LiveProof } from '../../artifacts/cache/live-proof.ts';
import { privatePaths } from '../../artifacts/repository/private-paths.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { definedOnly } from '../../core/defined.ts';
import type { ProbeDoor, TestUser } from '../../core/doors/probe.ts';
import { UnavailableError } from '../../core/fault.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { listOf } from '../../core/text.ts';
import { prove } from './prove.ts';

// The door sends less than five requests a second; so many at a time keep it busy where a site takes two seconds to answer.
const atATime = 10;

/** Asks private paths as A, then as B and as nobody at the same addresses: a probe, of 30 seconds at most. */
export const gatherCacheLiveProof = defineGatherer({
  artifact: cacheLiveProof,
  needs: { hosts: siteHosts, paths: privatePaths },
  network: true,
  // The door begins nothing in the last two seconds.
  timeoutMs: 31_000,
  gather: async (context, { hosts, paths }) => {
    const [canonical] = hosts.production;
    if (canonical === undefined) throw new UnavailableError('not-configured', noHost);
    const readers = readersOf(context, canonical.host);
    const { targets, left } = planProof(paths.paths, originOf(canonical, 'https'));
    if (targets.length === 0) throw new UnavailableError('not-configured', noPath);
    const { proofs, unfinished, stopped } = await proveAll(context, targets, readers);
    const [first] = proofs;
    if (first !== undefined && proofs.every(({ warmed }) => warmed.state === 'failed')) {
      throw nothingLearnt(canonical.host, first.warmed.state === 'failed' ? first.warmed.why : 'other');
    }
    if (proofs.length === 0 && stopped !== undefined) throw stopped;
    return definedOnly({ host: canonical.host, proofs, readers, left, unfinished, stopped: stopped?.hint });
  },
});

const noHost = 'name the address with "production" in launch-ready.json';
const noPath =
  'no private path was found that is read by GET: name some with "privatePaths" in launch-ready.json, such as ["/dashboard"]';

type Readers = readonly ('b' | 'anonymous')[];
type Outcome = {
  readonly proofs: readonly LiveProof[];
  readonly unfinished: readonly string[];
  readonly stopped: UnavailableError | undefined;
};

/** Who reads after A. Throws when the person did not allow it, or when there is nobody to be. */
function readersOf({ target, io }: GatherContext, host: string): Readers {
  const { a, b } = io.probe.users;
  if (!target.consents.probe) {
    const who = b.state === 'ready' ? 'test users A and B' : 'a test user';
    const hint = `allow it with --probe: up to ${mostPaths} private paths of ${host} are then read by GET as ${who} and as nobody, each at an address of its own`;
    throw new UnavailableError('not-allowed', hint);
  }
  if (a.state !== 'ready') throw new UnavailableError('not-configured', howToConfigure('a', a));
  if (b.state === 'incomplete') throw new UnavailableError('not-configured', howToConfigure('b', b));
  return b.state === 'ready' ? ['b', 'anonymous'] : ['anonymous'];
}

function howToConfigure(user: TestUser, identity: ProbeDoor['users'][TestUser]): string {
  if (identity.state === 'incomplete') return `set ${listOf(identity.missing)}: the session of test user ${user}`;
  return 'make two test accounts and write their sessions into launch-ready.json, "users": { "a": { "headers": { "cookie": "env:LAUNCH_READY_USER_A_COOKIE" }, "markers": ["a text only A sees"] }, "b": { "headers": { "cookie": "env:LAUNCH_READY_USER_B_COOKIE" } } }, then set both variables';
}

/** One target alone, and another where it failed: a site that does not answer is left at once. Then several at a time, in order. */
async function proveAll(context: GatherContext, targets: readonly ProofTarget[], readers: Readers): Promise<Outcome> {
  const proofs = new Map<ProofTarget, LiveProof>();
  const waiting = [...targets];
  let stopped: UnavailableError | undefined;
  const proveNext = async (): Promise<void> => {
    const target = waiting.shift();
    if (target === undefined || stopped !== undefined) return;
    try {
      proofs.set(target, await prove(context, target, readers));
    } catch (error) {
      if (!isStop(error)) throw error;
      stopped ??= error;
    }
    context.progress({ done: proofs.size, total: targets.length, unit: 'address' });
  };
  const proveOn = async (): Promise<void> => {
    while (waiting.length > 0 && stopped === undefined) await proveNext();
  };
  const isSilent = (): boolean => [...proofs.values()].every(({ warmed }) => warmed.state === 'failed');
  await proveNext();
  if (isSilent()) await proveNext();
  if (!isSilent()) await Promise.all(Array.from({ length: atATime }, proveOn));
  return {
    proofs: targets.flatMap((target) => proofs.get(target) ?? []),
    unfinished: targets.filter((target) => !proofs.has(target)).map(shown),
    stopped,
  };
}

function shown({ path, variant }: ProofTarget): string {
  return variant === 'page' ? path : `${path} (${variant})`;
}

// The time is over, or the site wants to be left alone: what was learnt by then stands.
function isStop(error: unknown): error is UnavailableError {
  return error instanceof UnavailableError && (error.reason === 'timeout' || error.reason === 'rate-limited');
}
