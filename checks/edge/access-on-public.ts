import { type ClosedBy, closedBy } from '../../src/analysis/edge-guards/access.ts';
import { inZone } from '../../src/analysis/edge-guards/in-zone.ts';
import { hostAtEdge, passesBy } from '../../src/analysis/edge-guards/records.ts';
import { atCloudflare, ruleName } from '../../src/analysis/edge-guards/words.ts';
import { signInRoute } from '../../src/analysis/next-routes/named-routes.ts';
import { cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { privatePaths } from '../../src/artifacts/repository/private-paths.ts';
import { repositoryRoutes } from '../../src/artifacts/repository/routes.ts';
import { webhookPaths } from '../../src/artifacts/repository/webhook-paths.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { count, listOf } from '../../src/core/text.ts';

/** No Access application, left from staging, stands before what everybody should see. */
export const accessOnPublic = defineCheck({
  meta: {
    id: 'edge/access-on-public',
    title: 'Cloudflare Access stands before no public page',
    why: 'Visitors meet the sign-in of your own company instead of the product, and so do search engines and payment webhooks.',
    fix: 'Zero Trust dashboard → Access → Applications → the application: delete it, narrow its domain to the paths that are for the team, or give it a policy with the action Bypass for Everyone.',
    severity: 'blocker',
    refs: ['https://developers.cloudflare.com/cloudflare-one/access-controls/policies/app-paths/'],
    messages: {
      closed: 'The Access application {name} closes {host}{paths} to the public.',
      page: 'The Access application {name} closes pages of {host} that look public: {paths}.',
    },
  },
  needs: {
    zone: cloudflareZone,
    edge: optional(cloudflareEdge),
    routes: repositoryRoutes,
    webhooks: webhookPaths,
    paths: optional(privatePaths),
  },
  evaluate: ({ zone, edge, routes, webhooks, paths }) =>
    inZone(zone, { edge }, ({ edge }) => {
      const { host, accessApps } = edge;
      if (passesBy(hostAtEdge(edge, host))) return pass(`${host} is not proxied: Access does not stand before it`);
      if (accessApps.state !== 'ok') return blocked(accessApps);
      const applications = accessApps.value;
      const front = valueIn(paths)?.paths.some(({ path }) => path === '/') ? [] : ['/'];
      const surely = [...front, signInRoute(routes)?.path ?? [], webhooks.map(({ path }) => path)].flat();
      const pages = new Set(routes.flatMap(({ path, kind, fixed }) => (kind === 'page' && fixed ? [path] : [])));
      const others = (valueIn(paths)?.public ?? []).map(({ route }) => route).filter((path) => pages.has(path));
      const closed = (asked: readonly string[]) =>
        asked.flatMap((path) => {
          const by = closedBy(applications, host, path);
          return by === undefined ? [] : [{ path, by }];
        });
      const blockers = findingsOf('closed', host, closed(surely));
      const known = new Set(blockers.map(({ at }) => JSON.stringify(at)));
      const perhaps = findingsOf('page', host, closed(others)).filter(({ at }) => !known.has(JSON.stringify(at)));
      const seen = `${count(applications.length, 'Access application')}, before none of ${host}${listOf(surely)}`;
      return failOr([...blockers, ...perhaps], pass(seen));
    }),
});

type Closed = { readonly path: string; readonly by: ClosedBy };

function findingsOf(key: 'closed' | 'page', host: string, closed: readonly Closed[]): readonly FindingOf<typeof key>[] {
  const byApplication = Map.groupBy(closed, ({ by }) => by.application);
  return [...byApplication].map(([application, cases]) => {
    const paths = cases.map(({ path }) => path);
    const domains = [...new Set(cases.map(({ by }) => by.domain))];
    const decisions = application.decisions.join(', ') || 'no policy';
    const finding = {
      data: { name: ruleName(application), host, paths: listOf(paths, 3) },
      at: atCloudflare('Access application', application.id),
      evidence: `${ruleName(application)} over ${listOf(domains)}: ${decisions}`,
    };
    // What looks public to the code may be the team's own all the same.
    return key === 'page' ? { key, ...finding, severity: 'medium', confidence: 'possible' } : { key, ...finding };
  });
}
