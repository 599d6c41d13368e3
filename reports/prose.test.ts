import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from './document.ts';
import { prose } from './prose.ts';

function codesOf(sentence: string): readonly string[] {
  return prose(sentence).flatMap((inline) => (inline.kind === 'code' ? [inline.text] : []));
}

test('words between backticks become code, without the backticks', () => {
  expect(prose('run `vercel env add X`, then deploy')).toEqual([
    { kind: 'text', text: 'run ' },
    { kind: 'code', text: 'vercel env add X' },
    { kind: 'text', text: ', then deploy' },
  ]);
});

test('a backtick without a partner stays a character', () => {
  expect(plain(prose('a ` b'))).toBe('a ` b');
  expect(plain(prose('`a` b ` c'))).toBe('a b ` c');
});

test.each([
  ['set DATABASE_URL in production', ['DATABASE_URL']],
  ['see https://example.com/a, then go on', ['https://example.com/a']],
  ['(www.example.com)', ['www.example.com']],
  ['ask @octocat or a@example.com.', ['@octocat', 'a@example.com']],
  ['as in #12 and acme/shop#7', ['#12', 'acme/shop#7']],
  ['allow it with --probe', ['--probe']],
  ['app/api/share/[id]/route.ts reads it', ['app/api/share/[id]/route.ts']],
  ['the path /api/share/[id] is open', ['/api/share/[id]']],
])('what a machine would act on becomes code: %s', (sentence, codes) => {
  expect(codesOf(sentence)).toEqual(codes);
});

test('plain words stay plain, also with slashes and dashes', () => {
  expect(codesOf('sign-in and/or sign-up, 1/2 done - at last.')).toEqual([]);
});

test('no text node ever holds a mention, an address or an issue number, and no word is lost', () => {
  const word = fc.constantFrom('@a', 'http://x.y', 'www.x.y', '#1', '`', '(', ')', '"', 'word', '_x_', '.', '@', '://');
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.constantFrom(' ', ''))), (parts) => {
      const sentence = parts.flat().join('');
      for (const inline of prose(sentence)) {
        if (inline.kind === 'text') expect(inline.text).not.toMatch(/@|:\/\/|\bwww\.\S|#\d/);
      }
      const letters = (text: string) => text.replace(/[`\s]/g, '');
      expect(letters(plain(prose(sentence)))).toBe(letters(sentence));
    }),
  );
});
