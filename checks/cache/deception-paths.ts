import { judgeStored, storedNeeds } from '../../src/analysis/cache-paths/judge-stored.ts';
import { defineCheck } from '../../src/core/check.ts';

/** A private page asked for under the name of a file is not stored either. */
export const deceptionPaths = defineCheck({
  meta: {
    id: 'cache/deception-paths',
    title: 'No private page is stored under the name of a file',
    why: 'An attacker sends a customer a link such as /account/x.css: where the application answers it with the account page, the edge stores that as a style sheet, and the attacker fetches it.',
    fix: 'Answer 404 below private pages instead of the page itself. In Cloudflare → Caching → Cache Rules turn on Cache Deception Armor in the rule named here, or add as the last rule “Bypass cache” for everything below the private paths, such as starts_with(http.request.uri.path, "/account").',
    severity: 'high',
    refs: [
      'https://developers.cloudflare.com/cache/cache-security/cache-deception-armor/',
      'https://developers.cloudflare.com/cache/concepts/default-cache-behavior/',
    ],
    messages: {
      stored: 'A private page asked for as a file would be stored and given to everybody at {paths}: {rule} decides.',
      revalidated:
        'A private page asked for as a file is stored and asked about before each use at {paths}: {rule} decides.',
      served: '{path}, asked for as a file, was answered from a cache ({header}).',
    },
  },
  needs: storedNeeds,
  evaluate: (facts) => judgeStored(facts, 'confused'),
});
