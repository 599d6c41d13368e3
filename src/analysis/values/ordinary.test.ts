import { expect, test } from 'vitest';
import { isOrdinary, isWording } from './ordinary.ts';

test.each([
  'production',
  '/dashboard/orders',
  'eu-central-1',
  'shop.example.com',
  'https://shop.example.com',
  'https://shop.example.com/hooks',
  'hello@shop.example.com',
])('%s is ordinary', (value) => expect(isOrdinary(value)).toBe(true));

test.each([
  '',
  'hunter2hunter2',
  'open-sesame',
  'Production1',
  'https://a:b@shop.example.com',
  'https://shop.example.com/?k=v',
  'https://hooks.example.com/services/T0A1/x9Z',
  'postgres://db.example.com/shop',
])('%j is not', (value) => expect(isOrdinary(value)).toBe(false));

test('words and small numbers are wording, random letters and digits are not', () => {
  expect(
    ['wordpress_logged_in', '__Secure-next-auth.session-token', 'theme-v2', 'sale-2026', 'nextAuth'].every(isWording),
  ).toBe(true);
  expect(['f3b1c9d8', 'Xk29abQ1', 'a-1234567', 'hunter2hunter2'].some(isWording)).toBe(false);
});
