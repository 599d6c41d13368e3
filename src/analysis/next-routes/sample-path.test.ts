import fc from 'fast-check';
import { expect, it } from 'vitest';
import { samplePath } from './sample-path.ts';

it.each([
  ['/', '/'],
  ['/account', '/account'],
  ['/orders/[id]', '/orders/1001'],
  ['/orders/[orderId]/items/[item_id]', '/orders/1001/items/1001'],
  ['/blog/[slug]', '/blog/sample'],
  ['/orders/[slug]', '/orders/1001'],
  ['/files/[uuid]', '/files/3f2b8c1e-5d47-4a90-9b6e-1c0d2e4f6a78'],
  ['/u/[username]', '/u/ada'],
  ['/[user]', '/ada'],
  ['/archive/[year]/[month]', '/archive/2026/01'],
  ['/[locale]/account', '/en/account'],
  ['/[lang]/[...path]', '/en/a/b'],
  ['/docs/[[...slug]]', '/docs'],
  ['/[org]/settings', '/acme/settings'],
  ['/photo-[id].json', '/photo-1001.json'],
  ['/cards/[grid]', '/cards/sample'],
  ['/[]', '/sample'],
  ['/what?/now#', '/what%3F/now%23'],
])('%s is asked as %s', (route, path) => expect(samplePath(route)).toBe(path));

it('is a path whatever the folders are called', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }), (segments) => {
      expect(samplePath(`/${segments.join('/')}`).startsWith('/')).toBe(true);
    }),
    { numRuns: 200 },
  );
});
