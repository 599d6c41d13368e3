import { expect, test } from 'vitest';
import { record } from './testing.ts';
import { proxiedBy } from './zone-record.ts';

const zone = { id: 'z', name: 'example.com', status: 'active', paused: false, plan: 'pro' };
const alias = (name: string, content: string, id = name) =>
  record({ id, name, type: 'CNAME', content, proxied: false });
const stateOf = (...records: Parameters<typeof proxiedBy>[0]) => proxiedBy(records, 'shop.example.com', zone).state;

test('an alias is followed once to each name, however many records say the same', () => {
  const names = ['shop', 'a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `${name}.example.com`);
  const many = names.flatMap((name, at) =>
    Array.from({ length: 20 }, (_, copy) => alias(name, names[at + 1] ?? 'elsewhere.net', `${name} ${copy}`)),
  );
  expect(stateOf(...many)).toBe('dns-only');
  expect(stateOf(...many, record({ name: 'g.example.com' }))).toBe('unknown');
});

test('every alias of a name is followed, and one that leads in a circle ends', () => {
  const bare = [alias('shop.example.com', 'a.example.com'), alias('shop.example.com', 'b.example.com', 'second')];
  expect(stateOf(...bare, record({ name: 'b.example.com' }))).toBe('unknown');
  expect(stateOf(...bare, alias('a.example.com', 'shop.example.com'))).toBe('dns-only');
});
