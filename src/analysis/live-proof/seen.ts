import type { LiveProof, Reading } from '../../artifacts/cache/live-proof.ts';
import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import { definedOnly } from '../../core/defined.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { valuesOf } from '../site-answers/headers.ts';
import { cachingAnswerOf, isShown } from './caching-answer.ts';
import { keptAnswer } from './kept-answer.ts';
import { countTokens, markersIn, tokensOf } from './tokens.ts';

/** An answer for as long as it is compared. All but `answer` is about a person: counts alone are kept of it. */
export type Seen = {
  readonly answer: CachingAnswer;
  readonly body: string;
  /** The body and the headers that may name somebody: `location`, `set-cookie` and `x-…`. */
  readonly text: string;
  /** Values of the cookies that it sets, those long enough to be somebody's. */
  readonly cookies: ReadonlySet<string>;
  readonly isCut: boolean;
};

/** Tells A's answers from others' answers. */
export type Markers = {
  readonly from: LiveProof['markers'];
  readonly control: number;
  readonly countIn: (text: string) => number;
};

/** What was learnt of A at one target: its own answers, the cookie values given to it, and what tells it. */
export type Own = { readonly seen: readonly Seen[]; readonly cookies: ReadonlySet<string>; readonly by: Markers };

// A shorter value is a setting such as `en` or `dark`.
const shortestCookie = 8;

/** What the site answered, ready to be compared. What somebody else answered in the site's place has no text. */
export function seenOf(came: SiteAnswer): Seen {
  const answer = cachingAnswerOf(came);
  if (came.state === 'failed' || answer.state !== 'answered') {
    return { answer, body: '', text: '', cookies: new Set(), isCut: false };
  }
  const { headers, body, truncated } = came;
  const telling = headers.filter(
    ([name]) => name === 'location' || name === 'set-cookie' || (name.startsWith('x-') && !cacheWords.has(name)),
  );
  const values = valuesOf(headers, 'set-cookie').map(cookieValue);
  const cookies = new Set(values.filter((value) => value.length >= shortestCookie));
  return { answer, body, text: [...telling.map(([, value]) => value), body].join('\n'), cookies, isCut: truncated };
}

// They differ from one answer to the next by what the cache did, not by whom it was for.
const cacheWords: ReadonlySet<string> = new Set(['x-cache', 'x-vercel-cache', 'x-nextjs-cache']);

function cookieValue(field: string): string {
  const [pair = ''] = field.split(';', 1);
  return pair.slice(pair.indexOf('=') + 1).trim();
}

/** Whether a body is, byte for byte, one of theirs. An empty one is nobody's. */
export function isSame(body: string, theirs: readonly Seen[]): boolean {
  return body !== '' && theirs.some((one) => one.body === body);
}

/**
 * Words that may be A's alone at an address. What A got twice is compared with what nobody in particular gets (`before`); after one
 * answer that shows nothing, only words `known` from A's pages count.
 */
export function wordsOf(
  seen: readonly Seen[],
  before: Seen | undefined,
  known: ReadonlySet<string>,
): ReadonlySet<string> {
  const [first, again] = seen;
  if (first === undefined) return new Set();
  if (before !== undefined) {
    const words = tokensOf(first.text).intersection(tokensOf((again ?? first).text));
    return words.difference(tokensOf(before.text));
  }
  return isShown(first.answer) ? tokensOf(first.body) : tokensOf(first.text).intersection(known);
}

/** Configured markers, those that stand in A's own answer. */
export function configuredMarkers(markers: readonly string[]): Markers {
  return { from: 'configured', control: markers.length, countIn: (text) => markersIn(text, markers).length };
}

/** Words that A alone got. */
export function foundMarkers(words: ReadonlySet<string>): Markers {
  return {
    from: words.size === 0 ? 'none' : 'found',
    control: words.size,
    countIn: (text) => countTokens(words, text),
  };
}

/** An answer held against A's, and an anonymous visitor's against B's too. `nobody` is what an anonymous visitor gets where A never was. */
export function readingOf(seen: Seen, own: Own, ofB: readonly Seen[], nobody: Seen | undefined): Reading {
  const { answer, body, text, cookies } = seen;
  const repeated = cookies.intersection(own.cookies).size;
  return definedOnly({
    answer: keptAnswer(answer, nobody?.answer),
    markers: own.by.countIn(text),
    same: isSame(body, own.seen),
    sameAsB: isSame(body, ofB) ? true : undefined,
    repeated: repeated === 0 ? undefined : repeated,
  });
}
