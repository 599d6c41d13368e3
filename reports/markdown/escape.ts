const special = /[\\`*_[\]<|~$]|&(?=[#a-z0-9])/gi;
// At the start of a line these begin a heading, a list, a quotation or a rule.
const opening = /^([#+=>-]|\d+(?=[.)]))/;
// Readers such as GitHub turn these into links and mentions after the escapes are gone: only a gap stops them.
const eager = /@|:(?=\/\/)|www(?=\.)|#(?=\d)/gi;

/** A zero-width space, written as an entity: it parts what must not touch, and nobody sees it. */
export const gap = '&#8203;';

/** Words that no GitHub-flavoured markdown reader can take for markup, links or mentions. One line in, one line out. */
export function escapeText(words: string): string {
  return words.replace(special, '\\$&').replace(eager, `$&${gap}`);
}

/** An escaped line that begins a block: its first characters begin nothing else. */
export function escapeStart(line: string): string {
  return line.replace(opening, (mark) => (/^\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

/** As `escapeText`, for a table cell: a bare pipe would end it, and readers disagree about escaped ones. */
export function escapeCell(words: string): string {
  return escapeText(words).replaceAll('\\|', '&#124;');
}

/** Text quoted to the letter on one line, fenced by more backticks than it holds. https://spec.commonmark.org/0.31.2/#code-spans */
export function codeSpan(quoted: string): string {
  const line = quoted.replace(/\s+/g, ' ');
  if (line.trim() === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** As `codeSpan`, for a table cell: what holds a pipe or backslash is written as plain words, since no fence protects it there. */
export function codeCell(quoted: string): string {
  return /[|\\]/.test(quoted) ? escapeCell(quoted) : codeSpan(quoted);
}

/** Lines quoted to the letter, as a fenced block. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
export function codeBlock(quoted: string): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(quoted) + 1));
  return [`${fence}text`, ...quoted.split(/\r\n|\r|\n/), fence];
}

/** An address as an autolink; what could end it early is percent-encoded. */
export function autolink(url: string): string {
  return `<${url.replace(/[<>\s\\`|]/g, (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`)}>`;
}

function longestRun(quoted: string): number {
  let longest = 0;
  for (const run of quoted.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}
