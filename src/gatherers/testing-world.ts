// Test support: an in-memory internet for gatherers, from zone lines and page literals. What is not written is not there.
import type { CloudflareDoor } from '../core/doors/cloudflare.ts';
import type { DnsAnswer, DnsDoor, DnsRecord, DnsRecordOf, DnsType } from '../core/doors/dns.ts';
import type { ProbeDoor } from '../core/doors/probe.ts';
import type { SiteAnswer, SiteDoor, SiteRequest } from '../core/doors/site.ts';
import type { TlsDoor } from '../core/doors/tls.ts';
import type { GatherContext } from '../core/gatherer.ts';
import type { Target } from '../core/target.ts';
import { fakeVercel } from './vercel/testing.ts';

/** What a test says of the world. `zone` has a line a record: `example.com TXT v=spf1 -all`, `example.com MX 10 mx.example.com`. */
export type FakeWorld = {
  readonly zone?: string;
  /** Answers for `name TYPE` (or `server name TYPE` for one authority) that are not records: `timeout`, SERVFAIL, … */
  readonly dns?: Readonly<Record<string, Exclude<DnsAnswer['state'], 'found'>>>;
  /** By `GET https://shop.example.com/`; a function sees the whole request. */
  readonly site?: Readonly<Record<string, FakePage | ((request: SiteRequest) => FakePage)>>;
  readonly tls?: Partial<TlsDoor>;
  readonly cloudflare?: Partial<CloudflareDoor>;
  readonly probe?: Partial<ProbeDoor>;
  readonly target?: Partial<Target>;
};

/** An answer of the site, or why none came. */
export type FakePage =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      readonly body?: string;
    }
  | Extract<SiteAnswer, { state: 'failed' }>['why'];

/** A context for `gather`, with everything that was asked: `example.com TXT`, `GET https://…`. */
export function fakeWorld(world: FakeWorld): {
  readonly context: GatherContext;
  readonly asked: readonly string[];
  readonly notes: readonly string[];
} {
  const { context, notes } = fakeVercel({});
  const asked: string[] = [];
  const io = {
    ...context.io,
    dns: fakeDns(world, asked),
    site: fakeSite(world, asked),
    tls: { ...noTls, ...world.tls },
    cloudflare: { ...context.io.cloudflare, ...world.cloudflare },
    probe: { ...context.io.probe, ...world.probe },
  };
  return { context: { ...context, io, target: { ...context.target, ...world.target } }, asked, notes };
}

/** The DNS door alone: what an evaluator's test needs. */
export function fakeDns({ zone = '', dns = {} }: Pick<FakeWorld, 'zone' | 'dns'>, asked: string[] = []): DnsDoor {
  const records = zone.split('\n').flatMap((line) => (line.trim() === '' ? [] : [parseRecord(line.trim())]));
  const answer = <T extends DnsType>(name: string, type: T, key: string): DnsAnswer<T> => {
    asked.push(key);
    const chain: string[] = [];
    let owner = name.toLowerCase().replace(/\.$/, '');
    const spoken = { server: 'the test', chain, authenticated: false, authoritative: true, bytes: 100, authority: [] };
    for (;;) {
      const trouble = dns[key] ?? dns[`${owner} ${type}`];
      if (trouble === 'nodata' || trouble === 'nxdomain') return { ...spoken, state: trouble };
      if (trouble === 'refused') return { server: 'the test', state: 'refused', rcode: 'SERVFAIL', detail: '' };
      if (trouble !== undefined) return { server: 'the test', state: trouble, detail: trouble };
      const own = records.filter((record) => record.name === owner);
      const found = own.filter((record): record is DnsRecordOf<T> => record.type === type);
      if (found.length > 0) return { ...spoken, state: 'found', records: found };
      const alias = own.find((record): record is DnsRecordOf<'CNAME'> => record.type === 'CNAME');
      if (alias === undefined || chain.length > 10) {
        const isThere = records.some((record) => record.name === owner || record.name.endsWith(`.${owner}`));
        return { ...spoken, state: isThere ? 'nodata' : 'nxdomain' };
      }
      owner = alias.target;
      chain.push(owner);
    }
  };
  return {
    resolver: 'the test',
    ask: async (name, type) => answer(name, type, `${name} ${type}`),
    askServer: async (server, name, type) => answer(name, type, `${server} ${name} ${type}`),
    isMapped: () => false,
  };
}

function parseRecord(line: string): DnsRecord {
  const [owner = '', type = '', ...words] = line.split(/\s+/);
  const rest = line.replace(/^\S+\s+\S+\s*/, '');
  const own = { name: owner.toLowerCase().replace(/\.$/, ''), ttl: 300 };
  const [first = '', second = '', third = ''] = words;
  const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
  if (type === 'A' || type === 'AAAA') return { ...own, type, address: first };
  if (type === 'CNAME' || type === 'NS' || type === 'PTR') return { ...own, type, target: plain(first) };
  if (type === 'MX') return { ...own, type, preference: Number(first), exchange: plain(second) };
  if (type === 'TXT') return { ...own, type, text: rest, strings: [rest] };
  if (type === 'CAA')
    return {
      ...own,
      type,
      critical: first === '128',
      tag: second,
      value: words.slice(2).join(' ').replaceAll('"', ''),
    };
  if (type === 'SOA') return { ...own, type, primary: plain(first), mailbox: plain(second), serial: Number(third) };
  if (type === 'DS')
    return { ...own, type, keyTag: Number(first), algorithm: Number(second), digestType: Number(third) };
  if (type === 'DNSKEY') return { ...own, type, flags: Number(first), algorithm: Number(third) };
  throw new Error(`the test wrote a record that is none: ${line}`);
}

function fakeSite({ site = {} }: FakeWorld, asked: string[]): SiteDoor {
  return {
    requests: () => new Map(),
    ask: async (request) => {
      const { url, method = 'GET', maxBytes = 1024 * 1024 } = request;
      const key = `${method} ${url}`;
      asked.push(key);
      const written = site[key];
      const page = typeof written === 'function' ? written(request) : (written ?? 'no-address');
      if (typeof page === 'string') return { state: 'failed', url, why: page, detail: page };
      const headers = Object.entries(page.headers ?? {}).flatMap(([name, value]) =>
        (typeof value === 'string' ? [value] : value).map((one) => [name.toLowerCase(), one] as const),
      );
      const body = method === 'HEAD' ? '' : (page.body ?? '');
      return {
        state: 'answered',
        url,
        status: page.status,
        headers,
        body: body.slice(0, maxBytes),
        truncated: body.length > maxBytes,
        address: '203.0.113.7:443',
      };
    },
  };
}

const noTls: TlsDoor = {
  handshake: async () => ({ state: 'failed', why: 'no-address', detail: 'the test has no such server' }),
  offer: async () => ({ state: 'failed', why: 'no-address', detail: 'the test has no such server' }),
  issuerFile: async () => ({ state: 'failed', detail: 'the test has no such file' }),
  verify: () => ({ trusted: false, code: 'no-issuer', why: 'the test trusts nobody' }),
};
