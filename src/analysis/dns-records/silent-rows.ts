import type { AskedTexts } from '../../artifacts/mail/asked.ts';
import type { MailDkim } from '../../artifacts/mail/dkim.ts';
import type { DomainDmarc } from '../../artifacts/mail/dmarc.ts';
import type { DomainHints } from '../../artifacts/mail/dns-hints.ts';
import { isDeclaredSilent, quietBeside } from '../mail-senders/silence.ts';
import { isNullExchange } from '../mx/address.ts';
import { type RecordRow, shortened } from './record-row.ts';

/** The domains without mail: those that say so, and those beside a mail domain that should. */
export function silentDomains(hints: readonly DomainHints[], dkim: MailDkim): readonly DomainHints[] {
  const keyed = new Set(dkim.filter(({ selectors }) => selectors.length > 0).map(({ domain }) => domain));
  return [...new Set([...hints.filter(isDeclaredSilent), ...quietBeside(hints, keyed)])];
}

/** The three records by which a domain says that it has no mail. https://www.rfc-editor.org/rfc/rfc7505 */
export function silentRows(silent: readonly DomainHints[], dmarc: readonly DomainDmarc[]): readonly RecordRow[] {
  return silent.flatMap(({ domain, mx, spf }): readonly RecordRow[] => {
    const purpose = 'no mail';
    const exchanges = mx.state === 'found' ? mx.exchanges : [];
    const isNull = exchanges.length === 1 && exchanges.every(({ exchange }) => isNullExchange(exchange));
    const shown = exchanges.map(
      ({ preference, exchange }) => `${preference} ${isNullExchange(exchange) ? '.' : exchange}`,
    );
    const governing = dmarc.find((one) => one.domain === domain)?.governing;
    const policy = governing?.state === 'found' ? governing.text : undefined;
    return [
      rowOf({ name: domain, type: 'MX', purpose }, mx.state, shown.join(', '), isNull ? undefined : '0 .'),
      rowOf(
        { name: domain, type: 'TXT', purpose },
        spf.state,
        textOf(spf),
        /^v=spf1 -all\s*$/i.test(textOf(spf)) ? undefined : 'v=spf1 -all',
      ),
      ...(governing === undefined || governing.state === 'unanswered'
        ? []
        : [
            rowOf(
              { name: `_dmarc.${domain}`, type: 'TXT', purpose },
              'found',
              policy ?? '',
              policy === undefined ? 'v=DMARC1; p=reject' : undefined,
            ),
          ]),
    ];
  });
}

function textOf(answer: AskedTexts): string {
  return answer.state === 'found' ? answer.texts.join(' | ') : '';
}

function rowOf(
  row: Pick<RecordRow, 'name' | 'type' | 'purpose'>,
  answer: 'found' | 'absent' | 'unanswered',
  published: string,
  paste: string | undefined,
): RecordRow {
  if (answer === 'unanswered') return { ...row, published: undefined, state: 'unknown' };
  const shown = published === '' ? undefined : shortened(published);
  if (paste === undefined) return { ...row, published: shown, state: 'right' };
  return { ...row, published: shown, state: shown === undefined ? 'missing' : 'to change', paste };
}
