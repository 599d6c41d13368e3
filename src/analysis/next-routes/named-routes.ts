import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import { isPlainRead } from '../plain-reading/path.ts';

/** Handlers of payment webhooks that can be asked as they stand, those that name Stripe first. */
export function webhookRoutes(routes: readonly RepositoryRoute[]): readonly RepositoryRoute[] {
  const found = routes.filter(
    ({ path, kind, fixed }) => kind === 'handler' && fixed && /webhook|stripe/i.test(path) && isPlainRead(path),
  );
  return found.toSorted((a, b) => rank(a.path) - rank(b.path));
}

// A handler may be called `stripe` and be a checkout, or `webhooks/clerk`: both words together say it best.
function rank(path: string): number {
  const webhook = /webhook/i.test(path);
  if (/stripe/i.test(path)) return webhook ? 0 : 2;
  return webhook ? 1 : 3;
}

/** The page where people sign in, the shortest when there are several. */
export function signInRoute(routes: readonly RepositoryRoute[]): RepositoryRoute | undefined {
  return routes
    .filter(({ path, kind, fixed }) => kind === 'page' && fixed && /\/(?:sign-?in|log-?in)$/i.test(path))
    .toSorted((a, b) => a.path.length - b.path.length)[0];
}
