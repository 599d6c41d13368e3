import type { SpfRecordData } from '../../analysis/spf/asking.ts';

/** The records at a name; `undefined` where the name is not there. */
export type RecordsOf = readonly SpfRecordData[] | undefined;

/** One question: would this sender pass? */
export type Sender = {
  readonly sender: string;
  readonly ip: string;
  readonly helo: string;
  readonly result: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror';
};

/** By `name TYPE`. What is not written is not there. */
export function recordsIn(): ReadonlyMap<string, readonly SpfRecordData[]> {
  const records = new Map<string, SpfRecordData[]>();
  for (const line of zone.trim().split('\n')) {
    const [, name = '', type = '', data = ''] = /^(\S+) (\S+) (.+)$/.exec(line.trim()) ?? [];
    const key = `${name} ${type}`;
    records.set(key, [...(records.get(key) ?? []), dataOf(type, data)]);
  }
  return records;
}

function dataOf(type: string, data: string): SpfRecordData {
  if (type === 'TXT') return { text: data };
  if (type === 'MX') return { exchange: data };
  return type === 'PTR' ? { target: data } : { address: data };
}

// Records of the kinds that are out there: one mail service, several of them below each other, a shop with its own servers, a
// redirect to a common record, macros, nothing but refusal, ten terms that ask, and one too many.
const zone = `
simple.example TXT v=spf1 ip4:192.0.2.0/24 -all
simple.example TXT google-site-verification=dnNwZWMtYmVuY2htYXJrLXNlbmRlcnM
own.example TXT v=spf1 a mx ip4:203.0.113.8 ip6:2001:db8:40::/48 ~all
own.example A 192.0.2.80
own.example AAAA 2001:db8::80
own.example MX mx1.own.example
own.example MX mx2.own.example
mx1.own.example A 192.0.2.81
mx2.own.example A 192.0.2.82
mx2.own.example AAAA 2001:db8::82
suite.example TXT v=spf1 include:_spf.suite-mail.example ~all
_spf.suite-mail.example TXT v=spf1 include:_net1.suite-mail.example include:_net2.suite-mail.example include:_net3.suite-mail.example ~all
_net1.suite-mail.example TXT v=spf1 ip4:198.51.100.0/26 ip4:198.51.100.64/27 ip4:198.51.100.96/28 ip4:203.0.113.16/28 ip4:203.0.113.32/28 ip4:203.0.113.48/28 ~all
_net2.suite-mail.example TXT v=spf1 ip6:2001:db8:100::/40 ip6:2001:db8:200::/40 ip6:2001:db8:300::/40 ip6:2001:db8:400::/40 ~all
_net3.suite-mail.example TXT v=spf1 ip4:203.0.113.128/27 ip4:203.0.113.160/27 ip4:203.0.113.192/28 ~all
shop.example TXT v=spf1 include:_spf.suite-mail.example include:letters.example include:_spf.crm.example ip4:192.0.2.77 -all
letters.example TXT v=spf1 ip4:192.0.2.128/26 include:more.letters.example -all
more.letters.example TXT v=spf1 ip4:192.0.2.192/27 ip4:192.0.2.224/28 -all
_spf.crm.example TXT v=spf1 include:_spf.eu.crm.example mx:crm.example -all
_spf.eu.crm.example TXT v=spf1 ip4:198.51.100.128/26 a:out.crm.example -all
out.crm.example A 198.51.100.200
crm.example MX in.crm.example
in.crm.example A 198.51.100.210
brand.example TXT v=spf1 redirect=_spf.group.example
_spf.group.example TXT v=spf1 ip4:192.0.2.10 include:letters.example redirect=_spf2.group.example
_spf2.group.example TXT v=spf1 ip4:192.0.2.11 ip6:2001:db8:11::11 -all
macro.example TXT v=spf1 exists:%{ir}.%{l1r+-}._spf.%{d2} exists:%{i}._hosts.%{d} -all exp=why.%{d}
7.2.0.192.alice._spf.macro.example A 127.0.0.2
192.0.2.9._hosts.macro.example A 127.0.0.2
why.macro.example TXT %{i} may not send for %{s}. See https://macro.example/spf
silent.example TXT v=spf1 -all
open.example TXT v=spf1 ip4:192.0.2.1 ?all
nothing.example TXT some other text
full.example TXT v=spf1 include:f1.example include:f2.example include:f3.example include:f4.example include:f5.example include:f6.example include:f7.example include:f8.example include:f9.example a:f10.example -all
f1.example TXT v=spf1 ip4:192.0.2.101 -all
f2.example TXT v=spf1 ip4:192.0.2.102 -all
f3.example TXT v=spf1 ip4:192.0.2.103 -all
f4.example TXT v=spf1 ip4:192.0.2.104 -all
f5.example TXT v=spf1 ip4:192.0.2.105 -all
f6.example TXT v=spf1 ip4:192.0.2.106 -all
f7.example TXT v=spf1 ip4:192.0.2.107 -all
f8.example TXT v=spf1 ip4:192.0.2.108 -all
f9.example TXT v=spf1 ip4:192.0.2.109 -all
f10.example A 192.0.2.110
beyond.example TXT v=spf1 include:full.example ip4:192.0.2.120 -all
wrong.example TXT v=spf1 ip4:192.0.2.300 -all
twice.example TXT v=spf1 ip4:192.0.2.1 -all
twice.example TXT v=spf1 ip4:192.0.2.2 -all
`;

