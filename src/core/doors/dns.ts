/** Record types that are asked for. */
export type DnsType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'DNSKEY' | 'DS' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'TXT';

type Owned = { readonly name: string; readonly ttl: number };
type Host = { readonly address: string };
type Pointer = { readonly target: string };
type DataOf = {
  readonly A: Host;
  readonly AAAA: Host;
  readonly CNAME: Pointer;
  readonly NS: Pointer;
  readonly PTR: Pointer;
  readonly MX: { readonly preference: number; readonly exchange: string };
  /** `text` is the character-strings joined without a space, as UTF-8; `strings` tells how they were cut. */
  readonly TXT: { readonly text: string; readonly strings: readonly string[] };
  readonly CAA: { readonly critical: boolean; readonly tag: string; readonly value: string };
  readonly SOA: { readonly primary: string; readonly mailbox: string; readonly serial: number };
  readonly DS: { readonly keyTag: number; readonly algorithm: number; readonly digestType: number };
  readonly DNSKEY: { readonly flags: number; readonly algorithm: number };
};

/** A record of one type. Names are in lower case, without the dot at the end; TTLs are seconds. */
export type DnsRecordOf<T extends DnsType> = T extends DnsType ? Owned & { readonly type: T } & DataOf[T] : never;

/** One record of any type that is asked for. */
export type DnsRecord = DnsRecordOf<DnsType>;

type Spoken = {
  /** CNAME targets in the order they were followed; the last one owns the answer. */
  readonly chain: readonly string[];
  /** AD: a validating resolver vouches for the answer. https://www.rfc-editor.org/rfc/rfc4035#section-3.2.3 */
  readonly authenticated: boolean;
  /** AA: the server that answered is an authority of the zone. */
  readonly authoritative: boolean;
  /** Length of the DNS message in bytes; signatures may be part of it, because they are asked for. */
  readonly bytes: number;
  /** NS and SOA records of the authority section (a referral, or the zone that has no such name). */
  readonly authority: readonly DnsRecord[];
};

/**
 * What a name server said, or why nothing usable came. NXDOMAIN (no such name) and NODATA (the name is there, this type is
 * not) are different facts. `server` names who was asked, for people.
 */
export type DnsAnswer<T extends DnsType = DnsType> = { readonly server: string } & (
  | (Spoken & { readonly state: 'found'; readonly records: readonly DnsRecordOf<T>[] })
  | (Spoken & { readonly state: 'nodata' })
  | (Spoken & { readonly state: 'nxdomain' })
  /** Another RCODE: SERVFAIL, REFUSED, NOTIMP, … `detail` carries an extended error (RFC 8914) when one came. */
  | { readonly state: 'refused'; readonly rcode: string; readonly detail: string }
  | { readonly state: 'timeout'; readonly detail: string }
  /**
   * An answer that cannot be used: not a DNS message, another question, aliases without an end. `circle` is set when the aliases
   * lead back to one of them: their targets in the order they were followed, the one met again last.
   */
  | { readonly state: 'malformed'; readonly detail: string; readonly circle?: readonly string[] }
  /**
   * No packet could be sent there, or the server's own name has no address. `barred` is set where the server lies at addresses
   * that are not on the public internet, which the door does not call.
   */
  | { readonly state: 'unreachable'; readonly detail: string; readonly barred?: readonly string[] }
);

/** How a question is asked. */
export type DnsOptions = {
  /** CD: also give what does not validate. */
  readonly checkingDisabled?: boolean;
};

/**
 * DNS, through the system's resolver or `network.resolver`. What a name server says or fails to say is a value; only an
 * aborted signal throws, and every question of an offline run (`UnavailableError`). A name and type is asked once a run; a
 * question ends after 5 seconds in all.
 */
export type DnsDoor = {
  /** Who resolves, for people: `127.0.0.53`, `https://dns.example/dns-query`. */
  readonly resolver: string;
  ask<T extends DnsType>(name: string, type: T, signal: AbortSignal, options?: DnsOptions): Promise<DnsAnswer<T>>;
  /**
   * Asks one authoritative server by its name, without recursion. Its address is a question before that. A referral is `nodata`
   * with the NS records in `authority`, an alias out of what the server knows `nodata` with the chain. A server that lies at an
   * address that is not on the public internet is `unreachable` unless `network.connect` names it.
   */
  askServer<T extends DnsType>(server: string, name: string, type: T, signal: AbortSignal): Promise<DnsAnswer<T>>;
  /** Whether `network.connect` says where to ask a name server, so that its name is never resolved and may not be in the DNS. */
  isMapped(server: string): boolean;
};
