// East Asian wide and fullwidth blocks, Hangul, and the emoji planes. https://www.unicode.org/reports/tr11/
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
// Nearly all text is ASCII and the signs that reports draw themselves; segmenting is slow.
const oneColumnEach = /^[\x20-\x7e–—‘’“”•…→✓✗○·]*$/;
const markOnly = /^[\p{M}\p{Cc}\p{Cf}]+$/u;

/** How many columns a terminal gives to text without escapes. */
export function columnsOf(text: string): number {
  if (oneColumnEach.test(text)) return text.length;
  let columns = 0;
  for (const grapheme of graphemes(text)) columns += graphemeColumns(grapheme);
  return columns;
}

/** Breaks text at spaces into lines of at most `width` columns; a longer word is cut. Always at least one line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').flatMap((each) => cut(each, width))) {
    const columns = columnsOf(word);
    if (line === '') {
      line = word;
      used = columns;
    } else if (used + 1 + columns <= width) {
      line += ` ${word}`;
      used += 1 + columns;
    } else {
      lines.push(line);
      line = word;
      used = columns;
    }
  }
  return [...lines, line];
}

function cut(word: string, width: number): readonly string[] {
  if (columnsOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  let columns = 0;
  for (const grapheme of graphemes(word)) {
    const more = graphemeColumns(grapheme);
    if (columns + more > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      columns = 0;
    }
    piece += grapheme;
    columns += more;
  }
  return [...pieces, piece];
}

function graphemes(text: string): readonly string[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function graphemeColumns(grapheme: string): number {
  if (markOnly.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}
