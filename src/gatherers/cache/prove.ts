import { cachingAnswerOf, isShown } from '../../analysis/live-proof/caching-answer.ts';
import type { ProofTarget } from '../../analysis/live-proof/targets.ts';
import { countTokens, markersIn, tokensOf, withoutShared } from '../../analysis/live-proof/tokens.ts';
import { isRedirect, nextAddress } from '../../analysis/redirects/walk.ts';
import { valuesOf } from '../../analysis/site-answers/headers.ts';
import { rateLimited } from '../../analysis/site-answers/trouble.ts';
import type { LiveProof, ProofReader, Reading } from '../../artifacts/cache/live-proof.ts';
import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import { cacheBuster, type TestUser } from '../../core/doors/probe.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import { showUrl } from '../../core/redact.ts';

type Context = Pick<GatherContext, 'io' | 'signal'>;
type Who = ProofReader['as'];
/** An answer for as long as it is compared; its text goes no further than this file. */
type Seen = { readonly answer: CachingAnswer; readonly body: string };
type Reader = { readonly as: Who; readonly after: Seen; readonly alone: Seen | undefined };
/** Tells A's answer from others' answers. */
type Markers = {
  readonly from: LiveProof['markers'];
  readonly control: number;
  readonly countIn: (body: string) => number;
};

/**
 * Asks one target in turn: A at one address (a page twice: whether it is kept for A alone), then the readers there. Where it takes a
 * comparison, also somebody at an address that nobody else asks. The door's `UnavailableError` passes; a site that answers 429 makes one too.
 */
export async function prove(context: Context, target: ProofTarget, readers: readonly Who[]): Promise<LiveProof> {
  const { path, variant, url } = target;
  const ask = askerOf(context, target);
  const proof = { path, variant, url: showUrl(url) ?? url };
  // Before A was there: a cache that leaves the query out of its key gives everybody A's answer afterwards.
  const before = variant === 'page' ? await ask('nobody', undefined) : undefined;
  const first = before?.answer.state === 'failed' ? before : await ask('shared', 'a');
  const warmed = isShown(first.answer) && variant === 'page' ? await ask('shared', 'a') : first;
  if (!isShown(warmed.answer)) {
    return { ...proof, warmed: warmed.answer, control: 0, markers: 'none', readers: [] };
  }
  const own = [first, warmed];
  const markers = markersIn(first.body, configuredIn(context));
  // Where a marker can tell, another page than A's needs no comparison.
  const isTelling = ({ answer, body }: Seen): boolean =>
    markers.length === 0 ? isShown(answer) : isSame(body, own) || markersIn(body, markers).length > 0;
  const read = async (as: Who): Promise<Reader> => {
    const user = as === 'b' ? 'b' : undefined;
    const after = await ask('shared', user);
    if (user === undefined && before !== undefined) return { as, after, alone: before };
    return { as, after, alone: isTelling(after) ? await ask(`${as} alone`, user) : undefined };
  };
  const seen = await Promise.all(readers.map(read));
  const by = markers.length > 0 ? configured(markers) : await found({ own, seen, fresh: () => ask('a alone', 'a') });
  return {
    ...proof,
    warmed: warmed.answer,
    control: by.control,
    markers: by.from,
    readers: seen.map((one) => readerOf(one, own, by)),
  };
}

function readerOf({ as, after, alone }: Reader, own: readonly Seen[], { countIn }: Markers): ProofReader {
  const held = ({ answer, body }: Seen): Reading => ({
    answer,
    markers: countIn(body),
    same: isSame(body, own),
  });
  return { as, ...held(after), ...(alone === undefined ? {} : { alone: held(alone) }) };
}

type Compared = {
  readonly own: readonly Seen[];
  readonly seen: readonly Reader[];
  /** A at another address: what changes from one answer to the next is no marker. */
  readonly fresh: () => Promise<Seen>;
};

function configured(markers: readonly string[]): Markers {
  return { from: 'configured', control: markers.length, countIn: (body) => markersIn(body, markers).length };
}

/** The words that nobody but A gets. */
async function found({ own, seen, fresh }: Compared): Promise<Markers> {
  const others = seen.flatMap(({ alone }) => (alone === undefined ? [] : [alone.body]));
  const [words = new Set<string>(), again = words] = own.map(({ body }) => tokensOf(body));
  let alone = withoutShared(words.intersection(again), others);
  if (seen.some(({ after }) => countTokens(alone, after.body) > 0)) {
    const { answer, body } = await fresh();
    if (isShown(answer)) alone = alone.intersection(tokensOf(body));
  }
  const from = alone.size === 0 ? 'none' : 'found';
  return { from, control: alone.size, countIn: (body) => countTokens(alone, body) };
}

function isSame(body: string, own: readonly Seen[]): boolean {
  return body !== '' && own.some((one) => one.body === body);
}

function configuredIn({ io }: Context): readonly string[] {
  const { a } = io.probe.users;
  return a.state === 'ready' ? a.markers : [];
}

type Asker = (label: string, as: TestUser | undefined) => Promise<Seen>;

/** Asks the target's address with a cache buster for each label. Where the site only wants another slash at the end, it gets it. */
function askerOf({ io, signal }: Context, { path, variant, url, headers }: ProofTarget): Asker {
  let base = new URL(url);
  let isMoved = false;
  const ask: Asker = async (label, as) => {
    const address = new URL(base);
    address.searchParams.set(cacheBuster, `${variant} ${path} ${label}`);
    const request = { url: address.href, headers, ...(as === undefined ? {} : { as }) };
    const came = await io.probe.ask(request, signal);
    if (came.state === 'answered' && came.status === 429) throw rateLimited(base.host);
    const moved = isMoved ? undefined : slashed(came, base);
    if (moved === undefined) return { answer: cachingAnswerOf(came), body: came.state === 'answered' ? came.body : '' };
    base = moved;
    isMoved = true;
    return ask(label, as);
  };
  return ask;
}

function slashed(came: SiteAnswer, from: URL): URL | undefined {
  if (came.state !== 'answered' || !isRedirect(came.status)) return undefined;
  const next = nextAddress(valuesOf(came.headers, 'location')[0] ?? '', came.url);
  if (next === undefined) return undefined;
  const to = new URL(next);
  const bare = (path: string): string => path.replace(/\/$/, '');
  if (to.origin !== from.origin || to.pathname === from.pathname || bare(to.pathname) !== bare(from.pathname)) {
    return undefined;
  }
  const moved = new URL(from);
  moved.pathname = to.pathname;
  return moved;
}
