import { judgeSwitch, switchNeeds } from '../../src/analysis/cache-paths/judge-switch.ts';
import { defineCheck } from '../../src/core/check.ts';

/** No copy of a page outlives the page. */
export const alwaysOnline = defineCheck({
  meta: {
    id: 'cache/always-online',
    title: 'Cloudflare’s Always Online is off',
    why: 'While the origin is down visitors get copies from the Internet Archive: old prices, forms that lead nowhere, and pages that are private today and were not when they were archived.',
    fix: 'Cloudflare → Caching → Configuration → Always Online: switch it off, or accept the finding with the reason that every archived page may be shown.',
    severity: 'medium',
    refs: ['https://developers.cloudflare.com/cache/how-to/always-online/'],
    messages: { on: 'Always Online is on in the zone {zone}: stale copies are shown while the origin is down.' },
  },
  needs: switchNeeds,
  evaluate: (facts) => judgeSwitch(facts, 'always_online'),
});
