import { Refusal } from '../cursor.ts';

/** Flags that `(?imsxU-u)` sets. `unicode` is off at the start: the engine matches bytes. */
export type Flags = {
  readonly caseless: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly swapGreed: boolean;
  readonly verbose: boolean;
  readonly crlf: boolean;
  readonly unicode: boolean;
};

/** A place in a pattern, and what was learnt on the way. */
export type PatternReader = {
  readonly text: string;
  at: number;
  groups: number;
  readonly names: Set<string>;
  /** What values are matched as. Bytes, unless something in the pattern means whole characters. */
  readonly units: 'bytes' | 'characters';
  /** Valid, but with a meaning that is not translated: whoever asks gets `unknown`. */
  isOpaque: boolean;
  needsLookBehind: boolean;
  /** Something means single bytes above ASCII. */
  hasBytes: boolean;
  /** Something means whole characters: a class, a dot or a caseless letter under `(?u)`. */
  hasCharacters: boolean;
  /** Translated for values of ASCII alone. */
  isAsciiOnly: boolean;
  /** Translated for values without a carriage return. */
  isWithoutReturns: boolean;
};

/** Levels of groups, classes and repetitions, as the `regex` crate counts them by default. */
export const deepestNesting = 250;

/** States of a program that is compiled: more than any pattern of 4,096 characters has that does not multiply repetitions. */
export const mostStates = 10_000;

/** States times bytes that one match may cost: beyond, a hostile pattern takes more than a tenth of a second. */
export const mostSteps = 1_200_000;

/** A reader at the beginning of a pattern. */
export function readerOf(text: string, units: PatternReader['units']): PatternReader {
  return {
    text,
    at: 0,
    groups: 0,
    names: new Set(),
    units,
    isOpaque: false,
    needsLookBehind: false,
    hasBytes: false,
    hasCharacters: false,
    isAsciiOnly: false,
    isWithoutReturns: false,
  };
}

/** The character at the reader, empty at the end. */
export function peek({ text, at }: PatternReader): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** Takes one character; throws a `Refusal` at the end of the pattern. */
export function next(reader: PatternReader): string {
  const character = peek(reader);
  if (character === '') throw new Refusal(reader.at, 'this regular expression ends too early');
  reader.at += character.length;
  return character;
}

/** Takes `word` when the pattern goes on with it. */
export function takePart(reader: PatternReader, word: string): boolean {
  if (!reader.text.startsWith(word, reader.at)) return false;
  reader.at += word.length;
  return true;
}

/** Moves over blanks and comments where `(?x)` makes them mean nothing. */
export function skipVerbose(reader: PatternReader, { verbose }: Flags): void {
  while (verbose && reader.at < reader.text.length) {
    const character = reader.text.charAt(reader.at);
    if (character === '#') {
      const end = reader.text.indexOf('\n', reader.at);
      reader.at = end < 0 ? reader.text.length : end + 1;
      continue;
    }
    if (!/\s/.test(character)) return;
    reader.at += 1;
  }
}
