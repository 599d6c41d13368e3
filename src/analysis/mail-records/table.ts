import { mailAlignment } from '../../artifacts/mail/alignment.ts';
import { mailDkim } from '../../artifacts/mail/dkim.ts';
import { mailDmarc } from '../../artifacts/mail/dmarc.ts';
import { mailDnsHints } from '../../artifacts/mail/dns-hints.ts';
import { mailSenders } from '../../artifacts/mail/senders.ts';
import { mailTlsReporting } from '../../artifacts/mail/tls-reporting.ts';
import { optional } from '../../core/artifact.ts';
import type { Gathered } from '../../core/gathered.ts';
import { defineTable } from '../../core/table.ts';
import { mailRecords } from './rows.ts';

/** The mail records of each domain as published and, where they should change, ready to paste. */
export const dnsRecordsTable = defineTable({
  id: 'dns-records',
  needs: {
    hints: mailDnsHints,
    dmarc: optional(mailDmarc),
    dkim: optional(mailDkim),
    alignment: optional(mailAlignment),
    reporting: optional(mailTlsReporting),
    senders: optional(mailSenders),
  },
  build: ({ hints, dmarc, dkim, alignment, reporting, senders }) => {
    const records = mailRecords({
      hints,
      dmarc: listIn(dmarc),
      dkim: listIn(dkim),
      alignment: listIn(alignment),
      reporting: listIn(reporting),
      senders: listIn(senders),
    });
    return {
      columns: ['name', 'type', 'for', 'published', 'to paste'],
      rows: records.map(({ name, type, purpose, published, paste }) => [
        name,
        type,
        purpose,
        published ?? null,
        paste ?? null,
      ]),
    };
  },
});

function listIn<V>(fact: Gathered<readonly V[]>): readonly V[] {
  return fact.state === 'ok' ? fact.value : [];
}
