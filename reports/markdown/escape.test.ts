import fc from 'fast-check';
import { expect, test } from 'vitest';
import { autolink, codeBlock, codeCell, codeSpan, escapeCell, escapeStart, escapeText } from './escape.ts';

const gap = '&#8203;';
const nasty = fc
  .array(
    fc.constantFrom(
      '\\',
      '`',
      '``',
      '*',
      '_',
      '[',
      ']',
      '(',
      '<',
      '>',
      '|',
      '~',
      '$',
      '&',
      '#',
      '1',
      'lt;',
      ' ',
      'a',
      '@',
      '://',
      'www.',
    ),
  )
  .map((parts) => parts.join(''));

/** Reads inline markdown as CommonMark does and gives the words back; throws at anything that would be markup. */
function readWords(markdown: string): string {
  let words = '';
  for (let at = 0; at < markdown.length; at += 1) {
    const character = markdown.charAt(at);
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(markdown.charAt(at + 1))) {
      at += 1;
      words += markdown.charAt(at);
    } else if (markdown.startsWith(gap, at)) {
      at += gap.length - 1;
    } else if (markdown.startsWith('&#124;', at)) {
      at += '&#124;'.length - 1;
      words += '|';
    } else if (/[\\`*_[\]<|~$]/.test(character) || /^&(#\d+|\w+);/.test(markdown.slice(at))) {
      throw new Error(`markup at ${at} of ${markdown}`);
    } else words += character;
  }
  return words;
}

test('the reader of this test refuses live markup', () => {
  for (const live of ['*a*', '<b>', '[a](b)', '`c`', '&lt;', 'a | b']) expect(() => readWords(live)).toThrow('markup');
});

test('escaped words are read back as they were, whatever they hold', () => {
  fc.assert(fc.property(nasty, (words) => void expect(readWords(escapeText(words))).toBe(words)));
  fc.assert(fc.property(nasty, (words) => void expect(readWords(escapeCell(words))).toBe(words)));
});

test('nothing that a reader links by itself is left in one piece', () => {
  fc.assert(fc.property(nasty, (words) => void expect(escapeText(words)).not.toMatch(/@(?!&#8203;)|:\/\/|www\./i)));
  expect(escapeText('ask @team, see http://x.y and #12')).toBe(`ask @${gap}team, see http:${gap}//x.y and #${gap}12`);
});

test.each(['# a', '- a', '+ a', '> a', '= a', '1. a', '12) a'])('a line cannot begin a block: %s', (line) => {
  expect(escapeStart(line)).toMatch(/^(\\[#+=>-]|\d+\\[.)]) a$/);
});

test('a cell holds no bare pipe, neither as words nor as code', () => {
  fc.assert(fc.property(nasty, (words) => void expect(escapeCell(words)).not.toContain('|')));
  fc.assert(fc.property(nasty, (words) => void expect(codeCell(words)).not.toContain('|')));
  expect(codeCell('a|b')).toBe('a&#124;b');
  expect(codeCell('plain')).toBe('`plain`');
});

test('a code span ends only at its own end and gives the text back', () => {
  fc.assert(
    fc.property(nasty, (words) => {
      const span = codeSpan(words);
      if (words.trim() === '') {
        expect(span).toBe('');
        return;
      }
      const fence = /^`+/.exec(span)?.[0] ?? '';
      const inner = span.slice(fence.length, -fence.length);
      expect(span.endsWith(fence)).toBe(true);
      expect(inner.match(/`+/g) ?? []).not.toContain(fence);
      const stripped = /^ .*\S.* $/.test(inner) ? inner.slice(1, -1) : inner;
      expect(stripped).toBe(words.replace(/\s+/g, ' '));
    }),
  );
});

test('a code block is longer fenced than anything in it', () => {
  expect(codeBlock('a\n````\nb')).toEqual(['`````text', 'a', '````', 'b', '`````']);
});

test('an address cannot leave its brackets', () => {
  expect(autolink('https://x.y/a>b|c`d')).toBe('<https://x.y/a%3Eb%7Cc%60d>');
});
