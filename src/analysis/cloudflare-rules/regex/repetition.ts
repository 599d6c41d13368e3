import { Refusal } from '../cursor.ts';
import { type Flags, type PatternReader, takePart } from './reader.ts';

/** `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, each also lazy. `most` is absent where there is no upper end. */
export type Repetition = {
  readonly at: number;
  readonly least: number;
  readonly most: number | undefined;
  readonly lazy: boolean;
};

const counted = /^\{\s*(\d{1,10})\s*(?:(,)\s*(\d{1,10})?\s*)?\}/;
const largest = 0xffff_ffff;
// Longer ones are no pattern that the engine would compile.
const longestCount = 64;

/** Reads a repetition; `undefined` when none stands here. */
export function readRepetition(reader: PatternReader, flags: Flags): Repetition | undefined {
  const at = reader.at;
  const bounds = readBounds(reader);
  if (bounds === undefined) return undefined;
  const isLazy = takePart(reader, '?');
  return { at, ...bounds, lazy: isLazy !== flags.swapGreed };
}

function readBounds(reader: PatternReader): Pick<Repetition, 'least' | 'most'> | undefined {
  if (takePart(reader, '*')) return { least: 0, most: undefined };
  if (takePart(reader, '+')) return { least: 1, most: undefined };
  if (takePart(reader, '?')) return { least: 0, most: 1 };
  if (reader.text[reader.at] !== '{') return undefined;
  const [whole = '', first = '', comma, second] =
    counted.exec(reader.text.slice(reader.at, reader.at + longestCount)) ?? [];
  const least = Number(first);
  const most = comma === undefined ? least : second === undefined ? undefined : Number(second);
  if (whole === '' || least > largest || (most !== undefined && (most < least || most > largest))) {
    throw new Refusal(reader.at, 'this is no count of repetitions');
  }
  reader.at += whole.length;
  return { least, most };
}
