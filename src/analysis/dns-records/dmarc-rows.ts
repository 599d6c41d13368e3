import type { DomainDmarc } from '../../artifacts/mail/dmarc.ts';
import { withoutMiddle } from '../../core/text.ts';
import { judgePolicy } from '../dmarc/judge.ts';
import { repairedDmarc } from '../dmarc/repair.ts';
import { judgeReports } from '../dmarc/reports.ts';
import { recordTexts } from '../dmarc/walk.ts';
import { longestShown, type RecordRow, worstByName } from './record-row.ts';

/**
 * The DMARC records that govern domains with mail, each once, and the texts in their place that receivers do not take. A domain
 * without mail that is governed by the same record has its say in it.
 */
export function dmarcRows(
  dmarc: readonly DomainDmarc[],
  hasMail: (domain: DomainDmarc) => boolean,
): readonly RecordRow[] {
  const rows = dmarc.map((fact) => ({ fact, own: [...discardedRows(fact), ...governingRows(fact)] }));
  const wanted = new Set(rows.flatMap(({ fact, own }) => (hasMail(fact) ? own.map(({ name }) => name) : [])));
  return worstByName(rows.flatMap(({ own }) => own).filter(({ name }) => wanted.has(name)));
}

function governingRows(fact: DomainDmarc): readonly RecordRow[] {
  const { domain, governing } = fact;
  if (governing.state === 'none') {
    const isMeant = judgePolicy(fact).some(({ key }) => key === 'malformed');
    return isMeant ? [] : [{ ...rowAt(domain), published: undefined, state: 'missing', paste: freshAt(domain) }];
  }
  const row = rowAt(governing.domain);
  if (governing.state === 'unanswered') return [{ ...row, published: undefined, state: 'unknown' }];
  const fresh = freshAt(governing.domain);
  if (governing.state === 'several') {
    const [first = ''] = governing.texts;
    const published = withoutMiddle(governing.texts.join(' | '), longestShown);
    return [{ ...row, published, state: 'to change', paste: repairedDmarc(first, fresh) ?? first }];
  }
  const published = withoutMiddle(governing.text, longestShown);
  const places = [...judgePolicy(fact).map(({ name }) => name), ...judgeReports(fact).map(({ at }) => at.name)];
  if (!places.includes(row.name)) return [{ ...row, published, state: 'right' }];
  return [{ ...row, published, state: 'to change', paste: repairedDmarc(governing.text, fresh) }];
}

// Texts that receivers do not take, and several records that discard each other below the one that governs.
function discardedRows(fact: DomainDmarc): readonly RecordRow[] {
  const faults = judgePolicy(fact).filter(({ key }) => key === 'malformed' || key === 'several');
  const governed = fact.governing.state === 'several' ? fact.governing.domain : undefined;
  return fact.steps.flatMap(({ domain, answer }): readonly RecordRow[] => {
    const row = rowAt(domain);
    if (answer.state !== 'found' || domain === governed || !faults.some(({ name }) => name === row.name)) return [];
    const published = withoutMiddle(answer.texts.join(' | '), longestShown);
    const [first] = recordTexts(answer);
    const fresh = freshAt(domain);
    const paste = first === undefined ? fresh : (repairedDmarc(first, fresh) ?? first);
    return [{ ...row, published, state: 'to change', paste }];
  });
}

function rowAt(domain: string) {
  return { name: `_dmarc.${domain}`, type: 'TXT', purpose: 'DMARC' };
}

function freshAt(domain: string): string {
  return `v=DMARC1; p=quarantine; rua=mailto:dmarc@${domain}`;
}
