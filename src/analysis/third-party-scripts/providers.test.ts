import { expect, it } from 'vitest';
import { scriptOwner } from './providers.ts';

it.each([
  ['https://shop.example.com/a.js', 'https://shop.example.com/', 'own'],
  ['https://cdn.example.com/a.js', 'https://shop.example.com/', 'own'],
  ['https://example.com.evil.net/a.js', 'https://shop.example.com/', 'third'],
  ['https://other.vercel.app/a.js', 'https://shop.vercel.app/', 'third'],
  ['https://js.stripe.com/v3', 'https://shop.example.com/', 'needed'],
  ['https://www.googletagmanager.com/gtm.js', 'https://shop.example.com/', 'third'],
  ['http://127.0.0.1/a.js', 'https://shop.example.com/', 'third'],
])('%s on %s is %s', (src, page, owner) => expect(scriptOwner(src, page)).toBe(owner));
