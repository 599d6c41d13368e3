import { RE2JS } from 're2js';
import { Refusal } from '../cursor.ts';
import { mostStates, type PatternReader } from './reader.ts';
import { readAlternatives } from './translate.ts';

/** A regular expression over bytes, in linear time. */
export type BytePattern = {
  readonly test: (bytes: string) => boolean;
  /** Start and end of the first match and of each group in it, -1 for a group that took no part. */
  readonly find: (bytes: string) => readonly (readonly [start: number, end: number])[] | undefined;
};

/**
 * Compiles a regular expression as the engine does: Rust's `regex` over bytes, without Unicode, anywhere in the value, `$` only
 * at the very end. Throws a `Refusal` with the place in the pattern for what Rust refuses; gives `undefined` for what Rust
 * accepts and this reader does not translate, so that its answer stays unknown. https://docs.rs/regex/latest/regex/#syntax
 */
export function compilePattern(text: string): BytePattern | undefined {
  const reader: PatternReader = { text, at: 0, groups: 0, names: new Set(), isOpaque: false, needsLookBehind: false };
  const { source, size } = readAlternatives(reader, noFlags, 0);
  if (reader.at < text.length) throw new Refusal(reader.at, 'this ) closes no group');
  if (reader.isOpaque || size > mostStates) return undefined;
  const program = compiled(source, reader.needsLookBehind);
  if (program === undefined) return undefined;
  return {
    test: (bytes) => program.test(bytes),
    find: (bytes) => {
      const matcher = program.matcher(bytes);
      if (!matcher.find()) return undefined;
      return Array.from(
        { length: reader.groups + 1 },
        (_, group) => [matcher.start(group), matcher.end(group)] as const,
      );
    },
  };
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
