import { guardOf } from '../../analysis/challenge/guard.ts';
import { exposedPaths, recognise } from '../../analysis/exposed-files/recognise.ts';
import { isRedirect, nextAddress } from '../../analysis/redirects/walk.ts';
import { missingPath, movedTo, originOf } from '../../analysis/site-answers/addresses.ts';
import { valuesOf } from '../../analysis/site-answers/headers.ts';
import { nothingLearnt } from '../../analysis/site-answers/trouble.ts';
import { type SiteHosts, siteHosts } from '../../artifacts/site/hosts.ts';
import { type ExposedFile, webExposedFiles } from '../../artifacts/web/exposed-files.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { showUrl } from '../../core/redact.ts';
import { askPage, askText } from './ask-site.ts';

/** Files that are often left on a server: five requests, of which no content is kept. */
export const gatherWebExposedFiles = defineGatherer({
  artifact: webExposedFiles,
  needs: { hosts: siteHosts },
  network: true,
  gather: async (context, { hosts }) => {
    const [canonical] = hosts.production;
    if (canonical === undefined) return [];
    const origin = originOf(canonical, 'https');
    const files = await Promise.all(
      exposedPaths.map((path) => readFile(context, hosts, { path, url: `${origin}${path}` })),
    );
    const failures = files.flatMap(({ answer }) => (answer.state === 'failed' ? [answer.why] : []));
    const [why] = failures;
    if (why !== undefined && why !== 'tls' && failures.length === files.length)
      throw nothingLearnt(canonical.host, why);
    return files;
  },
});

type Place = Pick<ExposedFile, 'path' | 'url'>;

async function readFile(context: GatherContext, hosts: SiteHosts, place: Place, isMoved = false): Promise<ExposedFile> {
  const { path, url } = place;
  const came = await askText(context, url);
  if (came.state === 'failed') {
    return { path, url, answer: { state: 'failed', why: came.why, detail: came.detail.slice(0, 300) } };
  }
  const { status, headers, body } = came;
  const by = guardOf({ status, headers, body });
  if (by !== undefined) return { path, url, answer: { state: 'guarded', by } };
  const next = isRedirect(status) ? nextAddress(valuesOf(headers, 'location')[0] ?? '', url) : undefined;
  const moved = movedTo(url, next, hosts.production);
  if (moved !== undefined && !isMoved) return readFile(context, hosts, { path, url: moved }, true);
  if (next !== undefined && leavesWithPath(url, next)) {
    return { path, url, answer: { state: 'redirected', to: showUrl(next) ?? next } };
  }
  if (status !== 200) return { path, url, answer: { state: 'absent', status } };
  const contentType = valuesOf(headers, 'content-type')[0] ?? '';
  const recognised = recognise({ path, body, contentType });
  const isSame = recognised.state === 'unclear' && (await answersEverything(context, new URL(url).origin, body));
  return { path, url, answer: isSame ? { state: 'page' } : recognised };
}

/** Whether the file may be on another host: the same path there. A redirect to a page of its own says that it is not here. */
function leavesWithPath(url: string, next: string): boolean {
  return new URL(url).host !== new URL(next).host && new URL(url).pathname === new URL(next).pathname;
}

/** Whether a path that is nowhere answers the same. The gatherer of pages asks it too, so that this is no request more. */
async function answersEverything(context: GatherContext, origin: string, body: string): Promise<boolean> {
  const missing = await askPage(context, `${origin}${missingPath}`);
  return (
    missing.state === 'answered' && missing.status === 200 && missing.body.slice(0, 1_000) === body.slice(0, 1_000)
  );
}
