import type { Answer } from 'dns-packet';

/** A record as a zone holds it, in the shape that goes onto the wire. Owner in lower case, without the dot at the end. */
export type ZoneRecord = Extract<Answer, { readonly data: unknown }>;

/** `bogus`: its signatures do not fit, so that a validating resolver answers SERVFAIL for everything in it. */
export type Security = 'unsigned' | 'signed' | 'bogus';

/** One zone. Its name is `''` for the root. */
export type Zone = {
  readonly name: string;
  readonly security: Security;
  readonly records: ReadonlyMap<string, readonly ZoneRecord[]>;
  /** Owners, and the names that exist only because something is below them (RFC 8020). */
  readonly names: ReadonlySet<string>;
};

const standardTtl = 300;

/**
 * Reads a zone from lines as in a master file (RFC 1035, section 5): owner, perhaps a TTL in seconds, type, data. Names without
 * a dot at the end are relative to the zone, `@` is the zone itself, a line that starts with `;` is a comment. Throws on any other line.
 */
export function zone(name: string, text: string, security: Security = 'unsigned'): Zone {
  const records = new Map<string, ZoneRecord[]>();
  const names = new Set<string>([name]);
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith(';')) continue;
    const record = recordOf(line, name);
    records.set(record.name, [...(records.get(record.name) ?? []), record]);
    for (let owner = record.name; owner !== name; owner = parentOf(owner)) names.add(owner);
  }
  return { name, security, records, names };
}

/** The name without its first label; `''` above the top. */
export function parentOf(name: string): string {
  const dot = name.indexOf('.');
  return dot === -1 ? '' : name.slice(dot + 1);
}

/** Whether `name` is `above` or below it. */
export function isWithin(name: string, above: string): boolean {
  return above === '' || name === above || name.endsWith(`.${above}`);
}

function recordOf(line: string, zoneName: string): ZoneRecord {
  const parts = /^(\S+)\s+(?:(\d+)\s+)?([A-Z]+)\s+(.+)$/.exec(line);
  if (parts === null) throw new Error(`no line of a zone: ${line}`);
  const [, owner = '', ttl, type = '', data = ''] = parts;
  const name = absolute(owner, zoneName).toLowerCase();
  if (!isWithin(name, zoneName)) throw new Error(`${name} is not in the zone ${zoneName}`);
  return { name, ttl: ttl === undefined ? standardTtl : Number(ttl), ...dataOf(type, data, zoneName) };
}

function absolute(written: string, zoneName: string): string {
  if (written === '@') return zoneName;
  if (written === '.') return written;
  if (written.endsWith('.')) return written.slice(0, -1);
  return zoneName === '' ? written : `${written}.${zoneName}`;
}

type Data = ZoneRecord extends infer One ? (One extends ZoneRecord ? Pick<One, 'type' | 'data'> : never) : never;

function dataOf(type: string, text: string, zoneName: string): Data {
  const words = text.split(/\s+/);
  const [first = '', second = '', third = '', fourth = ''] = words;
  if (type === 'A' || type === 'AAAA') return { type, data: first };
  if (type === 'NS' || type === 'CNAME' || type === 'PTR') return { type, data: absolute(first, zoneName) };
  if (type === 'MX') return { type, data: { preference: Number(first), exchange: absolute(second, zoneName) } };
  if (type === 'TXT') return { type, data: stringsIn(text) };
  if (type === 'CAA') return { type, data: caaOf(first, second, stringsIn(text)[0] ?? '') };
  if (type === 'SOA')
    return { type, data: { ...soaTimes, ...soaNames(first, second, zoneName), serial: Number(third) } };
  if (type === 'DS') {
    const digest = Buffer.from(fourth, 'hex');
    return { type, data: { keyTag: Number(first), algorithm: Number(second), digestType: Number(third), digest } };
  }
  if (type === 'DNSKEY') {
    return { type, data: { flags: Number(first), algorithm: Number(third), key: Buffer.from(fourth, 'base64') } };
  }
  throw new Error(`no record type of the practice launch: ${type}`);
}

const soaTimes = { refresh: 7_200, retry: 3_600, expire: 1_209_600, minimum: 300 };

function soaNames(primary: string, mailbox: string, zoneName: string) {
  return { mname: absolute(primary, zoneName), rname: absolute(mailbox, zoneName) };
}

type CaaTag = 'issue' | 'issuewild' | 'iodef';

function caaOf(flags: string, tag: string, value: string) {
  return { flags: Number(flags), tag: tag as CaaTag, value };
}

// One string or several in double quotes, each of at most 255 bytes, as the zone's author cut them.
function stringsIn(text: string): string[] {
  return Array.from(text.matchAll(/"([^"]*)"/g), ([, string = '']) => string);
}
