import { expect, test } from 'vitest';
import { unusedKeys } from './unused-keys.ts';

test('what is read is not named, what is not is', () => {
  expect(unusedKeys({ production: 'https://shop.example.com', vercel: { project: 'shop' } })).toEqual([]);
  expect(
    unusedKeys({
      monitors: { paths: ['/api/health'] },
      network: { resolver: '127.0.0.1:5300' },
      privatePaths: ['/account'],
    }),
  ).toEqual(['monitors']);
  expect(unusedKeys({ endpoints: { vercel: 'http://127.0.0.1:1', stripe: 'http://127.0.0.1:2' } } as never)).toEqual([
    'endpoints.stripe',
  ]);
});
