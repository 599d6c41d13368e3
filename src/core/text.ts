// Controls but newline, every format character, and what fonts draw as nothing: what moves a cursor, forges a line, hides
// or reverses text.
const hostile = /(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;
// A terminal control string (OSC, DCS, APC, PM, SOS) with its body, so that the body does not stay behind as text. Of one that
// does not end on its line, and of a sequence without its last byte, only the beginning goes: what follows may be our own words.
const controlString =
  /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])(?:[^\x07\x1b\x9c\x9d\x90\x98\x9e\x9f\n]{0,4096}(?:\x07|\x1b\\|\x9c))?/g;
const controlSequence = /(?:\x1b\[|\x9b)(?:[0-?]*[!-/]*[@-~])?/g;

/** The longest piece of outside text that is kept, in UTF-16 units. */
export const evidenceLimit = 2000;

/** Text from outside made harmless: no escapes, no control but newline, no invisible or direction marks, capped. */
export function neutralise(text: string, limit = evidenceLimit): string {
  return capped(harmless(text), limit);
}

/** `neutralise` on one line: for names, titles and table cells. */
export function neutraliseLine(text: string, limit = 300): string {
  // Once before, because newlines part words; once after, because what was taken out leaves two spaces side by side.
  return capped(harmless(text.replace(/\s+/g, ' ')).replace(/ +/g, ' ').trim(), limit);
}

function harmless(text: string): string {
  return (
    text
      // Before anything is taken out: two half characters on both sides of it would otherwise join to a hidden one.
      .toWellFormed()
      .replace(controlString, '')
      .replace(controlSequence, '')
      .replaceAll('\t', ' ')
      .replace(hostile, '')
  );
}

function capped(plain: string, limit: number): string {
  return plain.length <= limit ? plain : `${plain.slice(0, limit - 1).toWellFormed()}…`;
}

/** Text cut in its middle to at most `most` UTF-16 units: records, keys and addresses tell by how they begin and end. */
export function withoutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const gap = ' … ';
  const kept = Math.max(0, most - gap.length);
  const head = text.slice(0, Math.ceil(kept / 2)).toWellFormed();
  return `${head}${gap}${text.slice(text.length - Math.floor(kept / 2)).toWellFormed()}`;
}

/** Fills `{name}` in a message from `data`; an unknown name stays as it is, so that a typing slip is seen. */
export function fill(template: string, data: Readonly<Record<string, string | number | boolean>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : whole,
  );
}

/** `1 file`, `2 files`: a count with its noun. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `a, b and 3 more`: at most `limit` names of a list, the rest as a number. */
export function listOf(names: readonly string[], limit = 5): string {
  if (names.length <= limit) return names.join(', ');
  return `${names.slice(0, limit).join(', ')} and ${names.length - limit} more`;
}

/** Orders text by UTF-16 units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
