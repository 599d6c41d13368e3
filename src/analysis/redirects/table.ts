import { type RedirectWalk, webRedirects } from '../../artifacts/web/redirects.ts';
import { defineTable } from '../../core/table.ts';
import { hostFaults } from './canonical.ts';
import { chainFaults, redirectsOf, schemeFaults } from './faults.ts';
import { questionOf } from './questions.ts';
import { showWalk } from './show.ts';

const words: Readonly<Record<string, string>> = {
  plain: 'stays on http',
  detour: 'https comes late',
  elsewhere: 'leaves the host before https',
  temporary: 'temporary',
  closed: 'port 80 is closed',
  downgrade: 'falls back to http',
  loop: 'loop',
  'too-long': 'too long',
  webhook: 'the webhook redirects',
  private: 'leads to a private address',
  broken: 'leads nowhere',
  'dead-end': 'ends at a dead address',
  'both-answer': 'answers itself',
  'error-there': 'answers with an error',
  'other-place': 'leads to another place',
  'path-lost': 'loses the path',
  'leads-away': 'leads away',
  'named-other': 'production is another host',
  'no-end': 'leads nowhere',
};

const kinds: readonly RedirectWalk['kind'][] = ['http', 'https', 'path', 'webhook'];

/** Where production’s addresses lead: the start, each answer, the end and a word about it. */
export const redirectsTable = defineTable({
  id: 'redirects',
  needs: { walks: webRedirects },
  build: ({ walks }) => ({
    columns: ['host', 'start', 'path', 'redirects', 'end', 'verdict'],
    rows: inOrder(walks).map((walk) => [
      walk.host,
      walk.start,
      showWalk(walk),
      redirectsOf(walk),
      endOf(walk),
      verdictOf(walk, walks),
    ]),
  }),
});

/** Host by host as gathered, the canonical one first. */
function inOrder(walks: readonly RedirectWalk[]): readonly RedirectWalk[] {
  const byHost = Map.groupBy(walks, ({ host }) => host);
  return [...byHost.values()].flatMap((own) => own.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)));
}

function endOf({ hops, end }: RedirectWalk): string {
  const status = hops.at(-1)?.status;
  if (end.state === 'answered' || end.state === 'open') return String(status);
  return end.state === 'failed' ? end.why : end.state;
}

function verdictOf(walk: RedirectWalk, walks: readonly RedirectWalk[]): string {
  const ofHost = hostFaults(walks, new Set()).filter(({ url }) => url === walk.start && walk.kind !== 'http');
  const keys = [...schemeFaults(walk), ...chainFaults(walk), ...ofHost].map(({ key }) => words[key] ?? key);
  if (keys.length > 0) return [...new Set(keys)].join(', ');
  return questionOf(walk) === undefined ? 'right' : 'not seen to its end';
}
