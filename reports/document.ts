import { evidenceLimit, neutralise, neutraliseLine } from '../src/core/text.ts';

/** A piece of one line. Its text is neutralised, never escaped: escaping is each renderer's own business. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }
  /** A web address that is shown in full. */
  | { readonly kind: 'link'; readonly url: string };

/** One line of text, piece by piece; spaces between pieces belong to the pieces. */
export type Line = readonly Inline[];

/** A labelled statement. `verbatim` is text of several lines that follows the label. */
export type Fact = { readonly label: string; readonly content: Line; readonly verbatim?: string };

/** An item of a list, with what is nested below it. */
export type Item = { readonly content: Line; readonly blocks?: readonly Block[] };

/** A line of a checklist; `word` says what the box says. */
export type Tick = { readonly done: boolean; readonly word: string; readonly content: Line };

/** What a section's colour may stand for; the words always say it too. */
export type Tone = 'bad' | 'warn' | 'good';

/** A heading with its blocks; its level comes from how deep it is nested, the first being 2. */
export type Section = {
  readonly kind: 'section';
  readonly heading: Line;
  readonly tone?: Tone;
  readonly blocks: readonly Block[];
};

/** What a document is made of, one after the other. */
export type Block =
  | Section
  | { readonly kind: 'paragraph'; readonly content: Line }
  | { readonly kind: 'callout'; readonly tone: Tone; readonly content: Line; readonly points: readonly Line[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Item[] }
  | { readonly kind: 'ticks'; readonly ticks: readonly Tick[] }
  | { readonly kind: 'table'; readonly columns: readonly Line[]; readonly rows: readonly (readonly Line[])[] };

/** A text with headings, lists and tables, ready to be written in any markup. */
export type Document = { readonly title: Line; readonly blocks: readonly Block[] };

/** Words as they stand, on one line. */
export function text(words: string): Inline {
  return { kind: 'text', text: line(words) };
}

/** Words that carry weight. */
export function strong(words: string): Inline {
  return { kind: 'strong', text: line(words) };
}

/** Something quoted to the letter: a name, a path, a header. */
export function code(quoted: string): Inline {
  return { kind: 'code', text: neutraliseLine(quoted, evidenceLimit) };
}

/** A web address as a link; anything a reader could not see through (another scheme, user info) is only quoted. */
export function link(address: string): Inline {
  if (!URL.canParse(address)) return code(address);
  const url = new URL(address);
  const open = (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  return open ? { kind: 'link', url: neutraliseLine(url.href, evidenceLimit) } : code(address);
}

/** A line without its markup. */
export function plain(content: Line): string {
  return content.map((inline) => (inline.kind === 'link' ? inline.url : inline.text)).join('');
}

/** A block of one line. */
export function paragraph(content: Line): Block {
  return { kind: 'paragraph', content };
}

/** A heading and what stands below it. */
export function section(heading: Line, blocks: readonly Block[], tone?: Tone): Section {
  return { kind: 'section', heading, blocks, ...(tone === undefined ? {} : { tone }) };
}

/** A label with something quoted to the letter, on several lines where the quote has several. */
export function quotation(label: string, quoted: string): Fact {
  const lines = neutralise(quoted).trim();
  return lines.includes('\n') ? { label, content: [], verbatim: lines } : { label, content: [code(lines)] };
}

// Spaces at the ends stay: inlines are joined.
function line(words: string): string {
  return neutralise(words.replace(/\s+/g, ' '));
}
