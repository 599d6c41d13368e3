import { judgeStored, storedNeeds } from '../../src/analysis/cache-paths/judge-stored.ts';
import { defineCheck } from '../../src/core/check.ts';

/** No private path’s answer is kept at the edge and given to the next visitor. */
export const privatePaths = defineCheck({
  meta: {
    id: 'cache/private-paths',
    title: 'Cloudflare stores no private page',
    why: 'A stored answer is given to whoever asks next: one customer sees another’s dashboard, orders and e-mail address.',
    fix: 'Cloudflare → Caching → Cache Rules: add as the last rule “Bypass cache” for the private paths, such as starts_with(http.request.uri.path, "/dashboard"), or narrow the rule named here. Then Caching → Configuration → Purge Everything.',
    severity: 'blocker',
    refs: [
      'https://developers.cloudflare.com/cache/how-to/cache-rules/',
      'https://developers.cloudflare.com/cache/concepts/default-cache-behavior/',
    ],
    messages: {
      stored: 'One user’s answer would be stored and given to everybody at {paths}: {rule} decides.',
      revalidated:
        'Answers at {paths} are stored and asked about before each use: an origin that says “not modified” without looking at the user gives them to everybody. {rule} decides.',
      served: '{path} was answered from a cache ({header}).',
    },
  },
  needs: storedNeeds,
  evaluate: (facts) => judgeStored(facts, 'plain'),
});
