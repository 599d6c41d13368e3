import { secretsInText, type TextPlace } from '../../analysis/values/secret-text.ts';

/** A string literal as it is written, escapes included, with what it is compared with. */
type Literal = { readonly text: string; readonly place: TextPlace };

type Words = {
  /** Lists of the account, without the `$`. Cloudflare's own (`$cf.…`) are left out: nobody may read them. */
  readonly lists: readonly string[];
  readonly literals: readonly Literal[];
};

const identifier = /[\w.]/;
const elsewhere: TextPlace = { kind: 'other' };

/**
 * The lists that an expression names and the strings that it holds, by one look at its characters: also of an expression that
 * cannot be parsed. https://developers.cloudflare.com/ruleset-engine/rules-language/values/
 */
export function wordsIn(expression: string): Words {
  const lists = new Set<string>();
  const literals: Literal[] = [];
  let place = elsewhere;
  for (let at = 0; at < expression.length; ) {
    const quoted = quoteAt(expression, at);
    if (quoted !== undefined) {
      // A name in brackets belongs to the field before it.
      if (expression[at - 1] === '[') place = { ...place, name: quoted.text };
      else literals.push({ text: quoted.text, place });
      at = quoted.end;
    } else if (expression[at] === '$') {
      const end = endOfName(expression, at + 1);
      const name = expression.slice(at + 1, end);
      if (name !== '' && !name.startsWith('cf.')) lists.add(name);
      at = end;
    } else {
      const end = endOfName(expression, at);
      place = placeAfter(place, expression.slice(at, end === at ? at + 1 : end));
      at = Math.max(end, at + 1);
    }
  }
  return { lists: [...lists], literals };
}

/** Parts of an expression that look like shared secrets, as written and as they are meant: a rule may let in who knows one. */
export function secretsIn(expression: string): readonly string[] {
  const found = wordsIn(expression).literals.flatMap(({ text, place }) => secretsInText(text, place));
  return [...new Set(found.flatMap((text) => [text, text.replace(/\\(["\\])/g, '$1')]))];
}

const places: readonly (readonly [field: RegExp, kind: TextPlace['kind']])[] = [
  [/^http\.request\.headers\b/, 'header'],
  [/^http\.cookie$/, 'cookies'],
  [/^http\.request\.cookies\b/, 'cookie'],
  [/^(?:raw\.)?http\.request\.uri\.args\b|^http\.request\.body\b/, 'argument'],
];

// What a string is compared with stands before it: the last field since the last `and`, `or`, `xor`.
function placeAfter(place: TextPlace, word: string): TextPlace {
  if (/^(?:and|or|xor|&|\||\^)$/i.test(word)) return elsewhere;
  if (word === 'matches' || word === '~') return { ...place, isPattern: true };
  if (!/^(?:http|raw|ip|cf|ssl)\./.test(word)) return place;
  const kind = places.find(([field]) => field.test(word))?.[1];
  return kind === undefined ? elsewhere : { kind };
}

type Quoted = { readonly text: string; readonly end: number };

function quoteAt(expression: string, at: number): Quoted | undefined {
  if (expression[at] === '"') return plainQuote(expression, at + 1);
  if (expression[at] !== 'r' || identifier.test(expression[at - 1] ?? '')) return undefined;
  let hashes = 0;
  while (expression[at + 1 + hashes] === '#') hashes += 1;
  const start = at + 2 + hashes;
  if (expression[start - 1] !== '"') return undefined;
  const closing = `"${'#'.repeat(hashes)}`;
  const end = expression.indexOf(closing, start);
  if (end < 0) return { text: expression.slice(start), end: expression.length };
  return { text: expression.slice(start, end), end: end + closing.length };
}

function plainQuote(expression: string, start: number): Quoted {
  let end = start;
  while (end < expression.length && expression[end] !== '"') end += expression[end] === '\\' ? 2 : 1;
  return { text: expression.slice(start, end), end: end + 1 };
}

function endOfName(expression: string, start: number): number {
  let end = start;
  while (identifier.test(expression[end] ?? '')) end += 1;
  return end;
}
