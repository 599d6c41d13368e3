import type { LiveProof, ProofReader } from '../../artifacts/cache/live-proof.ts';
import type { Unsettled } from '../../core/check.ts';
import type { Confidence } from '../../core/finding.ts';
import { failedQuestion, guardedQuestion } from '../site-answers/questions.ts';
import { cacheSign, edgeSign, isShown } from './caching-answer.ts';

/** What a proof shows of one reader, or of A where nobody else got it. */
export type Leak = {
  /**
   * `markers`: texts of A; `answer`: A's very answer; `stored`: A's answer is kept, and nobody else got it; `alike`: what is kept
   * is the same for everybody, with nothing in it to tell whose it is.
   */
  readonly kind: 'markers' | 'answer' | 'stored' | 'alike';
  readonly confidence: Confidence;
  readonly proof: LiveProof;
  readonly reader: ProofReader | undefined;
};

// Of words that were only told apart by comparing, some turn up by chance: as many as this say that it is A's page.
const telling = 0.5;

/** What one proof shows. */
export function leaksOf(proof: LiveProof): readonly Leak[] {
  const leaks = proof.readers.flatMap((reader) => leakTo(reader, proof) ?? []);
  if (leaks.length > 0 || !isShown(proof.warmed)) return leaks;
  if (hasControl(proof)) {
    const isKept = cacheSign(proof.warmed) !== undefined;
    return isKept ? [{ kind: 'stored', confidence: 'likely', proof, reader: undefined }] : [];
  }
  // A platform's own cache holds pages that were built without any visitor; a cache in front of it does not know them apart.
  const isKept = proof.variant === 'page' && edgeSign(proof.warmed) !== undefined;
  return isKept ? [{ kind: 'alike', confidence: 'possible', proof, reader: undefined }] : [];
}

function leakTo(reader: ProofReader, proof: LiveProof): Leak | undefined {
  const { markers, same, alone } = reader;
  const wasCached = cacheSign(reader.answer) !== undefined;
  const isAnyway = alone !== undefined && (alone.same || alone.markers > 0);
  if (markers > 0 && isTelling(reader, proof) && (wasCached || !isAnyway)) {
    return { kind: 'markers', confidence: isAnyway ? 'likely' : 'certain', proof, reader };
  }
  if (!same || alone?.same === true || !isShown(reader.answer)) return undefined;
  const wasAway = alone !== undefined && !isShown(alone.answer);
  return wasCached || wasAway ? { kind: 'answer', confidence: 'likely', proof, reader } : undefined;
}

function isTelling({ markers }: ProofReader, { markers: from, control }: LiveProof): boolean {
  return from === 'configured' || markers >= control * telling;
}

/**
 * Whether the path was put to the test: A got what is A's alone. A page that everybody gets alike, a sign-in form that answers 200, and
 * a path where A is turned away prove nothing.
 */
export function hasControl({ control, warmed, readers }: LiveProof): boolean {
  if (!isShown(warmed)) return false;
  const nobody = readers.find(({ as }) => as === 'anonymous')?.alone;
  return control > 0 || (nobody?.answer.state === 'answered' && nobody.answer.turnedAway);
}

/** What kept a proof from its end; `undefined` when it came to one. */
export function questionOf(proof: LiveProof): Unsettled | undefined {
  const { url, warmed, readers } = proof;
  for (const answer of [warmed, ...readers.map((reader) => reader.answer)]) {
    if (answer.state === 'failed') return failedQuestion(url, answer.why);
    if (answer.state === 'guarded') return guardedQuestion(url, answer.by);
    if (answer.status >= 500) {
      return { because: `${url} answered ${answer.status}`, hint: 'run the audit again when the site works' };
    }
  }
  const doubt = readers.find((reader) => reader.markers > 0 && leakTo(reader, proof) === undefined);
  if (doubt === undefined) return undefined;
  const who = readerName(doubt.as);
  return {
    because: `${url}: some of what test user A got stands in the answer of ${who} too, and may be everybody’s`,
    hint: 'name texts that nobody but test user A ever sees with users.a.markers in launch-ready.json',
  };
}

/** Who read, in words that stand inside a sentence. */
export function readerName(as: ProofReader['as']): string {
  return as === 'b' ? 'test user B' : 'an anonymous visitor';
}
