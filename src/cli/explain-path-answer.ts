import { compileEdge } from '../analysis/cloudflare-cache/compile-edge.ts';
import { unknownOrigin } from '../analysis/cloudflare-cache/origin-answer.ts';
import type { CacheDecision, CacheStep } from '../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../artifacts/cloudflare/edge.ts';
import { type Missing, wayOut } from '../core/gathered.ts';
import { withoutCloudflare } from '../gatherers/cloudflare/found-zone.ts';
import { type FactSource, type HostFacts, hostFacts, productionHost } from './explain-path-facts.ts';
import { type SeenOrigin, seenOrigin } from './explain-path-origin.ts';
import type { PathQuestion } from './explain-path-question.ts';

/** The decision about a path, with at least one step whatever could be read. */
export type PathAnswer = CacheDecision & {
  readonly path: string;
  /** Absent when no production host is known. */
  readonly host: string | undefined;
};

/**
 * Decides whether the edge stores the answer: the zone and its rules are read, and the site once only when they leave the decision to
 * the origin. What cannot be read leaves it `unknown`, with a step that names what is missing.
 */
export async function answerOf(question: PathQuestion, source: FactSource): Promise<PathAnswer> {
  const path = question.typed;
  const host = question.host ?? (await productionHost(source));
  if (typeof host === 'string') return { path, host, ...(await decided(question, host, source)) };
  const isUnnamed = host.state === 'unavailable' && host.reason === 'not-configured';
  const hint = `name it with --host, or ${isUnnamed ? 'as "production" in launch-ready.json' : wayOut(host)}`;
  return { path, host: undefined, ...unread('host', 'the production host is not known', hint) };
}

async function decided(question: PathQuestion, host: string, source: FactSource): Promise<CacheDecision> {
  const facts = hostFacts(source, host.replace(/:\d+$/, ''));
  const zone = await facts.zone();
  if (zone.state !== 'ok')
    return (await elsewhere(zone, facts)) ?? unread('zone', 'the zone was not read', wayOut(zone));
  if (zone.value.state === 'absent') return notHere(zone.value.because);
  const edge = await facts.edge(zone.value);
  if (edge.state !== 'ok') return unread('zone', 'the rules of the zone were not read', wayOut(edge));
  return underRules({ ...question, host }, edge.value, facts, source);
}

// The token sees no such zone: where DNS shows no Cloudflare either, there is none to see.
async function elsewhere(zone: Missing, facts: HostFacts): Promise<CacheDecision | undefined> {
  if (zone.state !== 'unavailable' || zone.reason !== 'not-found') return undefined;
  const presence = await facts.presence();
  return presence.state === 'ok' && presence.value.state === 'none' ? notHere(presence.value.because) : undefined;
}

async function underRules(
  question: PathQuestion & { readonly host: string },
  edge: CloudflareEdge,
  facts: HostFacts,
  source: FactSource,
): Promise<CacheDecision> {
  const decide = compileEdge(edge, source.target.now);
  const { path, query, host } = question;
  const headers = new Map([['host', [host]] as const, ...question.headers]);
  const request = { method: 'GET', scheme: 'https', host, path, query, headers } as const;
  if (question.origin !== undefined) {
    const words = 'the answer that --origin-status and --origin-header give';
    return withOrigin(decide({ request, origin: question.origin }), { answer: question.origin, words });
  }
  const byRules = decide({ request, origin: unknownOrigin });
  if (byRules.decision !== 'unknown') return byRules;
  const seen = await seenOrigin(question, edge, facts, source);
  return withOrigin(decide({ request, origin: seen.answer }), seen);
}

/** Where the origin's answer was taken from stands before the first step that judges by it, if the request came that far. */
function withOrigin(decision: CacheDecision, { answer, words }: SeenOrigin): CacheDecision {
  const at = decision.steps.findIndex(({ step }) => afterOrigin.includes(step));
  if (at === -1) return decision;
  const step = {
    step: 'origin-answer',
    matched: answer.status === undefined ? 'unknown' : true,
    effect: words,
  } as const;
  return { ...decision, steps: decision.steps.toSpliced(at, 0, step) };
}

const afterOrigin = ['response-header-transform', 'cache-response-rule', 'cache-key', 'origin'];

function notHere(because: string): CacheDecision {
  const step: CacheStep = { step: 'proxied', matched: false, effect: `not at Cloudflare: ${because}` };
  return { decision: 'not-stored', steps: [step], cookies: 'kept', keyedBy: [], open: [] };
}

function unread(step: string, why: string, way: string): CacheDecision {
  // This command has no checks to leave out.
  const hint = way.replace(withoutCloudflare, '');
  const steps: readonly CacheStep[] = [{ step, matched: 'unknown', effect: `${why}: ${hint}` }];
  return { decision: 'unknown', steps, cookies: 'unknown', keyedBy: [], open: [{ why, hint }] };
}
