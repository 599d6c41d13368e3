import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.ts';
import { parseTagList, repeatedTags } from './tag-list.ts';

describe('a tag list (RFC 6376 section 3.2)', () => {
  it('is read with the place of each tag', () =>
    expect(parseTagList('v=DMARC1;  p = reject ;rua=mailto:a@b?x=1;')).toEqual({
      tags: [
        { name: 'v', value: 'DMARC1', at: 0 },
        { name: 'p', value: 'reject', at: 11 },
        { name: 'rua', value: 'mailto:a@b?x=1', at: 23 },
      ],
      broken: [],
    }));

  it('keeps apart what is no tag', () =>
    expect(parseTagList('v=1; no tag; =x; 1a=2;;').broken.map(({ text }) => text)).toEqual(['no tag', '=x', '1a=2']));

  it('takes an empty value and an empty list', () => {
    expect(parseTagList('p=').tags).toEqual([{ name: 'p', value: '', at: 0 }]);
    expect(parseTagList('')).toEqual({ tags: [], broken: [] });
  });

  it('tells repeated tags, as they are spelled', () => {
    const { tags } = parseTagList('p=1; P=2; t=3');
    expect(repeatedTags(tags)).toEqual([]);
    expect(repeatedTags(tags, (name) => name.toLowerCase())).toEqual(['p']);
  });

  it('never throws, and each place is where the text stands', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        const { tags, broken } = parseTagList(text);
        for (const tag of tags) expect(text.slice(tag.at).startsWith(tag.name)).toBe(true);
        for (const part of broken) expect(text.slice(part.at).startsWith(part.text)).toBe(true);
      }),
      { numRuns: 300 },
    ));

  it('takes 60 kB of space and semicolons at once', () => {
    expect(parseTagList(' '.repeat(60_000)).tags).toEqual([]);
    expect(parseTagList('; '.repeat(30_000)).tags).toEqual([]);
    expect(parseTagList(`a${' '.repeat(60_000)}b`).broken.length).toBe(1);
  });
});

describe('an excerpt', () => {
  it('leaves the middle out and says how long the text was', () => {
    expect(excerptOf('short \n text')).toBe('short text');
    const long = excerptOf(`${'a'.repeat(500)}z`, 20);
    expect(long).toBe(`${'a'.repeat(9)} … ${'a'.repeat(7)}z (501 characters)`);
  });

  it('never cuts a character in two', () => expect(excerptOf('😀'.repeat(400), 101).isWellFormed()).toBe(true));
});
