/** One `tag=value` of a list; `at` is its first character's place in the text, from 0. */
export type Tag = { readonly name: string; readonly value: string; readonly at: number };

/** A list as it was written: what are tags, and the parts between semicolons that are none. */
export type TagList = {
  readonly tags: readonly Tag[];
  readonly broken: readonly { readonly text: string; readonly at: number }[];
};

const space = ' \t\r\n';

/**
 * Reads `tag=value; tag=value`, the form that DKIM, DMARC, MTA-STS, TLS reporting and BIMI share
 * (https://www.rfc-editor.org/rfc/rfc6376#section-3.2). Names keep their case; space around names and values is dropped, and
 * a value may hold further `=`. Nothing is thrown: what is no tag is in `broken`.
 */
export function parseTagList(text: string): TagList {
  const tags: Tag[] = [];
  const broken: { text: string; at: number }[] = [];
  let at = 0;
  for (const part of text.split(';')) {
    const plain = withoutSpace(part);
    const start = at + part.indexOf(plain);
    at += part.length + 1;
    if (plain === '') continue;
    const equals = plain.indexOf('=');
    const name = equals === -1 ? '' : withoutSpace(plain.slice(0, equals));
    if (/^[a-z][a-z0-9_]*$/i.test(name)) tags.push({ name, value: withoutSpace(plain.slice(equals + 1)), at: start });
    else broken.push({ text: plain, at: start });
  }
  return { tags, broken };
}

// `trim` would take other spaces, too, which no receiver does; a pattern for the end would be quadratic.
function withoutSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && space.includes(text.charAt(start))) start += 1;
  while (end > start && space.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Names that stand more than once, as `spell` writes them. */
export function repeatedTags(
  tags: readonly Tag[],
  spell: (name: string) => string = (name) => name,
): readonly string[] {
  const seen = Map.groupBy(tags, ({ name }) => spell(name));
  return [...seen].filter(([, own]) => own.length > 1).map(([name]) => name);
}
