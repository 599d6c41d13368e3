import { type CacheVerdict, cacheVerdicts } from '../../artifacts/cache/verdicts.ts';
import { cloudflareZone } from '../../artifacts/cloudflare/zone.ts';
import { privatePaths } from '../../artifacts/repository/private-paths.ts';
import { optional } from '../../core/artifact.ts';
import { valueIn } from '../../core/gathered.ts';
import { defineTable } from '../../core/table.ts';
import { said } from '../site-answers/said.ts';
import { kindOfRule } from './show-trace.ts';
import { standingOf } from './standing.ts';

const words: Readonly<Record<ReturnType<typeof standingOf>, string>> = {
  stored: 'stored',
  revalidated: 'stored, revalidated',
  apart: 'stored once a user',
  open: 'unknown',
  fine: 'not stored',
};

/** Every path that was taken as private, with the reason, what the edge does with it and which rule says so; then the public ones. */
export const cachePathsTable = defineTable({
  id: 'cache-paths',
  needs: { paths: privatePaths, zone: optional(cloudflareZone), verdicts: optional(cacheVerdicts) },
  build: ({ paths, zone, verdicts }) => {
    const plain = (valueIn(verdicts)?.verdicts ?? []).filter(({ variant }) => variant === 'plain');
    const byPath = new Map(plain.map((verdict) => [verdict.path, verdict]));
    const undecided = valueIn(zone)?.state === 'absent' ? 'no Cloudflare' : 'not decided';
    const rows = paths.paths.map(({ path, why }) => {
      const verdict = byPath.get(path);
      return [path, why, ...(verdict === undefined ? [undecided, '', ''] : decisionOf(verdict))];
    });
    const open = paths.public.map(({ route, why }) => [route, why, 'public', '', '']);
    return { columns: ['path', 'why private', 'decision', 'rule', 'origin'], rows: [...rows, ...open] };
  },
});

function decisionOf(verdict: CacheVerdict): readonly string[] {
  const { decidedBy: by } = verdict.result;
  const rule = by === undefined ? '' : `${kindOfRule(by.step)} “${said(by.name, 80)}”`;
  return [words[standingOf(verdict)], rule, `${said(verdict.origin, 200)}${bases[verdict.basis]}`];
}

const bases: Readonly<Record<CacheVerdict['basis'], string>> = {
  identity: ' (seen as a test user)',
  anonymous: ' (seen without a sign-in)',
  // Its words say already that they are Next.js's defaults.
  next: '',
  none: ' (not seen)',
};
