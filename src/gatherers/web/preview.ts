import { isPlainRead } from '../../analysis/plain-reading/path.ts';
import { readPage } from '../../analysis/site-answers/read-page.ts';
import { nothingLearnt } from '../../analysis/site-answers/trouble.ts';
import { siteAddresses } from '../../artifacts/site/addresses.ts';
import { webPreview } from '../../artifacts/web/preview.ts';
import { UnavailableError } from '../../core/fault.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { showUrl } from '../../core/redact.ts';
import { askPage } from './ask-site.ts';
import { readRobots } from './read-robots.ts';

/** The preview's root and robots.txt, asked without its bypass: as a search engine comes. */
export const gatherWebPreview = defineGatherer({
  artifact: webPreview,
  needs: { addresses: siteAddresses },
  network: true,
  gather: async (context, { addresses }) => {
    if (addresses.preview === undefined) {
      throw new UnavailableError('not-configured', 'name the preview address with "preview" in launch-ready.json');
    }
    const { origin } = new URL(addresses.preview.origin);
    const url = `${origin}/`;
    const [came, robots] = await Promise.all([askPage(context, url), readRobots(context, `${origin}/robots.txt`)]);
    if (came.state === 'failed' && came.why !== 'tls') throw nothingLearnt(new URL(url).host, came.why);
    const first = readPage(came);
    const { next } = first;
    const isOwn = next !== undefined && next !== url && new URL(next).origin === origin && isPlainRead(next);
    // `/` often leads to `/en`: that is the page which search engines list.
    const { answer } = isOwn ? readPage(await askPage(context, next)) : first;
    const shown = isOwn ? next : url;
    return { url: showUrl(shown) ?? shown, answer, robots };
  },
});
