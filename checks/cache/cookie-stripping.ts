import {
  strippingFindings,
  strippingQuestion,
  strippingUnread,
} from '../../src/analysis/cache-paths/cookie-stripping.ts';
import { describeOutcome } from '../../src/analysis/cache-paths/describe-outcome.ts';
import { hiddenPaths, withoutPrivatePaths } from '../../src/analysis/cache-paths/no-paths.ts';
import { leftQuestion } from '../../src/analysis/cache-paths/standing.ts';
import { refusedElsewhere, refusedQuestion } from '../../src/analysis/cache-paths/unread-edge.ts';
import { inZone } from '../../src/analysis/edge-guards/in-zone.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { cacheVerdicts } from '../../src/artifacts/cache/verdicts.ts';
import { cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { privatePaths } from '../../src/artifacts/repository/private-paths.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, notApplicable, pass, unlessOpen } from '../../src/core/check.ts';
import { valueIn } from '../../src/core/gathered.ts';

/** No rule takes the cookie off an answer in order to store it. */
export const cookieStripping = defineCheck({
  meta: {
    id: 'cache/cookie-stripping',
    title: 'No rule stores answers that set a cookie',
    why: 'An answer that sets a cookie is one visitor’s own. A rule that stores it all the same takes the cookie away: sign-ins and renewed sessions are lost, and the rest of the answer is given to everybody.',
    fix: 'Cloudflare → Caching → Cache Rules (or Rules → Page Rules): in the rule named here choose “Use cache-control header if present” for the Edge TTL and leave Strip Set-Cookie off, or narrow it to files such as starts_with(http.request.uri.path, "/_next/static/").',
    severity: 'blocker',
    refs: [
      'https://developers.cloudflare.com/cache/concepts/cache-behavior/',
      'https://developers.cloudflare.com/cache/how-to/cache-rules/settings/',
    ],
    messages: {
      private: 'Answers at {paths} are stored without the cookies that they set: {rule} decides.',
      entrance: 'The sign-in page {paths} is stored without the cookies that it sets: {rule} decides.',
      door: 'The sign-in page {paths} is stored without the cookies that it may set: {rule} decides.',
      root: 'The home page is stored without the cookies that it may set, such as a renewed session: {rule} decides.',
      bare: 'The Cache Response Rule {rule} takes Set-Cookie off answers at {paths}.',
    },
  },
  needs: {
    paths: privatePaths,
    zone: optional(cloudflareZone),
    verdicts: optional(cacheVerdicts),
    edge: optional(cloudflareEdge),
    pages: optional(webPages),
  },
  evaluate: ({ paths, zone, verdicts, edge, pages }) => {
    if (zone.state === 'ok' && zone.value.state === 'absent') return notApplicable(zone.value.because);
    const none = withoutPrivatePaths(paths);
    if (none?.outcome === 'not-applicable') return none;
    if (zone.state !== 'ok') return blocked(zone);
    return inZone(zone.value, { verdicts, edge }, (came) => {
      const { left, entrances } = came.verdicts;
      const own = came.verdicts.verdicts.filter(({ variant }) => variant === 'plain');
      const findings = strippingFindings({ own, entrances }, came.edge, valueIn(pages));
      const unread = strippingUnread(own, came.edge);
      if (unread !== undefined) return failOr(findings, none ?? blocked(unread));
      const open = questionsOf([
        strippingQuestion(own, came.edge),
        leftQuestion(left),
        hiddenPaths(paths),
        refusedQuestion(came.edge),
      ]);
      const fine = pass(`${describeOutcome(own)}${refusedElsewhere(came.edge)}`);
      return failOr(findings, none ?? unlessOpen(open, fine));
    });
  },
});
