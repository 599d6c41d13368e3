import { guardOf } from '../../analysis/challenge/guard.ts';
import { type Came, exposedPaths, recognise } from '../../analysis/exposed-files/recognise.ts';
import { isRedirect, nextAddress } from '../../analysis/redirects/walk.ts';
import { missingPath, movedTo, originOf } from '../../analysis/site-answers/addresses.ts';
import { valuesOf } from '../../analysis/site-answers/headers.ts';
import { nothingLearnt, rateLimited } from '../../analysis/site-answers/trouble.ts';
import { isTurnedAway, isUnread } from '../../analysis/site-answers/unread.ts';
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
    const files: ExposedFile[] = [];
    // Two at a time: more would take the places that the pages of the same host wait for.
    for (let nth = 0; nth < exposedPaths.length; nth += 2) {
      const paths = exposedPaths.slice(nth, nth + 2);
      files.push(
        ...(await Promise.all(paths.map((path) => readFile(context, hosts, { path, url: `${origin}${path}` })))),
      );
    }
    const failures = files.flatMap(({ answer }) => (answer.state === 'failed' ? [answer.why] : []));
    const [why] = failures;
    if (why !== undefined && why !== 'tls' && failures.length === files.length)
      throw nothingLearnt(canonical.host, why);
    if (files.every(({ answer }) => answer.state === 'unread' && answer.status === 429)) {
      throw rateLimited(canonical.host);
    }
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
  if (isUnread(status) && !(await isOwnError(context, new URL(url).origin, status))) {
    return { path, url, answer: { state: 'unread', status } };
  }
  if (status !== 200) return { path, url, answer: { state: 'absent', status } };
  const file = { path, body, contentType: valuesOf(headers, 'content-type')[0] ?? '' };
  const recognised = recognise(file);
  const isPage = recognised.state !== 'page' && (await answersEverything(context, new URL(url).origin, file));
  return { path, url, answer: isPage ? { state: 'page' } : recognised };
}

/** Whether the file may be on another host: the same path there. A redirect to a page of its own says that it is not here. */
function leavesWithPath(url: string, next: string): boolean {
  return new URL(url).host !== new URL(next).host && new URL(url).pathname === new URL(next).pathname;
}

/** Whether the status is how a site that otherwise works answers each path that is nowhere. Both are asked by the gatherer of pages too. */
async function isOwnError(context: GatherContext, origin: string, status: number): Promise<boolean> {
  if (isTurnedAway(status)) return false;
  const [root, missing] = await Promise.all(
    [`${origin}/`, `${origin}${missingPath}`].map((url) => askPage(context, url)),
  );
  if (root?.state !== 'answered' || missing?.state !== 'answered') return false;
  return !isUnread(root.status) && missing.status === status;
}

/**
 * Whether a path that is nowhere answers the same, or something that would pass for the file too: some servers repeat what
 * they were asked. The gatherer of pages asks it as well, so that this is no request more.
 */
async function answersEverything(context: GatherContext, origin: string, file: Came): Promise<boolean> {
  const missing = await askPage(context, `${origin}${missingPath}`);
  if (missing.state === 'failed' || missing.status !== 200) return false;
  const isSame = missing.body.slice(0, 1_000) === file.body.slice(0, 1_000);
  const [found, elsewhere] = [recognise(file), recognise({ ...file, body: missing.body })];
  // A real file beside a server that repeats what it is asked shows other names than that server's answers do.
  const isEcho = found.state === 'exposed' && elsewhere.state === 'exposed' && found.shown === elsewhere.shown;
  return isSame || isEcho;
}
