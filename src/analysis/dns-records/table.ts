import { dnsAddresses } from '../../artifacts/dns/addresses.ts';
import { dnsCaa } from '../../artifacts/dns/caa.ts';
import { dnsHosting } from '../../artifacts/dns/hosting.ts';
import { mailAlignment } from '../../artifacts/mail/alignment.ts';
import { mailDkim } from '../../artifacts/mail/dkim.ts';
import { mailDmarc } from '../../artifacts/mail/dmarc.ts';
import { mailDnsHints } from '../../artifacts/mail/dns-hints.ts';
import { mailMtaSts } from '../../artifacts/mail/mta-sts.ts';
import { mailMx } from '../../artifacts/mail/mx.ts';
import { mailSenders } from '../../artifacts/mail/senders.ts';
import { mailSpf } from '../../artifacts/mail/spf.ts';
import { mailTlsReporting } from '../../artifacts/mail/tls-reporting.ts';
import { tlsEndpoints } from '../../artifacts/tls/endpoints.ts';
import { optional } from '../../core/artifact.ts';
import type { Gathered } from '../../core/gathered.ts';
import { defineTable } from '../../core/table.ts';
import { issuanceOf } from '../caa/issuance.ts';
import { addressRows } from './address-rows.ts';
import { caaRows } from './caa-rows.ts';
import { dkimRows, dmarcRows, exchangeRows, transportRows } from './mail-rows.ts';
import { silentDomains, silentRows } from './silent-rows.ts';
import { spfRows } from './spf-rows.ts';

/** The zone as the session and the handover show it: each record that the launch hangs on, published and as it should be. */
export const dnsRecordsTable = defineTable({
  id: 'dns-records',
  needs: {
    addresses: optional(dnsAddresses),
    hosting: optional(dnsHosting),
    caa: optional(dnsCaa),
    endpoints: optional(tlsEndpoints),
    spf: optional(mailSpf),
    senders: optional(mailSenders),
    dkim: optional(mailDkim),
    dmarc: optional(mailDmarc),
    mx: optional(mailMx),
    mtaSts: optional(mailMtaSts),
    reporting: optional(mailTlsReporting),
    hints: optional(mailDnsHints),
    alignment: optional(mailAlignment),
  },
  build: ({ addresses, hosting, caa, endpoints, ...facts }) => {
    const senders = valueIn(facts.senders) ?? [];
    const dkim = valueIn(facts.dkim) ?? [];
    const silent = silentDomains(valueIn(facts.hints) ?? [], dkim);
    const hasMail = ({ domain }: { readonly domain: string }): boolean => !silent.some((one) => one.domain === domain);
    const dmarc = valueIn(facts.dmarc) ?? [];
    const usesVercel = (valueIn(hosting)?.vercel.length ?? 0) > 0;
    const rows = [
      ...addressRows(valueIn(addresses)?.hosts ?? [], usesVercel),
      ...caaRows(valueIn(caa) ?? [], (host) => issuanceOf(host, addresses, endpoints)),
      ...spfRows((valueIn(facts.spf) ?? []).filter(hasMail), senders, dkim, valueIn(facts.alignment) ?? []),
      ...dkimRows(dkim.filter(hasMail), senders),
      ...dmarcRows(dmarc.filter(hasMail)),
      ...exchangeRows((valueIn(facts.mx) ?? []).filter(hasMail)),
      ...transportRows((valueIn(facts.mtaSts) ?? []).filter(hasMail), (valueIn(facts.reporting) ?? []).filter(hasMail)),
      ...silentRows(silent, dmarc),
    ];
    return {
      columns: ['name', 'type', 'for', 'state', 'published', 'to paste'],
      rows: rows.map(({ name, type, purpose, state, published, paste }) => [
        name,
        type,
        purpose,
        state,
        published ?? null,
        paste ?? null,
      ]),
    };
  },
});

function valueIn<V>(fact: Gathered<V>): V | undefined {
  return fact.state === 'ok' ? fact.value : undefined;
}
