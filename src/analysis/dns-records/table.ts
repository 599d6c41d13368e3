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
import { valueIn } from '../../core/gathered.ts';
import { defineTable } from '../../core/table.ts';
import { issuanceOf } from '../caa/issuance.ts';
import { usesVercel } from '../edge-addresses/uses-vercel.ts';
import { mailSigns, withoutMail } from '../mail-senders/silence.ts';
import { addressRows } from './address-rows.ts';
import { caaRows } from './caa-rows.ts';
import { dmarcRows } from './dmarc-rows.ts';
import { dkimRows, exchangeRows, transportRows } from './mail-rows.ts';
import { silentRows } from './silent-rows.ts';
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
    const signs = mailSigns(valueIn(facts.dkim), valueIn(facts.alignment));
    const silent = withoutMail(valueIn(facts.hints) ?? [], signs);
    const hasMail = ({ domain }: { readonly domain: string }): boolean => !silent.some((one) => one.domain === domain);
    const dmarc = valueIn(facts.dmarc) ?? [];
    const isAtVercel = usesVercel(valueIn(hosting), valueIn(addresses));
    const governing = dmarcRows(dmarc, hasMail);
    const rows = [
      ...addressRows(valueIn(addresses)?.hosts ?? [], isAtVercel),
      ...caaRows(valueIn(caa) ?? [], (host) => issuanceOf(host, addresses, endpoints)),
      ...spfRows((valueIn(facts.spf) ?? []).filter(hasMail), senders, dkim, valueIn(facts.alignment) ?? []),
      ...dkimRows(dkim.filter(hasMail), senders),
      ...governing,
      ...exchangeRows((valueIn(facts.mx) ?? []).filter(hasMail)),
      ...transportRows((valueIn(facts.mtaSts) ?? []).filter(hasMail), (valueIn(facts.reporting) ?? []).filter(hasMail)),
      ...silentRows(silent, dmarc, governing),
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
