import dnsPacket from 'dns-packet';
import type { DnsRecord, DnsType } from '../../core/doors/dns.ts';
import { readName } from './name.ts';

/** Where the data of a record lies in its message. */
export type DataPlace = { readonly bytes: Buffer; readonly at: number; readonly length: number };

type Owned = { readonly name: string; readonly ttl: number };

/** The data of one record. Throws `RangeError` (or what dns-packet throws) for data that is cut off or has a length that is not its own. */
export function readRecord(owned: Owned, type: DnsType, place: DataPlace): DnsRecord {
  const { bytes, at } = place;
  switch (type) {
    case 'A':
    case 'AAAA':
      return { ...owned, type, address: decode<string>(type, place) };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { ...owned, type, target: lastName(place, at) };
    case 'MX':
      return { ...owned, type, preference: bytes.readUInt16BE(at), exchange: lastName(place, at + 2) };
    case 'TXT': {
      const parts = decode<readonly Buffer[]>(type, place);
      const strings = parts.map((part) => part.toString('utf8'));
      // Joined as bytes: a character may be cut in two by the border of two strings.
      return { ...owned, type, text: Buffer.concat(parts).toString('utf8'), strings };
    }
    case 'CAA': {
      if (bytes.readUInt8(at + 1) + 2 > place.length) throw new RangeError('a CAA tag is cut off');
      const { issuerCritical, tag, value } = decode<Caa>(type, place);
      return { ...owned, type, critical: issuerCritical, tag, value };
    }
    case 'SOA': {
      const primary = readName(bytes, at);
      const mailbox = readName(bytes, primary.end);
      if (mailbox.end + 20 !== at + place.length) throw wrongLength(type);
      return { ...owned, type, primary: primary.text, mailbox: mailbox.text, serial: bytes.readUInt32BE(mailbox.end) };
    }
    case 'DS': {
      const { keyTag, algorithm, digestType } = decode<dnsPacket.DsData>(type, place);
      return { ...owned, type, keyTag, algorithm, digestType };
    }
    case 'DNSKEY': {
      const { flags, algorithm } = decode<dnsPacket.DnskeyData>(type, place);
      return { ...owned, type, flags, algorithm };
    }
  }
}

type Caa = { readonly issuerCritical: boolean; readonly tag: string; readonly value: string };
type Codec = { readonly decode: ((bytes: Buffer, at: number) => unknown) & { readonly bytes: number } };

// dns-packet exports its codecs one by one, but its types do not say so. A codec begins at the two octets of the length.
function decode<T>(type: DnsType, { bytes, at, length }: DataPlace): T {
  const codec = (dnsPacket as unknown as { record(type: string): Codec }).record(type);
  const value = codec.decode(bytes, at - 2);
  if (codec.decode.bytes !== length + 2) throw wrongLength(type);
  return value as T;
}

function lastName({ bytes, at, length }: DataPlace, from: number): string {
  const { text, end } = readName(bytes, from);
  if (end !== at + length) throw new RangeError('a name does not end where its record ends');
  return text;
}

function wrongLength(type: DnsType): RangeError {
  return new RangeError(`a record of type ${type} has a length that is not its own`);
}
