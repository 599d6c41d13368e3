import type { AskedTexts } from '../../artifacts/mail/asked.ts';
import type { DomainDmarc } from '../../artifacts/mail/dmarc.ts';
import type { DomainHints } from '../../artifacts/mail/dns-hints.ts';
import { withoutMiddle } from '../../core/text.ts';
import { judgePolicy } from '../dmarc/judge.ts';
import { missingSilence } from '../mail-senders/silence.ts';
import { isNullExchange } from '../mx/address.ts';
import { longestShown, type RecordRow } from './record-row.ts';

/**
 * The three records by which a domain says that it has no mail. A DMARC record that is in `shown` governs domains that have
 * mail, and is theirs to change. https://www.rfc-editor.org/rfc/rfc7505
 */
export function silentRows(
  silent: readonly DomainHints[],
  dmarc: readonly DomainDmarc[],
  shown: readonly RecordRow[],
): readonly RecordRow[] {
  return silent.flatMap((hints): readonly RecordRow[] => {
    const { domain, mx, spf } = hints;
    const missing = missingSilence(hints);
    const rowOf = (type: 'MX' | 'TXT', state: AskedTexts['state'], published: string): RecordRow => {
      const lacking = missing.find((record) => record.name === domain && record.type === type);
      return standing({ name: domain, type, purpose }, state, published, lacking?.data);
    };
    const exchanges = mx.state === 'found' ? mx.exchanges : [];
    const targets = exchanges.map(
      ({ preference, exchange }) => `${preference} ${isNullExchange(exchange) ? '.' : exchange}`,
    );
    return [
      rowOf('MX', mx.state, targets.join(', ')),
      rowOf('TXT', spf.state, spf.state === 'found' ? spf.texts.join(' | ') : ''),
      ...policyRows(
        hints,
        dmarc.find((one) => one.domain === domain),
      ).filter(({ name }) => !shown.some((row) => row.name === name)),
    ];
  });
}

const purpose = 'no mail';
const refusal = 'v=DMARC1; p=reject';

// A policy that a domain above publishes for it needs no record here.
function policyRows(hints: DomainHints, fact: DomainDmarc | undefined): readonly RecordRow[] {
  const { domain, dmarc: governing } = hints;
  const name = `_dmarc.${domain}`;
  const row = { name, type: 'TXT', purpose };
  if (governing.state === 'unanswered')
    return [standing({ ...row, name: `_dmarc.${governing.domain}` }, governing.state)];
  const isFaulty = fact !== undefined && judgePolicy(fact).some((one) => one.name === name);
  const isMissing = missingSilence(hints).some((record) => record.name === name);
  const paste = isMissing || isFaulty ? refusal : undefined;
  const isOwn = governing.state !== 'none' && governing.domain === domain;
  if (!isOwn && paste === undefined) return [];
  const texts = governing.state === 'found' ? [governing.text] : governing.state === 'several' ? governing.texts : [];
  return [standing(row, 'found', isOwn ? texts.join(' | ') : '', paste)];
}

function standing(
  row: Pick<RecordRow, 'name' | 'type' | 'purpose'>,
  answer: 'found' | 'absent' | 'unanswered',
  published = '',
  paste?: string,
): RecordRow {
  if (answer === 'unanswered') return { ...row, published: undefined, state: 'unknown' };
  const shown = published === '' ? undefined : withoutMiddle(published, longestShown);
  if (paste === undefined) return { ...row, published: shown, state: 'right' };
  return { ...row, published: shown, state: shown === undefined ? 'missing' : 'to change', paste };
}
