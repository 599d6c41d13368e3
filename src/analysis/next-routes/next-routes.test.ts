import { describe, expect, it } from 'vitest';
import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import { signInRoute, webhookRoutes } from './named-routes.ts';
import { routeOfFile } from './route-of-file.ts';

const shown = (file: string) => {
  const route = routeOfFile(file);
  return route === undefined ? undefined : `${route.kind} ${route.path}${route.fixed ? '' : ' filled in'}`;
};

describe('the route of a file', () => {
  it.each([
    ['app/page.tsx', 'page /'],
    ['src/app/(shop)/sign-in/page.tsx', 'page /sign-in'],
    ['apps/web/app/api/webhooks/stripe/route.ts', 'handler /api/webhooks/stripe'],
    ['packages/app/src/app/login/page.tsx', 'page /login'],
    ['app/sign-in/[[...sign-in]]/page.tsx', 'page /sign-in'],
    ['app/users/[id]/page.tsx', 'page /users/[id] filled in'],
    ['app/@modal/login/page.tsx', 'page /login'],
    ['app/feed/(..)photo/page.tsx', undefined],
    ['app/_lib/page.tsx', undefined],
    ['app/layout.tsx', undefined],
    ['app/login/page.test.tsx', undefined],
    ['pages/index.tsx', 'page /'],
    ['src/pages/api/stripe-webhook.ts', 'handler /api/stripe-webhook'],
    ['pages/account/index.tsx', 'page /account'],
    ['pages/api/[...all].ts', 'handler /api/[...all] filled in'],
    ['pages/_app.tsx', undefined],
    ['lib/page.tsx', undefined],
    ['README.md', undefined],
  ])('%s: %s', (file, route) => expect(shown(file)).toBe(route));
});

const handler = (path: string): RepositoryRoute => ({
  path,
  kind: 'handler',
  file: `app${path}/route.ts`,
  fixed: true,
});
const page = (path: string): RepositoryRoute => ({ ...handler(path), kind: 'page' });

it('the payment webhook comes before other webhooks, and an act never', () => {
  const routes = [
    '/api/stripe',
    '/api/webhooks/clerk',
    '/api/checkout',
    '/api/webhooks/stripe',
    '/api/webhooks/user-delete',
  ];
  expect(webhookRoutes([...routes.map(handler), page('/stripe')]).map(({ path }) => path)).toEqual([
    '/api/webhooks/stripe',
    '/api/webhooks/clerk',
    '/api/stripe',
  ]);
});

it('the sign-in page is the shortest of that name', () => {
  expect(signInRoute(['/admin/login', '/login', '/login/help', '/logout'].map(page))?.path).toBe('/login');
  expect(signInRoute([handler('/api/auth/login')])).toBe(undefined);
});
