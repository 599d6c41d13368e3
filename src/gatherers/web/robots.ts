import { originOf } from '../../analysis/site-answers/addresses.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { webRobots } from '../../artifacts/web/robots.ts';
import { UnavailableError } from '../../core/fault.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { readRobots } from './read-robots.ts';

/** GET /robots.txt of the canonical host. */
export const gatherWebRobots = defineGatherer({
  artifact: webRobots,
  needs: { hosts: siteHosts },
  network: true,
  gather: async (context, { hosts }) => {
    const [canonical] = hosts.production;
    if (canonical === undefined) throw new UnavailableError('not-configured', 'name "production" in launch-ready.json');
    return readRobots(context, `${originOf(canonical, 'https')}/robots.txt`, hosts.production);
  },
});
