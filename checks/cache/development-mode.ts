import { judgeSwitch, switchNeeds } from '../../src/analysis/cache-paths/judge-switch.ts';
import { defineCheck } from '../../src/core/check.ts';

/** The edge works as it will on the day of the launch. */
export const developmentMode = defineCheck({
  meta: {
    id: 'cache/development-mode',
    title: 'Cloudflare’s development mode is off',
    why: 'While it is on nothing is stored, and every visitor reaches the origin. After three hours it ends by itself, and what was tested without a cache then runs with one.',
    fix: 'Cloudflare → Caching → Configuration → Development Mode: switch it off, and look at the site again.',
    severity: 'medium',
    refs: ['https://developers.cloudflare.com/cache/reference/development-mode/'],
    messages: { on: 'Development mode is on in the zone {zone}: the cache is passed over.' },
  },
  needs: switchNeeds,
  evaluate: (facts) => judgeSwitch(facts, 'development_mode'),
});
