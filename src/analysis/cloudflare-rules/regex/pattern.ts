import { RE2JS } from 're2js';
import { fromBytes, isAscii, toBytes } from '../bytes.ts';
import { Refusal } from '../cursor.ts';
import type { Truth } from '../request.ts';
import { mostStates, mostSteps, type PatternReader, readerOf } from './reader.ts';
import { type Part, readAlternatives } from './translate.ts';

/** Start and end of a match and of each group in it, in bytes; -1 for a group that took no part. */
type Places = readonly (readonly [start: number, end: number])[];

/** A regular expression over bytes, in linear time. A value that it was not translated for, or that is too long for it, is unknown. */
export type BytePattern = {
  readonly test: (bytes: string) => Truth;
  /** The first match; `undefined` when there is none. */
  readonly find: (bytes: string) => Places | 'unknown' | undefined;
};

/**
 * Compiles a regular expression as the engine does: Rust's `regex` over bytes, without Unicode unless `(?u)` says so, anywhere in
 * the value, `$` only at the very end. Throws a `Refusal` with the place in the pattern for what Rust refuses; gives `undefined`
 * for what Rust accepts and this reader does not translate, so that its answer stays unknown.
 * https://docs.rs/regex/latest/regex/#syntax
 */
export function compilePattern(text: string): BytePattern | undefined {
  const inBytes = readWhole(text, 'bytes');
  // What `(?u)` does to a pattern shows only behind its beginning.
  const whole = inBytes.reader.hasCharacters ? readWhole(text, 'characters') : inBytes;
  const { reader, part } = whole;
  if (reader.isOpaque || part.size > mostStates) return undefined;
  const program = compiled(part.source, reader.needsLookBehind);
  if (program === undefined) return undefined;
  return {
    test: (bytes) => {
      const subject = subjectOf(bytes, whole);
      return subject === undefined ? 'unknown' : program.test(subject);
    },
    find: (bytes) => {
      const subject = subjectOf(bytes, whole);
      if (subject === undefined) return 'unknown';
      const matcher = program.matcher(subject);
      if (!matcher.find()) return undefined;
      const place = (at: number): number => (at < 0 ? at : toBytes(subject.slice(0, at)).length);
      const inPlace = reader.hasCharacters ? place : (at: number): number => at;
      return Array.from(
        { length: reader.groups + 1 },
        (_, group) => [inPlace(matcher.start(group)), inPlace(matcher.end(group))] as const,
      );
    },
  };
}

type Whole = { readonly reader: PatternReader; readonly part: Part };

function readWhole(text: string, units: PatternReader['units']): Whole {
  const reader = readerOf(text, units);
  const part = readAlternatives(reader, noFlags, 0);
  if (reader.at < text.length) throw new Refusal(reader.at, 'this ) closes no group');
  return { reader, part };
}

/** What the program runs over; `undefined` for a value that it would take wrongly, or too long for. */
function subjectOf(bytes: string, { reader, part }: Whole): string | undefined {
  if (part.size * bytes.length > mostSteps) return undefined;
  if (reader.isWithoutReturns && bytes.includes('\r')) return undefined;
  if (isAscii(bytes)) return bytes;
  if (!reader.hasCharacters) return reader.isAsciiOnly ? undefined : bytes;
  return reader.isAsciiOnly || reader.hasBytes ? undefined : fromBytes(bytes);
}

const noFlags = {
  caseless: false,
  multiLine: false,
  dotAll: false,
  swapGreed: false,
  verbose: false,
  crlf: false,
  unicode: false,
};

function compiled(source: string, needsLookBehind: boolean): RE2JS | undefined {
  try {
    return RE2JS.compile(source, needsLookBehind ? RE2JS.LOOKBEHINDS : 0);
  } catch {
    // RE2 has limits that Rust has not, like that of counted repetitions in each other.
    return undefined;
  }
}