const helo = 'out.mail.example';
const from = (sender: string, ip: string, result: Sender['result']): Sender => ({ sender, ip, helo, result });

/** Who asks, and what RFC 7208 answers. */
export const senders: readonly Sender[] = [
  from('news@simple.example', '192.0.2.25', 'pass'),
  from('news@simple.example', '203.0.113.25', 'fail'),
  from('news@simple.example', '2001:db8::25', 'fail'),
  from('info@own.example', '192.0.2.80', 'pass'),
  from('info@own.example', '192.0.2.82', 'pass'),
  from('info@own.example', '203.0.113.8', 'pass'),
  from('info@own.example', '2001:db8::82', 'pass'),
  from('info@own.example', '2001:db8:40:7::1', 'pass'),
  from('info@own.example', '198.51.100.9', 'softfail'),
  from('anna@suite.example', '198.51.100.20', 'pass'),
  from('anna@suite.example', '2001:db8:300:1::5', 'pass'),
  from('anna@suite.example', '203.0.113.200', 'pass'),
  from('anna@suite.example', '192.0.2.200', 'softfail'),
  from('orders@shop.example', '203.0.113.50', 'pass'),
  from('orders@shop.example', '192.0.2.230', 'pass'),
  from('orders@shop.example', '198.51.100.200', 'pass'),
  from('orders@shop.example', '198.51.100.210', 'pass'),
  from('orders@shop.example', '192.0.2.77', 'pass'),
  from('orders@shop.example', '192.0.2.78', 'fail'),
  from('hello@brand.example', '192.0.2.10', 'pass'),
  from('hello@brand.example', '192.0.2.226', 'pass'),
  from('hello@brand.example', '2001:db8:11::11', 'pass'),
  from('hello@brand.example', '198.51.100.10', 'fail'),
  from('alice+news@macro.example', '192.0.2.7', 'pass'),
  from('bob@macro.example', '192.0.2.9', 'pass'),
  from('bob@macro.example', '198.51.100.7', 'fail'),
  from('any@silent.example', '192.0.2.1', 'fail'),
  from('any@open.example', '192.0.2.2', 'neutral'),
  from('any@nothing.example', '192.0.2.2', 'none'),
  from('any@full.example', '192.0.2.110', 'pass'),
  from('any@full.example', '192.0.2.111', 'fail'),
  from('any@beyond.example', '192.0.2.120', 'permerror'),
  from('any@wrong.example', '192.0.2.1', 'permerror'),
  from('any@twice.example', '192.0.2.1', 'permerror'),
];
