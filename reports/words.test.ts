import { expect, test } from 'vitest';
import { and, areaTitle, compareAreas, hostOf, moment, nounOf, sentence, shortCommit } from './words.ts';

test('a time in UTC is shown to the minute; anything else is shown as it is', () => {
  expect(moment('2026-11-20T12:34:56.789Z')).toBe('2026-11-20 12:34 UTC');
  expect(moment('2026-11-20T12:34:56+01:00')).toBe('2026-11-20T12:34:56+01:00');
});

test('a sentence begins with a capital and ends with one stop', () => {
  expect(sentence('set the token, then run again')).toBe('Set the token, then run again.');
  expect(sentence('Done already.')).toBe('Done already.');
});

test('a sentence keeps a name at its start as it is spelled', () => {
  expect(sentence('launch-ready audit --probe')).toBe('launch-ready audit --probe.');
  expect(sentence('VERCEL_TOKEN is missing')).toBe('VERCEL_TOKEN is missing.');
});

test('a check is named inside a sentence by the last part of its id', () => {
  expect(nounOf('access/two-user-isolation')).toBe('two-user isolation');
  expect(nounOf('cache/live-proof')).toBe('live proof');
});

test('areas and tables that nobody named are titled by their id', () => {
  expect(areaTitle('env')).toBe('Environment variables');
  expect(areaTitle('cold-storage')).toBe('Cold storage');
});

test('areas nobody listed come last, by name', () => {
  expect(['zebra', 'operations', 'apple', 'env'].sort(compareAreas)).toEqual(['env', 'operations', 'apple', 'zebra']);
});

test('lists read as a person would write them', () => {
  expect([and([]), and(['a']), and(['a', 'b']), and(['a', 'b', 'c'])]).toEqual(['', 'a', 'a and b', 'a, b and c']);
});

test('what is no address or no commit is shown without its control characters', () => {
  expect(hostOf('https://shop.example.com:8443/x')).toBe('shop.example.com:8443');
  expect(hostOf('not an\u001b[31m address')).toBe('not an address');
  expect(shortCommit('4f2a91c0d1e2f3a4')).toBe('4f2a91c0d1');
});
