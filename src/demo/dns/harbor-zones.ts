import { silentRecords } from '../mail/harbor-mail.ts';
import { harborRecords } from './harbor-records.ts';
import { answeredLines } from './proxied.ts';
import { type Zone, zone } from './zone.ts';
import { zoneKey } from './zone-keys.ts';

/** Harbor Goods' own domains: the shop's, and two more that only lead to it. */
export const harborDomains = ['example.com', 'harbor-goods.example', 'harbor-lamps.example'] as const;

/** Who answers for `example.com` since it moved to Cloudflare. */
export const cloudflareServers = ['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com'] as const;

/** The server of the provider before Cloudflare: the broken launch's registry still names it, and it knows nothing of the zone. */
export const formerServer = 'ns2.harbor-dns.example';

/** The zones of Harbor Goods and of its own name servers, broken or put right. */
export function harborZones(options: { readonly repaired: boolean }): readonly Zone[] {
  return [shopZone(options), ...(options.repaired ? repairedOthers() : brokenOthers()), serversZone()];
}

function shopZone(options: { readonly repaired: boolean }): Zone {
  const lines = [
    `@ SOA ada.ns.cloudflare.com. dns.cloudflare.com. ${options.repaired ? 2_026_111_801 : 2_026_111_601}`,
    ...cloudflareServers.map((server) => `@ NS ${server}.`),
    ...(options.repaired ? [dnskey] : []),
    answeredLines(harborRecords(options)),
  ];
  return zone('example.com', lines.join('\n'), options.repaired ? 'signed' : 'unsigned');
}

function brokenOthers(): readonly Zone[] {
  return [
    // The key was changed and the DS record at the registry was not.
    zone('harbor-goods.example', redirectOnly + withWww + silentRecords, 'bogus'),
    // Signed, and the registry was never told.
    zone('harbor-lamps.example', redirectOnly),
  ];
}

function repairedOthers(): readonly Zone[] {
  return ['harbor-goods.example', 'harbor-lamps.example'].map((name) =>
    zone(name, redirectOnly + withWww + silentRecords, 'signed'),
  );
}

const dnskey = `@ DNSKEY 257 3 13 ${zoneKey.publicKey}`;

const redirectOnly = `
@ SOA ns1.harbor-dns.example. hostmaster.example.com. 2026111601
@ NS ns1.harbor-dns.example.
@ NS ns2.harbor-dns.example.
@ A 76.76.21.21
${dnskey}
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
`,
    'signed',
  );
