import { chainFaults, redirectsOf } from '../../src/analysis/redirects/faults.ts';
import { questionOf } from '../../src/analysis/redirects/questions.ts';
import { showHop, showWalk } from '../../src/analysis/redirects/show.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { type RedirectWalk, webRedirects } from '../../src/artifacts/web/redirects.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { count } from '../../src/core/text.ts';

/** Redirects are few, and end. */
export const redirectChains = defineCheck({
  meta: {
    id: 'web/redirect-chains',
    title: 'Redirects end after at most two steps, and the webhook path has none',
    why: 'A loop shuts everybody out, each step costs visitors time, and Stripe does not follow redirects: its events are lost.',
    fix: 'Let each address redirect straight to its last one. For the webhook, give Stripe the address that answers itself: https, the canonical host, the exact path with or without the slash at the end.',
    severity: 'medium',
    refs: [
      'https://docs.stripe.com/webhooks',
      'https://developers.google.com/search/docs/crawling-indexing/301-redirects',
    ],
    messages: {
      loop: '{start} redirects in a circle.',
      'too-long': '{start} takes {redirects} redirects.',
      webhook: 'The webhook path {start} redirects with {status}.',
      private: '{start} leads to an address of a private network.',
      broken: '{start} redirects to nowhere.',
      'dead-end': '{start} leads to an address that does not work.',
    },
  },
  needs: { walks: webRedirects },
  evaluate: ({ walks }) => {
    const looked = walks.filter((walk) => walk.kind !== 'path' && !isPartOfAnother(walk, walks));
    const findings = looked.flatMap((walk) =>
      chainFaults(walk).map(({ key, severity, hop }) => {
        const data = { start: walk.start, redirects: redirectsOf(walk), status: hop?.status ?? 0 };
        const evidence = key === 'webhook' && hop !== undefined ? showHop(hop) : showWalk(walk);
        return { key, severity, data, at: { kind: 'url', url: walk.start } as const, evidence };
      }),
    );
    const open = questionsOf(looked.filter((walk) => chainFaults(walk).length === 0).map(questionOf));
    const longest = Math.max(0, ...looked.map(redirectsOf));
    const webhook = looked.find(({ kind }) => kind === 'webhook');
    const hook = webhook === undefined ? 'no webhook path is known' : `${webhook.start} does not redirect`;
    const fine = pass(
      `${count(looked.length, 'address', 'addresses')}, at most ${count(longest, 'redirect')}; ${hook}`,
    );
    return failOr(findings, unlessOpen(open, fine));
  },
});

/** A walk from https whose start the walk from http went through: its end is told there. */
function isPartOfAnother(walk: RedirectWalk, walks: readonly RedirectWalk[]): boolean {
  if (walk.kind !== 'https') return false;
  return walks.some(({ kind, hops }) => kind === 'http' && hops.some(({ url }) => url === walk.start));
}
