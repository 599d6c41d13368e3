import { describe, expect, it } from 'vitest';
import { isMarketingRoute, isSignInAddress, isSignInRoute, machineRoute, privateWord } from './names.ts';

it.each(['/sign-in', '/en/login?next=/a', 'https://accounts.example.com/x', '/api/auth/signin', '/401', '/auth/error'])(
  'strangers are sent to %s',
  (address) => expect(isSignInAddress(address)).toBe(true),
);
it.each(['/', '/dashboard', '/author/ada', 'https://shop.example.com/en', '/blog/logins'])('not to %s', (address) =>
  expect(isSignInAddress(address)).toBe(false),
);

describe('a route', () => {
  it.each(['/login', '/[locale]/sign-up/[[...rest]]', '/auth/callback', '/api/auth/[...nextauth]', '/reset-password'])(
    'is for signing in: %s',
    (route) => expect(isSignInRoute(route)).toBe(true),
  );
  it.each(['/dashboard/login', '/settings/password', '/auth/dashboard', '/'])('is not: %s', (route) =>
    expect(isSignInRoute(route)).toBe(false),
  );

  it.each([
    '/api/webhooks/stripe',
    '/api/stripe-webhook',
    '/api/cron/daily',
    '/api/health',
    '/sitemap.xml',
    '/.well-known/x',
  ])('is asked by machines: %s', (path) => expect(machineRoute({ path, kind: 'handler' })).toBeDefined());
  it.each(['/api/orders/[id]/status', '/api/account/webhooks', '/api/jobs', '/api/hookah'])('is not: %s', (path) =>
    expect(machineRoute({ path, kind: 'handler' })).toBeUndefined(),
  );
  it('is a page of people whatever it is called', () =>
    expect(machineRoute({ path: '/webhooks', kind: 'page' })).toBeUndefined());

  it.each(['/', '/[locale]', '/pricing', '/blog/[slug]', '/[lang]/about', '/docs/settings'])(
    'shows everybody the same: %s',
    (route) => expect(isMarketingRoute(route)).toBe(true),
  );
  it.each(['/dashboard', '/[username]', '/team/blog', '/search'])('does not say so: %s', (route) =>
    expect(isMarketingRoute(route)).toBe(false),
  );

  it.each([
    ['/dashboard', 'dashboard'],
    ['/team/[id]/settings', 'settings'],
    ['/my-courses', 'my-courses'],
    ['/api/users/[id]', 'users'],
    ['/menu', undefined],
    ['/[account]', undefined],
  ])('%s is named like one person’s by %s', (route, word) => expect(privateWord(route)).toBe(word));
});
