import { evidenceLimit, neutraliseLine } from '../src/core/text.ts';
import { code, type Inline, type Line, text } from './document.ts';

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * A sentence from outside as inlines: what stands between backticks, and words made for machines (addresses, variables,
 * options, paths, mentions), become code, where no markdown reader turns them into links, mentions or emphasis.
 */
export function prose(sentence: string): Line {
  const parts = neutraliseLine(sentence, evidenceLimit).split('`');
  // A backtick without a partner stays a character.
  if (parts.length % 2 === 0) parts.push(parts.splice(-2).join('`'));
  const inlines: Inline[] = [];
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) inlines.push(...plainPart(part));
    else if (part.trim() !== '') inlines.push(code(part));
  }
  return join(inlines);
}

// A call is one thing to copy, spaces and quotes in it included: `starts_with(http.request.uri.path, "/dashboard")`.
const call = /(\b[\w.]{1,64}\([^()]{1,300}\))/;

function plainPart(part: string): readonly Inline[] {
  return part
    .split(call)
    .flatMap((piece, index) => (index % 2 === 1 && /["_]/.test(piece) ? code(piece) : words(piece)));
}

function words(part: string): readonly Inline[] {
  const inlines: Inline[] = [];
  for (const run of part.split(/(\s+)/)) {
    const { before, core, after } = peel(run);
    if (!isForMachines(core)) inlines.push(text(run));
    else inlines.push(text(before), code(core), text(after));
  }
  return inlines;
}

// Punctuation around a word belongs to the sentence; a bracket that the word itself opened (`/share/[id]`) does not.
function peel(run: string): { readonly before: string; readonly core: string; readonly after: string } {
  let start = 0;
  let end = run.length;
  while (start < end && '([{"\'“‘<'.includes(run.charAt(start))) start += 1;
  while (end > start && ')]}"\'”’>.,;:!?'.includes(run.charAt(end - 1))) {
    const opener = openers[run.charAt(end - 1)];
    if (opener !== undefined && run.slice(start, end).includes(opener)) break;
    end -= 1;
  }
  return { before: run.slice(0, start), core: run.slice(start, end), after: run.slice(end) };
}

function isForMachines(word: string): boolean {
  if (word.includes('@') || word.includes('://') || /\bwww\./i.test(word)) return true;
  if (/#\d/.test(word) || /^--[a-z]/.test(word)) return true;
  if (word.includes('_')) return true;
  return /^\/\w/.test(word) || (word.includes('/') && /\.\w/.test(word));
}

function join(inlines: readonly Inline[]): Line {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    if (inline.kind !== 'text' || last?.kind !== 'text') joined.push(inline);
    else joined[joined.length - 1] = { kind: 'text', text: last.text + inline.text };
  }
  return joined.filter((inline) => inline.kind === 'link' || inline.text !== '');
}
