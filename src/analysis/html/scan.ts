/** One start tag: its name in lower case and its attributes, the first of each name. */
export type Tag = { readonly name: string; readonly attributes: ReadonlyMap<string, string> };

const isSpace = (char: string): boolean =>
  char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\f';
const isLetter = (char: string): boolean => /^[a-z]$/i.test(char);
/** Elements whose content is text, not markup. https://html.spec.whatwg.org/multipage/syntax.html#raw-text-elements */
const rawText: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'title', 'iframe', 'noembed', 'xmp']);
const mostAttributes = 64;

/**
 * Every start tag of an HTML text in order, in one pass over it. Comments, declarations and the content of scripts,
 * styles and titles are stepped over. A tag that does not end is no tag.
 */
export function* scanTags(html: string): Generator<Tag> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) return;
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 2);
      if (end === -1) return;
      at = end + 3;
      continue;
    }
    if (!isLetter(html[open + 1] ?? '')) {
      at = open + 1;
      continue;
    }
    const read = readTag(html, open + 1);
    if (read === undefined) return;
    yield read.tag;
    at = rawText.has(read.tag.name) ? closingTag(html, read.tag.name, read.end) : read.end;
  }
}

function readTag(html: string, start: number): { readonly tag: Tag; readonly end: number } | undefined {
  let at = start;
  while (at < html.length && !isSpace(html[at] ?? '') && html[at] !== '>' && html[at] !== '/') at += 1;
  const name = html.slice(start, Math.min(at, start + 40)).toLowerCase();
  const attributes = new Map<string, string>();
  for (;;) {
    while (at < html.length && (isSpace(html[at] ?? '') || html[at] === '/')) at += 1;
    if (at >= html.length) return undefined;
    if (html[at] === '>') return { tag: { name, attributes }, end: at + 1 };
    const attribute = readAttribute(html, at);
    if (attribute === undefined) return undefined;
    if (attributes.size < mostAttributes && !attributes.has(attribute.name)) {
      attributes.set(attribute.name, attribute.value);
    }
    at = attribute.end;
  }
}

function readAttribute(html: string, start: number) {
  let at = start + 1;
  while (at < html.length && !isSpace(html[at] ?? '') && !'=>/'.includes(html[at] ?? '')) at += 1;
  const name = html.slice(start, at).toLowerCase();
  let next = at;
  while (next < html.length && isSpace(html[next] ?? '')) next += 1;
  if (html[next] !== '=') return { name, value: '', end: at };
  at = next + 1;
  while (at < html.length && isSpace(html[at] ?? '')) at += 1;
  const quote = html[at];
  if (quote === '"' || quote === "'") {
    const end = html.indexOf(quote, at + 1);
    return end === -1 ? undefined : { name, value: decode(html.slice(at + 1, end)), end: end + 1 };
  }
  const first = at;
  while (at < html.length && !isSpace(html[at] ?? '') && html[at] !== '>') at += 1;
  return { name, value: decode(html.slice(first, at)), end: at };
}

/** Where the content of a raw text element ends; the end of the text when it does not. */
function closingTag(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at !== -1; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at + 2;
  }
  return html.length;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities.get(String(name).toLowerCase()) ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
