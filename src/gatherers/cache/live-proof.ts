import { isShown } from '../../analysis/live-proof/caching-answer.ts';
import { mostPaths, type ProofTarget, planProof } from '../../analysis/live-proof/targets.ts';
import { originOf } from '../../analysis/site-answers/addresses.ts';
import { nothingLearnt } from '../../analysis/site-answers/trouble.ts';
import { cacheLiveProof, type LiveProof } from '../../artifacts/cache/live-proof.ts';
import { privatePaths } from '../../artifacts/repository/private-paths.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { vercelDomains } from '../../artifacts/vercel/domains.ts';
import { optional } from '../../core/artifact.ts';
import { definedOnly } from '../../core/defined.ts';
import { allowProbe, type ProbeDoor, type TestUser } from '../../core/doors/probe.ts';
import { UnavailableError } from '../../core/fault.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { listOf } from '../../core/text.ts';
import { isSignedOut, prove } from './prove.ts';

// The door sends less than five requests a second; so many at a time keep it busy where a site takes two seconds to answer.
const atATime = 10;

/** Asks private paths as A, then as B and as nobody at the same addresses: a probe, of 30 seconds at most. */
export const gatherCacheLiveProof = defineGatherer({
  artifact: cacheLiveProof,
  needs: { hosts: siteHosts, paths: privatePaths, domains: optional(vercelDomains) },
  network: true,
  // The door begins nothing in the last two seconds.
  timeoutMs: 31_000,
  gather: async (context, { hosts, paths, domains }) => {
    const [canonical] = hosts.production;
    if (canonical === undefined) throw new UnavailableError('not-configured', noHost);
    const readers = readersOf(context, canonical.host);
    const isKnown =
      domains.state === 'ok' &&
      domains.value.some(({ name, verified }) => verified && name.toLowerCase() === canonical.host);
    if (context.target.unconfirmedHost === canonical.host && !isKnown) {
      throw new UnavailableError('not-configured', howToConfirm(canonical.host));
    }
    const { targets, left, untried } = planProof(paths.paths, originOf(canonical, 'https'));
    if (targets.length === 0) throw new UnavailableError('not-configured', noPath);
    const { proofs, unfinished, stopped, expired } = await proveAll(context, targets, readers);
    const [first] = proofs;
    if (first !== undefined && proofs.every(({ warmed }) => warmed.state === 'failed')) {
      throw nothingLearnt(canonical.host, first.warmed.state === 'failed' ? first.warmed.why : 'other');
    }
    if (proofs.length === 0 && stopped !== undefined) throw stopped;
    const told = { untried: untried.length === 0 ? undefined : untried, expired: expired ? true : undefined };
    return definedOnly({ host: canonical.host, proofs, readers, left, unfinished, stopped: stopped?.hint, ...told });
  },
});

const noHost = 'name the address with "production" in launch-ready.json';
const howToConfirm = (host: string): string =>
  `${host} is named by the audited repository alone, so no session of yours is sent there: when it is the host you mean, say so with "production": "https://${host}" in your own file (--config)`;
const noPath =
  'no private path was found that is read by GET: name some with "privatePaths" in launch-ready.json, such as ["/dashboard"]';

type Readers = readonly ('b' | 'anonymous')[];
type Outcome = {
  readonly proofs: readonly LiveProof[];
  readonly unfinished: readonly string[];
  readonly stopped: UnavailableError | undefined;
  readonly expired: boolean;
};

/** Who reads after A. Throws when the person did not allow it, or when there is nobody to be. */
function readersOf({ target, io }: GatherContext, host: string): Readers {
  const { a, b } = io.probe.users;
  if (!target.consents.probe) {
    const who = b.state === 'ready' ? 'test users A and B' : 'a test user';
    const allow = `${allowProbe}up to ${mostPaths} private paths of ${host} are then read by GET as ${who} and as nobody, each at an address of its own`;
    const hint = a.state === 'ready' ? allow : `first ${howToConfigure('a', a)}; then ${allow}`;
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

/**
 * One target alone, and another where it failed: a site that does not answer is left at once. Then several at a time: as browsers ask, and
 * afterwards otherwise, with what is known of A by then. In the end A once more: a session that ended proves nothing.
 */
async function proveAll(context: GatherContext, targets: readonly ProofTarget[], readers: Readers): Promise<Outcome> {
  const proofs = new Map<ProofTarget, LiveProof>();
  const known = new Set<string>();
  let stopped: UnavailableError | undefined;
  const unlessStopped = async (work: () => Promise<void>): Promise<void> => {
    try {
      if (stopped === undefined) await work();
    } catch (error) {
      if (!isStop(error)) throw error;
      stopped ??= error;
    }
  };
  const proveFrom = async (waiting: ProofTarget[]): Promise<void> => {
    const target = waiting.shift();
    if (target === undefined) return;
    await unlessStopped(async () => {
      proofs.set(target, await prove(context, target, readers, known));
    });
    context.progress({ done: proofs.size, total: targets.length, unit: 'address' });
  };
  const proveOn = async (waiting: ProofTarget[]): Promise<void> => {
    while (waiting.length > 0 && stopped === undefined) await proveFrom(waiting);
  };
  const isSilent = (): boolean => [...proofs.values()].every(({ warmed }) => warmed.state === 'failed');
  const pages = targets.filter(({ variant }) => variant === 'page');
  const others = targets.filter(({ variant }) => variant !== 'page');
  await proveFrom(pages);
  if (isSilent()) await proveFrom(pages.length > 0 ? pages : others);
  if (!isSilent()) {
    for (const waiting of [pages, others]) await Promise.all(Array.from({ length: atATime }, () => proveOn(waiting)));
  }
  const first = targets.find((target) => isLetIn(proofs.get(target)));
  let expired = false;
  if (first !== undefined) {
    await unlessStopped(async () => {
      expired = await isSignedOut(context, first);
    });
  }
  const unfinished = targets.filter((target) => !proofs.has(target)).map(shown);
  const isCutOff = unfinished.length === 0 && stopped !== undefined;
  return {
    proofs: targets.flatMap((target) => proofs.get(target) ?? []),
    unfinished: isCutOff ? ['whether test user A is still signed in'] : unfinished,
    stopped,
    expired,
  };
}

function isLetIn(proof: LiveProof | undefined): boolean {
  return proof !== undefined && isShown(proof.warmed);
}

function shown({ path, variant }: ProofTarget): string {
  return variant === 'page' ? path : `${path} (${variant})`;
}

// The time is over, or the site wants to be left alone: what was learnt by then stands.
function isStop(error: unknown): error is UnavailableError {
  return error instanceof UnavailableError && (error.reason === 'timeout' || error.reason === 'rate-limited');
}
