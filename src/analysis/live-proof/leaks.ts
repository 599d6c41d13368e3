import type { LiveProof, ProofReader } from '../../artifacts/cache/live-proof.ts';
import type { Confidence, Severity } from '../../core/finding.ts';
import { cacheSign, edgeSign, isShown } from './caching-answer.ts';

/** What a proof shows of one reader, or of A where nobody else got it. */
export type Leak = {
  /**
   * `markers`: texts of A; `answer`: somebody else's very answer; `admitted`: the reader is let in where it is turned away by itself;
   * `stored`: a private answer is kept, and nobody else got it; `alike`: what is kept is the same for everybody, with nothing in it to
   * tell whose it is.
   */
  readonly kind: 'markers' | 'answer' | 'admitted' | 'stored' | 'alike';
  readonly confidence: Confidence;
  /** Absent: that of the check, a blocker. */
  readonly severity?: Severity;
  readonly proof: LiveProof;
  readonly reader: ProofReader | undefined;
};

// Of words that were only told apart by comparing, some turn up by chance: as many as this say that it is A's page.
const telling = 0.5;

/** What one proof shows. */
export function leaksOf(proof: LiveProof): readonly Leak[] {
  const leaks = proof.readers.flatMap((reader) => leakTo(reader, proof) ?? []);
  if (leaks.length > 0) return leaks;
  if (hasControl(proof)) return storedOf(proof);
  // A platform's own cache holds pages that were built without any visitor; a cache in front of it does not know them apart.
  const isKept = isShown(proof.warmed) && proof.variant === 'page' && edgeSign(proof.warmed) !== undefined;
  return isKept ? [{ kind: 'alike', confidence: 'possible', severity: 'medium', proof, reader: undefined }] : [];
}

/** Private answers that came out of a cache, to their own reader alone. */
function storedOf(proof: LiveProof): readonly Leak[] {
  const stored = { kind: 'stored', confidence: 'likely', proof } as const;
  // Asked the second time and given by a cache: what only A may see lies there for whoever asks next.
  const severity = proof.control > 0 && isClosed(proof) && proof.variant === 'page' ? undefined : 'high';
  const graded = severity === undefined ? {} : ({ severity } as const);
  if (cacheSign(proof.warmed) !== undefined) return [{ ...stored, ...graded, reader: undefined }];
  const b = proof.readers.find(({ as }) => as === 'b');
  const isOfB = b !== undefined && isShown(b.answer) && cacheSign(b.answer) !== undefined;
  return isOfB ? [{ ...stored, ...graded, reader: b }] : [];
}

function leakTo(reader: ProofReader, proof: LiveProof): Leak | undefined {
  const { markers, same, sameAsB, alone } = reader;
  const wasCached = cacheSign(reader.answer) !== undefined;
  if (has(reader.repeated) && !has(alone?.repeated)) return { kind: 'markers', confidence: 'certain', proof, reader };
  const isAnyway = alone !== undefined && (alone.same || alone.markers > 0);
  // Whoever has A's texts on a page of its own is A, or shares them.
  const isOwn = reader.as === 'b' && has(alone?.markers);
  if (markers > 0 && !isOwn && isTelling(reader, proof) && (wasCached || !isAnyway)) {
    return { kind: 'markers', confidence: isAnyway ? 'likely' : 'certain', proof, reader };
  }
  if (!isShown(reader.answer)) return undefined;
  const isAway = alone?.answer.state === 'answered' && alone.answer.turnedAway;
  const confidence = isAway && wasCached ? 'certain' : 'likely';
  const isAnothers = (same && alone?.same !== true) || (sameAsB === true && alone?.sameAsB !== true);
  const wasNotShown = alone !== undefined && !isShown(alone.answer);
  if (isAnothers && (wasCached || wasNotShown)) return { kind: 'answer', confidence, proof, reader };
  return isAway ? { kind: 'admitted', confidence, proof, reader } : undefined;
}

function has(count: number | undefined): boolean {
  return count !== undefined && count > 0;
}

function isTelling({ markers }: ProofReader, { markers: from, control }: LiveProof): boolean {
  return from === 'configured' || markers >= control * telling;
}

/**
 * Whether the path was put to the test: A got what is A's alone, whatever the status, or a page where nobody else is let in. A page that
 * everybody gets alike, a sign-in form that answers 200, and a path where A is turned away prove nothing.
 */
export function hasControl(proof: LiveProof): boolean {
  const { control, warmed } = proof;
  if (warmed.state !== 'answered' || warmed.turnedAway) return false;
  return control > 0 || (isShown(warmed) && isClosed(proof));
}

/** Whether an anonymous visitor is turned away there. */
export function isClosed({ readers }: LiveProof): boolean {
  const nobody = readers.find(({ as }) => as === 'anonymous')?.alone;
  return nobody?.answer.state === 'answered' && nobody.answer.turnedAway;
}

/** Who read, in words that stand inside a sentence. */
export function readerName(as: ProofReader['as'] | 'a'): string {
  return { a: 'test user A', b: 'test user B', anonymous: 'an anonymous visitor' }[as];
}
