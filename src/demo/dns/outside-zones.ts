import { cloudflareServers, formerServer } from './harbor-zones.ts';
import { parentOf, type Zone, zone } from './zone.ts';
import { delegationSigner } from './zone-keys.ts';

/**
 * The rest of the internet, as far as an audit of the shop asks for it. Senders' networks are documentation ranges (RFC 5737);
 * Vercel's and Cloudflare's addresses and names are published ones, because audits judge by them.
 */
export function outsideZones(options: { readonly repaired: boolean }): readonly Zone[] {
  const others = [...vercel(), ...cloudflare(), ...senders(), ...infrastructure()];
  return [root(), ...registries(options, others), ...others];
}

// A zone whose name servers nobody asks here.
function plainZone(name: string, text: string): Zone {
  return zone(name, `@ SOA ns1.outside-dns.example. hostmaster 2026010101\n@ NS ns1.outside-dns.example.\n${text}`);
}

const registryServers = {
  com: ['a.gtld-servers.net', 'b.gtld-servers.net'],
  net: ['a.gtld-servers.net', 'b.gtld-servers.net'],
  org: ['a.nic.example'],
  app: ['a.nic.example'],
  example: ['a.nic.example', 'b.nic.example'],
} as const;

function root(): Zone {
  const delegations = Object.entries(registryServers).flatMap(([name, servers]) =>
    servers.map((server) => `${name} NS ${server}`),
  );
  const own = ['@ SOA a.root-servers.net nstld.verisign-grs.com 2026112000', '@ NS a.root-servers.net'];
  return zone('', [...own, ...delegations].join('\n'), 'signed');
}

const registryKey =
  'DNSKEY 257 3 13 cHJhY3RpY2UgbGF1bmNoOiBhIHJlZ2lzdHJ5J3Mga2V5LCBvZiB0aGUgcmlnaHQgc2l6ZSBhbmQgb2Ygbm8gdXNlISEhIQ==';

const harborServers = ['ns1.harbor-dns.example', formerServer];

/** Each registry knows the domains below it: who answers for them, and whether they told it a key. */
function registries({ repaired }: { readonly repaired: boolean }, others: readonly Zone[]): readonly Zone[] {
  const own = (name: string, toldKey: boolean, servers: readonly string[] = harborServers) =>
    [
      ...servers.map((server) => `${name}. NS ${server}.\n`),
      ...(toldKey ? [`${name}. DS ${delegationSigner}\n`] : []),
    ].join('');
  // When the domain moved, one of the two new servers was entered and one of the two old ones stayed.
  const shopServers = repaired ? cloudflareServers : [cloudflareServers[0], formerServer];
  const more: Readonly<Record<string, string>> = {
    com: own('example.com', repaired, shopServers),
    example: `${own('harbor-dns.example', true)}${own('harbor-goods.example', true)}${own('harbor-lamps.example', repaired)}
a.nic A 192.0.2.10
b.nic A 198.51.100.10
ns1.harbor-dns A 203.0.113.53
ns2.harbor-dns A 198.51.100.53
`,
  };
  return Object.entries(registryServers).map(([name, servers]) => {
    const lines = [
      `@ SOA ${servers[0]}. hostmaster.nic.example. 2026112001`,
      ...servers.map((server) => `@ NS ${server}.`),
      `@ ${registryKey}`,
      ...others.filter((one) => parentOf(one.name) === name).map((one) => `${one.name}. NS ns1.outside-dns.example.`),
    ];
    return zone(name, `${lines.join('\n')}\n${more[name] ?? ''}`, 'signed');
  });
}

const infrastructure = (): readonly Zone[] => [
  plainZone('gtld-servers.net', 'a A 192.5.6.30\nb A 192.33.14.30'),
  plainZone('outside-dns.example', 'ns1 A 192.0.2.53'),
];

const vercel = (): readonly Zone[] => [
  plainZone(
    'vercel-dns.com',
    `
cname A 76.76.21.21
cname A 66.33.60.67
cname CAA 0 issue "letsencrypt.org"
cname CAA 0 issue "pki.goog"
cname CAA 0 issue "sectigo.com"
cname CAA 0 issue "globalsign.com"
`,
  ),
  plainZone('vercel.app', '* A 216.198.79.1\n* A 64.29.17.1'),
];

const cloudflare = (): readonly Zone[] => [
  plainZone(
    'cloudflare.com',
    `
ada.ns A 108.162.192.57
ada.ns A 172.64.32.57
bob.ns A 108.162.193.104
bob.ns A 172.64.33.104
`,
  ),
];

const senders = (): readonly Zone[] => [
  plainZone(
    'google.com',
    `
smtp A 203.0.113.26
_spf TXT "v=spf1 include:_netblocks.google.com include:_netblocks2.google.com include:_netblocks3.google.com ~all"
_netblocks TXT "v=spf1 ip4:192.0.2.0/26 ~all"
_netblocks2 TXT "v=spf1 ip6:2001:db8:100::/40 ~all"
_netblocks3 TXT "v=spf1 ip4:192.0.2.64/26 ~all"
`,
  ),
  plainZone(
    'amazonses.com',
    `
@ TXT "v=spf1 ip4:198.51.100.0/25 -all"
feedback-smtp.eu-west-1 A 198.51.100.130
`,
  ),
  plainZone(
    'sendgrid.net',
    '@ TXT "v=spf1 ip4:198.51.100.192/27 include:ab.sendgrid.net ~all"\nab TXT "v=spf1 ip4:198.51.100.224/27 ~all"',
  ),
  plainZone(
    'mailgun.org',
    `
@ TXT "v=spf1 include:_spf.mailgun.org ~all"
_spf TXT "v=spf1 ip4:203.0.113.128/26 include:_spf2.mailgun.org ~all"
_spf2 TXT "v=spf1 ip4:203.0.113.192/26 ~all"
mxa A 203.0.113.129
`,
  ),
  plainZone(
    'harbor-crm.example',
    `
_spf TXT "v=spf1 include:_spf.eu.harbor-crm.example mx:harbor-crm.example ~all"
_spf.eu TXT "v=spf1 ip4:192.0.2.128/26 a:out.harbor-crm.example ~all"
@ MX 10 out
out A 192.0.2.200
`,
  ),
  plainZone('harbor-hosting.example', 'mx A 203.0.113.90'),
  plainZone('dmarc-inbox.example', '@ A 203.0.113.99'),
];
