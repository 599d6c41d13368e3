import { describe, expect, it } from 'vitest';
import { merged, withIncludes, withSoftEnd } from './repair.ts';

describe('a record with more includes', () => {
  it.each([
    ['v=spf1 mx ~all', 'v=spf1 mx include:x.example ~all'],
    ['v=spf1 -all', 'v=spf1 include:x.example -all'],
    ['v=spf1 a all exp=e.example.com', 'v=spf1 a include:x.example all exp=e.example.com'],
    ['v=spf1 a redirect=r.example.com', 'v=spf1 a include:x.example redirect=r.example.com'],
    ['v=spf1  mx', 'v=spf1 mx include:x.example ~all'],
    ['v=spf1 include:x.example -all', 'v=spf1 include:x.example -all'],
  ])('%s becomes %s', (record, expected) => expect(withIncludes(record, ['x.example'])).toBe(expected));
});

describe('a record with a better end', () => {
  it.each([
    ['v=spf1 mx +all', 'v=spf1 mx ~all'],
    ['v=spf1 mx ?ALL a', 'v=spf1 mx ~all'],
    ['v=spf1 mx', 'v=spf1 mx ~all'],
    ['v=spf1 all exp=e.example.com', 'v=spf1 ~all exp=e.example.com'],
  ])('%s becomes %s', (record, expected) => expect(withSoftEnd(record)).toBe(expected));
});

describe('one record from several', () => {
  it('holds every mechanism once', () =>
    expect(
      merged(['v=spf1 a include:x.example -all', 'v=spf1 include:x.example mx ~all', 'v=spf1 redirect=r.example']),
    ).toBe('v=spf1 a include:x.example mx include:r.example ~all'));
});
