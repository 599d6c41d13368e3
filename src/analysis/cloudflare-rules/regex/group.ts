import { Refusal } from '../cursor.ts';
import { type Flags, type PatternReader, takePart } from './reader.ts';

const flagNames: Readonly<Record<string, keyof Flags>> = {
  i: 'caseless',
  m: 'multiLine',
  s: 'dotAll',
  U: 'swapGreed',
  x: 'verbose',
  R: 'crlf',
  u: 'unicode',
};
const flagWords = /^\?([A-Za-z]*)(-?)([A-Za-z]*)([:)])/;
const name = /^[A-Za-z_][\w.[\]]*>/;

/**
 * Reads the flags of `(?i)` as a whole, or after the `(` of a group at `group` those of `(?i:`, and gives the flags that hold
 * from there. `undefined`: none of that stands here. https://docs.rs/regex/latest/regex/#grouping-and-flags
 */
export function readFlags(reader: PatternReader, flags: Flags, group?: number): Flags | undefined {
  const from = group === undefined ? reader.at + 1 : reader.at;
  if (reader.text[from - 1] !== '(' || reader.text[from] !== '?') return undefined;
  const [whole, on = '', dash, off = '', ending] = flagWords.exec(reader.text.slice(from, from + 40)) ?? [];
  if (whole === undefined || (ending === ')') !== (group === undefined)) return undefined;
  const at = from - 1;
  if ((ending === ')' && on + off === '') || (dash === '-' && off === ''))
    throw new Refusal(at, 'these flags are empty');
  const letters = [...on, ...off];
  if (new Set(letters).size < letters.length) throw new Refusal(at, 'a flag stands here twice');
  const changed: Partial<Record<keyof Flags, boolean>> = {};
  for (const [index, letter] of letters.entries()) {
    const flag = flagNames[letter];
    if (flag === undefined) throw new Refusal(at, `there is no flag ${letter}`);
    changed[flag] = index < on.length;
  }
  reader.at = from + whole.length;
  return { ...flags, ...changed };
}

/** Reads the name of a capturing group after its `(`, if it has one; throws a `Refusal` for what the engine lacks. */
export function readGroupName(reader: PatternReader, at: number): void {
  const { text } = reader;
  if (/^\?(?:<[=!]|[=!])/.test(text.slice(reader.at, reader.at + 3))) {
    throw new Refusal(at, 'look-around is not part of this language');
  }
  if (text[reader.at] !== '?') return;
  const isNamed = takePart(reader, '?P<') || takePart(reader, '?<');
  const end = text.indexOf('>', reader.at);
  const word = isNamed && end >= 0 ? text.slice(reader.at, end + 1) : '';
  if (!name.test(word)) throw new Refusal(at, 'this is no group that the language knows');
  if (reader.names.has(word)) throw new Refusal(at, 'two groups have one name');
  reader.names.add(word);
  reader.at = end + 1;
}
