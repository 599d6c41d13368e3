import { isShown } from '../../analysis/live-proof/caching-answer.ts';
import { keptAnswer } from '../../analysis/live-proof/kept-answer.ts';
import {
  configuredMarkers,
  foundMarkers,
  isSame,
  type Own,
  readingOf,
  type Seen,
  wordsOf,
} from '../../analysis/live-proof/seen.ts';
import type { ProofTarget } from '../../analysis/live-proof/targets.ts';
import { countTokens, markersIn, tokensOf, withoutShared } from '../../analysis/live-proof/tokens.ts';
import type { LiveProof, ProofReader } from '../../artifacts/cache/live-proof.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import { showUrl } from '../../core/redact.ts';
import { askerOf } from './prove-asking.ts';

type Context = Pick<GatherContext, 'io' | 'signal'>;
type Who = ProofReader['as'];
type Reader = { readonly as: Who; readonly after: Seen; readonly alone: Seen | undefined };

/**
 * Asks one target in turn: A at one address (a page twice: whether it is kept for A alone), then the readers there, whatever the status
 * of A's answer, as long as something in it is A's. Where it takes a comparison, also somebody at an address that nobody else asks. Words
 * of A alone that a page shows are added to `known`. The door's `UnavailableError` passes; a site that answers 429 makes one too.
 */
export async function prove(
  context: Context,
  target: ProofTarget,
  readers: readonly Who[],
  known: Set<string>,
): Promise<LiveProof> {
  const { path, variant, url } = target;
  const ask = askerOf(context, target);
  // Before A was there: a cache that leaves the query out of its key gives everybody A's answer afterwards.
  const before = variant === 'page' ? await ask('nobody', undefined) : undefined;
  const first = before?.answer.state === 'failed' ? before : await ask('shared', 'a');
  const isTwice = before !== undefined && (isShown(first.answer) || first.text !== before.text);
  const warmed = isTwice ? await ask('shared', 'a') : first;
  const seen = [first, warmed];
  const markers = markersIn(seen.map(({ text }) => text).join('\n'), configuredIn(context));
  const words = wordsOf(seen, before, known);
  const place = { path, variant, url: showUrl(url) ?? url };
  if (!isShown(warmed.answer) && markers.length === 0 && words.size === 0) {
    const kept = keptAnswer(warmed.answer, before?.answer);
    return { ...place, warmed: kept, control: 0, markers: 'none', readers: [], ...cutOf([...seen, before]) };
  }
  const everybodys = before?.cookies ?? new Set();
  const cookies = first.cookies.union(warmed.cookies).difference(everybodys);
  const isTelling = ({ answer, body, text, ...reader }: Seen): boolean =>
    isShown(answer) ||
    isSame(body, seen) ||
    markersIn(text, markers).length > 0 ||
    countTokens(words, text) > 0 ||
    !reader.cookies.isDisjointFrom(cookies);
  const got: Reader[] = [];
  // One after another: the anonymous visitor may get what was made for B.
  for (const as of readers) {
    const user = as === 'b' ? 'b' : undefined;
    const after = await ask('shared', user);
    const isAlone = user === undefined ? before : undefined;
    got.push({ as, after, alone: isAlone ?? (isTelling(after) ? await ask(`${as} alone`, user) : undefined) });
  }
  const alone = markers.length > 0 ? new Set<string>() : await aloneOf(words, got, () => ask('a alone', 'a'));
  if (before !== undefined) for (const word of alone) known.add(word);
  const by = markers.length > 0 ? configuredMarkers(markers) : foundMarkers(alone);
  const nobody = got.find(({ as }) => as === 'anonymous')?.alone;
  return {
    ...{ ...place, warmed: keptAnswer(warmed.answer, nobody?.answer), control: by.control, markers: by.from },
    readers: readersOf(got, { seen, cookies, by }),
    ...cutOf([...seen, before, ...got.flatMap(({ after, alone }) => [after, alone])]),
  };
}

function cutOf(seen: readonly (Seen | undefined)[]): Pick<LiveProof, 'cut'> {
  return seen.some((one) => one?.isCut === true) ? { cut: true } : {};
}

function readersOf(got: readonly Reader[], own: Own): readonly ProofReader[] {
  const nobody = got.find(({ as }) => as === 'anonymous')?.alone;
  const b = got.flatMap(({ as, after, alone }) => (as === 'b' ? [after, alone ?? after] : []));
  const shownToB = b.filter(({ answer, body }) => isShown(answer) && !isSame(body, own.seen));
  return got.map(({ as, after, alone }) => {
    const held = (seen: Seen) => readingOf(seen, own, as === 'b' ? [] : shownToB, nobody);
    return { as, ...held(after), ...(alone === undefined ? {} : { alone: held(alone) }) };
  });
}

/** The words that nobody but A gets. What changes from one answer to the next is none: A is asked once more where it matters. */
async function aloneOf(
  words: ReadonlySet<string>,
  got: readonly Reader[],
  fresh: () => Promise<Seen>,
): Promise<ReadonlySet<string>> {
  const others = got.flatMap(({ alone }) => (alone === undefined ? [] : [alone.text]));
  const left = withoutShared(words, others);
  if (!got.some(({ after }) => countTokens(left, after.text) > 0)) return left;
  const { answer, text } = await fresh();
  return answer.state === 'answered' && !answer.turnedAway ? left.intersection(tokensOf(text)) : left;
}

function configuredIn({ io }: Context): readonly string[] {
  const { a } = io.probe.users;
  return a.state === 'ready' ? a.markers : [];
}

/** Whether A is turned away at an address where it was let in before: its session came to its end meanwhile. */
export async function isSignedOut(context: Context, target: ProofTarget): Promise<boolean> {
  const { answer } = await askerOf(context, target)('once more', 'a');
  return answer.state === 'answered' && answer.turnedAway;
}
