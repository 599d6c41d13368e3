import type { CacheDecision } from '../../artifacts/cache/decision.ts';
import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { Confidence, FindingOf } from '../../core/finding.ts';
import type { Location } from '../../core/location.ts';
import { evidenceLimit, listOf } from '../../core/text.ts';
import { said } from '../site-answers/said.ts';
import { describeDecider, kindOfRule, showTrace } from './show-trace.ts';

/** So many places a finding names; its message says how many there are. */
const mostPlaces = 100;

/**
 * One finding for each rule that decides, with the addresses that it stores as places and the trace of the first as evidence. What no rule
 * decides is one finding at the zone. `key` tells kinds apart.
 */
export function findingsByRule<Key extends string>(
  verdicts: readonly CacheVerdict[],
  key: Key,
): readonly FindingOf<Key>[] {
  const groups = Map.groupBy(verdicts, ({ result }) => JSON.stringify([result.decidedBy?.step, result.decidedBy?.id]));
  return [...groups.values()].flatMap((group) => {
    // The surest first: its trace is the evidence.
    const [first, ...others] = group.toSorted(
      (a, b) => sureness.indexOf(confidenceOf(a)) - sureness.indexOf(confidenceOf(b)),
    );
    if (first === undefined) return [];
    const all = [first, ...others];
    return [
      {
        key,
        data: { paths: pathsOf(all, 3), count: all.length, rule: describeDecider(first.result) },
        at: deciderOf(first),
        places: all.slice(0, mostPlaces).map(({ url }) => ({ kind: 'url', url }) as const),
        evidence: evidenceOf(first, all),
        confidence: confidenceOf(first),
      },
    ];
  });
}

const sureness: readonly Confidence[] = ['certain', 'likely', 'possible'];

/**
 * How sure a verdict is: certain when the answer was seen, or is stored whatever it is; likely by a framework's defaults. What a variant
 * answers is only possible until it was seen.
 */
function confidenceOf({ basis, content, regardless, variant, assumed }: CacheVerdict): Confidence {
  if (content === 'unseen') return 'possible';
  if (variant !== 'plain') return basis === 'identity' ? 'certain' : 'likely';
  if (regardless || basis === 'identity') return 'certain';
  return basis === 'anonymous' && assumed !== true ? 'certain' : 'likely';
}

function deciderOf({ result, url }: CacheVerdict): Location {
  const { decidedBy } = result;
  const provider = 'Cloudflare';
  if (decidedBy !== undefined)
    return { kind: 'provider', provider, resource: kindOfRule(decidedBy.step), id: decidedBy.id };
  return { kind: 'provider', provider, resource: 'default caching', id: new URL(url).host };
}

function evidenceOf(first: CacheVerdict, all: readonly CacheVerdict[]): string {
  const head = [
    ...ruleLine(first.result),
    ...(all.length === 1 ? [] : [`paths: ${pathsWithin(all, 500)}`]),
    `${said(first.path, 100)}, where the origin answers ${said(first.origin, 160)}:`,
  ].join('\n');
  return `${head}\n${showTrace(first.result.steps, evidenceLimit - head.length - 1)}`;
}

function ruleLine({ decidedBy: by }: CacheDecision): readonly string[] {
  return by === undefined ? [] : [`${kindOfRule(by.step)} “${said(by.name, 80)}”: ${said(by.expression, 200)}`];
}

/** As many paths as find room, whole, and how many more there are. */
function pathsWithin(verdicts: readonly CacheVerdict[], most: number): string {
  const paths = verdicts.map(({ path }) => said(path, 200));
  let room = most;
  const shown = paths.filter((path) => {
    room -= path.length + 2;
    return room >= 0;
  });
  return listOf(paths, Math.max(1, shown.length));
}

/** Paths of verdicts, each said once, at most `most` by name. */
export function pathsOf(verdicts: readonly CacheVerdict[], most: number): string {
  return listOf([...new Set(verdicts.map(({ path }) => said(path, 60)))], most);
}
