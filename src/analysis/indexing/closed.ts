import type { RobotsAnswer } from '../../artifacts/web/robots.ts';
import { crawlers } from './directives.ts';
import { barsRoot } from './robots.ts';

/** How a robots.txt keeps everybody, or a large search engine, away from the site; `undefined` when it does not. */
export function closedBy(robots: RobotsAnswer): { readonly crawler: string; readonly shown: string } | undefined {
  if (robots.state !== 'read') return undefined;
  for (const crawler of crawlers) {
    const rule = barsRoot(robots.groups, crawler);
    if (rule !== undefined) return { crawler, shown: `User-agent: ${crawler}\n${rule}` };
  }
  return undefined;
}
