import { expect, test } from 'vitest';
import { askedWait } from './retry-after.ts';

const now = Date.UTC(2026, 10, 20, 12);
const wait = (headers: Record<string, string>): number | undefined => askedWait(new Headers(headers), now);

test('seconds and HTTP dates are understood, a date in the past is no wait', () => {
  expect(wait({ 'retry-after': '120' })).toBe(120_000);
  expect(wait({ 'retry-after': 'Fri, 20 Nov 2026 12:02:00 GMT' })).toBe(120_000);
  expect(wait({ 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' })).toBe(0);
});

test.each(['', '-5', '1e9', 'soon', '99999999999999999999'])('%j says nothing that could be waited for', (text) => {
  const asked = wait({ 'retry-after': text });
  expect(asked === undefined || (asked >= 0 && Number.isFinite(asked))).toBe(true);
  if (text === '' || text === 'soon') expect(asked).toBeUndefined();
});

test('the reset of the rate limit counts when nothing remains, as a moment or as seconds', () => {
  const reset = String(now / 1000 + 30);
  expect(wait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })).toBe(30_000);
  expect(wait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' })).toBe(30_000);
  expect(wait({ 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '30' })).toBeUndefined();
});
