import { mailRecords, silentRecords } from '../mail/harbor-mail.ts';
import { type Zone, zone } from './zone.ts';

/** Harbor Goods' own domains: the shop's, and two more that only lead to it. */
export const harborDomains = ['example.com', 'harbor-goods.example', 'harbor-lamps.example'] as const;

/** The zones of Harbor Goods and of its name servers, broken or put right. */
export function harborZones(options: { readonly repaired: boolean }): readonly Zone[] {
  return options.repaired ? repairedZones() : brokenZones();
}

/**
 * DNS of a shop that moved twice. The old server still gets half of the visitors and every name that was never made; a manual went and its
 * record stayed; the one certification authority that is allowed is not the one in use.
 */
function brokenZones(): readonly Zone[] {
  return [
    zone(
      'example.com',
      `
@ SOA ns1.harbor-dns.example. hostmaster 2026111601
; the registry still names ns2
@ NS ns1.harbor-dns.example.
@ NS ns3.harbor-dns.example.
@ A 76.76.21.21
@ CAA 0 issue "digicert.com"
_vercel TXT "vc-domain-verify=shop.example.com,4a1f0c8d2be97763b05e"
shop A 76.76.21.21
shop A 203.0.113.80
www.shop CNAME cname.vercel-dns.com.
; made for a week of moving, and forgotten
* A 203.0.113.80
admin A 10.20.0.5
docs CNAME shop.harbor-manuals.com.
mta-sts A 203.0.113.25
${mailRecords({ repaired: false })}`,
    ),
    // The key was changed and the DS record at the registry was not.
    zone('harbor-goods.example', redirectOnly + withWww + silentRecords, 'bogus'),
    // Signed, and the registry was never told.
    zone('harbor-lamps.example', redirectOnly),
    serversZone(),
  ];
}

function repairedZones(): readonly Zone[] {
  return [
    zone(
      'example.com',
      `
@ SOA ns1.harbor-dns.example. hostmaster 2026111801
@ NS ns1.harbor-dns.example.
@ NS ns2.harbor-dns.example.
@ A 76.76.21.21
@ CAA 0 issue "letsencrypt.org"
@ CAA 0 issue "pki.goog"
@ CAA 0 issue "sectigo.com"
@ CAA 0 issuewild ";"
@ CAA 0 iodef "mailto:ops@example.com"
@ DNSKEY 257 3 13 ${zoneKey}
www CNAME cname.vercel-dns.com.
_vercel TXT "vc-domain-verify=shop.example.com,4a1f0c8d2be97763b05e"
shop CNAME cname.vercel-dns.com.
www.shop CNAME cname.vercel-dns.com.
mta-sts A 203.0.113.25
${mailRecords({ repaired: true })}`,
      'signed',
    ),
    ...['harbor-goods.example', 'harbor-lamps.example'].map((name) =>
      zone(name, redirectOnly + withWww + silentRecords, 'signed'),
    ),
    serversZone(),
  ];
}

/** A public key for DNSKEY records, made for the practice launch. Nothing is signed with it. */
const zoneKey = 'retNBGuy50pc5ZO7mcArvJNEqvZV3+DtcC+KhbwOvYjPELxTqXUhK7LpazLSFaKJdhrWTotfIZr7Du3ABg6bdQ==';

const redirectOnly = `
@ SOA ns1.harbor-dns.example. hostmaster.example.com. 2026111601
@ NS ns1.harbor-dns.example.
@ NS ns2.harbor-dns.example.
@ A 76.76.21.21
@ DNSKEY 257 3 13 ${zoneKey}
`;

const withWww = 'www CNAME cname.vercel-dns.com.\n';

const serversZone = (): Zone =>
  zone(
    'harbor-dns.example',
    `
@ SOA ns1 hostmaster 2026010101
@ NS ns1
@ NS ns2
ns1 A 203.0.113.53
ns2 A 198.51.100.53
ns3 A 192.0.2.53
`,
    'signed',
  );
