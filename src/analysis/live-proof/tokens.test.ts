import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, markersIn, tokensOf, withoutShared } from './tokens.ts';

describe('words by which a person might be told', () => {
  it('are names, addresses and ids of five characters and more', () => {
    const words = tokensOf('<p>Signed in as Astrid (astrid.holm@mail.example), order HG-20417, id 7f21-c9d4. Hi!</p>');
    expect([...words]).toEqual(['Signed', 'Astrid', 'astrid.holm@mail.example', 'order', 'HG-20417', '7f21-c9d4']);
  });

  it('are no moments: two answers of the same minute share them', () => {
    expect([...tokensOf('2026-11-20T12:00:05Z 12:00.05 1795176000 1795176000123 123456')]).toEqual(['123456']);
  });

  it('leave out what others are shown as well', () => {
    const own = tokensOf('Orders of Astrid: HG-20417');
    const alone = withoutShared(own, ['Orders of Bruno: HG-19852', 'Please sign in']);
    expect([...alone]).toEqual(['Astrid', 'HG-20417']);
    expect([countTokens(alone, 'Orders of Astrid'), countTokens(alone, 'Orders of Bruno')]).toEqual([1, 0]);
  });

  it('are bounded, and never throw', () => {
    expect(tokensOf(Array.from({ length: 30_000 }, (_, nth) => `word${nth}`).join(' ')).size).toBe(20_000);
    expect(tokensOf('-'.repeat(1_000_000)).size).toBe(0);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const word of tokensOf(text)) expect(text).toContain(word);
      }),
      { numRuns: 200 },
    );
  });
});

describe('markers', () => {
  it.each([
    ['Zoë O’Neil & Söhne', '<p>Zoë O’Neil &amp; Söhne</p>'],
    ["O'Neil", 'O&#x27;Neil'],
    ["O'Neil", 'O&#39;Neil'],
    ['a "quoted" name', '{"name":"a \\"quoted\\" name"}'],
    ['astrid@mail.example', 'mailto:astrid%40mail.example'],
    ['Astrid@Mail.example', 'astrid@mail.example'],
    ['Astrid', 'name%20Astrid'],
    ['Astrid', '"line\\nAstrid"'],
    ['Astrid', '\\u003eAstrid\\u003c'],
  ])('are found as the page spells them: %s', (marker, body) => expect(markersIn(body, [marker])).toEqual([marker]));

  it.each([
    ['Ada', 'Canada and adapters'],
    ['1001', '21001 10010'],
    ['a@example.com', 'anna@example.com'],
    ['  ', 'anything'],
  ])('are words of their own: %s', (marker, body) => expect(markersIn(body, [marker])).toEqual([]));

  it('never throw, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (marker) => {
        const found = markersIn(`<p> ${marker} </p>`, [marker]);
        expect(found).toEqual(marker.trim() === '' ? [] : [marker]);
      }),
      { numRuns: 200 },
    );
  });
});
