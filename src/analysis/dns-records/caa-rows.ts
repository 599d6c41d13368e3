import type { DnsCaa } from '../../artifacts/dns/caa.ts';
import { withoutMiddle } from '../../core/text.ts';
import { type HostIssuance, judgeCaa } from '../caa/judge.ts';
import { relevantSet } from '../caa/policy.ts';
import { describeCaa } from '../caa/property.ts';
import { longestShown, type RecordRow, worstByName } from './record-row.ts';

/** The CAA records that hold for the production hosts, by the name that owns them. */
export function caaRows(caa: DnsCaa, issuanceOf: (host: string) => HostIssuance): readonly RecordRow[] {
  const rows = caa.flatMap((policy): readonly RecordRow[] => {
    const set = relevantSet(policy.levels);
    if (set.state === 'none') return [];
    const { problems, open } = judgeCaa(policy, issuanceOf(policy.host));
    const row = { name: set.name, type: 'CAA', purpose: 'who may issue certificates' };
    if (set.state !== 'set') return [{ ...row, published: undefined, state: 'unknown' }];
    const refused = problems.find(({ kind }) => kind === 'refused' || kind === 'nobody');
    const published = withoutMiddle(
      set.records.map((record) => describeCaa(set.name, record)).join('; '),
      longestShown,
    );
    const state = problems.length > 0 ? 'to change' : open === undefined ? 'right' : 'unknown';
    const paste = refused === undefined ? undefined : `0 issue "${refused.data.domain}"`;
    return [{ ...row, published, state, paste }];
  });
  return worstByName(rows);
}
