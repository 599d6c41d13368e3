import { schemeFaults } from '../../src/analysis/redirects/faults.ts';
import { failOrSilent, questionOf } from '../../src/analysis/redirects/questions.ts';
import { showHop, showWalk } from '../../src/analysis/redirects/show.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { type RedirectWalk, webRedirects } from '../../src/artifacts/web/redirects.ts';
import { defineCheck, pass, unlessOpen } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Nobody stays on http. */
export const httpsRedirect = defineCheck({
  meta: {
    id: 'web/https-redirect',
    title: 'Plain http leads to https on the same host, at once and for good',
    why: 'Over http anybody on the way reads and changes what visitors see and send, the session cookie too.',
    fix: 'Answer every http address with 308 (or 301) to the same host and path on https: Vercel does it on its own; behind Cloudflare, SSL/TLS → Edge Certificates → Always Use HTTPS.',
    severity: 'high',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc6797#section-7.2',
      'https://developer.mozilla.org/en-US/docs/Web/Security/Practical_implementation_guides/TLS#http_redirection',
    ],
    messages: {
      plain: '{host} answers over http and does not lead to https.',
      detour: '{host} leads to another http address before https.',
      elsewhere: '{host} leaves its host before https, so that it is never protected by HSTS itself.',
      temporary: '{host} leads from http to https with the temporary status {status}.',
      closed: '{host} does not answer on port 80, so that http links and typed addresses end in an error.',
      downgrade: '{host} leads from https back to http.',
    },
  },
  needs: { walks: webRedirects },
  evaluate: ({ walks }) => {
    const plain = walks.filter(({ kind }) => kind === 'http');
    const roots = walks.filter(({ kind }) => kind === 'http' || kind === 'https');
    const seen = new Set<string>();
    const findings = roots.flatMap((walk) =>
      schemeFaults(walk).flatMap(({ key, severity, hop }) => {
        // The walk from http goes through the one from https: one step back to http is one finding.
        const again = `${key} ${hop?.url ?? walk.start}`;
        if (key === 'downgrade' && seen.has(again)) return [];
        seen.add(again);
        const at = { kind: 'url', url: hop?.url ?? walk.start } as const;
        const evidence = hop === undefined ? showWalk(walk) : showHop(hop);
        return [{ key, severity, data: { host: walk.host, status: hop?.status ?? 0 }, at, evidence }];
      }),
    );
    const open = questionsOf(plain.map(unseen));
    const right = plain.filter(({ hops }) => hops.length > 0).map(({ host }) => host);
    const fine = pass(`from http to https on the same host: ${listOf(right)}`);
    return failOrSilent(findings, plain, unlessOpen(open, fine));
  },
});

/** What comes after the first step to https is another check’s question; a closed port is an answer. */
function unseen(walk: RedirectWalk) {
  const [first] = walk.hops;
  if (first === undefined) return schemeFaults(walk).length > 0 ? undefined : questionOf(walk);
  const isSettled =
    first.guard === undefined &&
    first.status !== 429 &&
    (first.location === undefined || first.location.startsWith('https:'));
  return isSettled || walk.hops.some(({ url }) => url.startsWith('https:')) ? undefined : questionOf(walk);
}
