/** An IP address as 16-bit words: two for IPv4, eight for IPv6. */
export type IpAddress = { readonly family: 4 | 6; readonly words: readonly number[] };

/** Dotted quad without leading zeros (`ip4-network` of RFC 7208 section 5.6); `undefined` for anything else. */
export function parseIp4(text: string): IpAddress | undefined {
  const octets: number[] = [];
  let octet = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit >= 0 && digit <= 9) {
      if (octet === 0) return undefined;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return undefined;
      continue;
    }
    if (octet < 0 || (at < text.length && text[at] !== '.')) return undefined;
    octets.push(octet);
    octet = -1;
  }
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return octets.length === 4 ? { family: 4, words: [a * 256 + b, c * 256 + d] } : undefined;
}

/** Every text form of RFC 4291 section 2.2, without zone and prefix; `undefined` for anything else. */
export function parseIp6(text: string): IpAddress | undefined {
  if (text.length > 45) return undefined;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  if (tail === undefined) {
    const words = groupsOf(head, true);
    return words?.length === 8 ? { family: 6, words } : undefined;
  }
  const left = groupsOf(head, false);
  const right = groupsOf(tail, true);
  // `::` stands for at least one group.
  if (left === undefined || right === undefined || left.length + right.length > 7) return undefined;
  const zeros = new Array<number>(8 - left.length - right.length).fill(0);
  return { family: 6, words: [...left, ...zeros, ...right] };
}

function groupsOf(text: string, mayEndInIp4: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const words: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(group)) {
      words.push(Number.parseInt(group, 16));
      continue;
    }
    const embedded = mayEndInIp4 && index === groups.length - 1 ? parseIp4(group) : undefined;
    if (embedded === undefined) return undefined;
    words.push(...embedded.words);
  }
  return words;
}

/**
 * The address of an SMTP client. An IPv4-mapped IPv6 address is the IPv4 address inside it (RFC 7208 section 5); `undefined`
 * when the text is no address.
 */
export function parseClientAddress(text: string): IpAddress | undefined {
  const address = parseIp4(text) ?? parseIp6(text);
  if (address?.family !== 6) return address;
  const { words } = address;
  const isMapped = words[5] === 0xffff && words.slice(0, 5).every((word) => word === 0);
  return isMapped ? { family: 4, words: words.slice(6) } : address;
}

/** Whether two addresses are of one family and their first `bits` bits are the same. */
export function sharesPrefix(a: IpAddress, b: IpAddress, bits: number): boolean {
  if (a.family !== b.family) return false;
  for (let index = 0, left = bits; left > 0; index += 1, left -= 16) {
    const differing = (a.words[index] ?? 0) ^ (b.words[index] ?? 0);
    if (differing >> Math.max(0, 16 - left) !== 0) return false;
  }
  return true;
}

/** What people read: a dotted quad, or the form of RFC 5952. This is macro `c`. */
export function formatIp({ family, words }: IpAddress): string {
  const [high = 0, low = 0] = words;
  if (family === 4) return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  const { from, length } = longestZeros(words);
  const hex = words.map((word) => word.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, from).join(':')}::${hex.slice(from + length).join(':')}`;
}

function longestZeros(words: readonly number[]): { readonly from: number; readonly length: number } {
  let longest = { from: 0, length: 0 };
  let length = 0;
  for (const [index, word] of words.entries()) {
    length = word === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { from: index - length + 1, length };
  }
  return longest;
}

/** Macro `i`: a dotted quad, or 32 hexadecimal digits parted by dots (RFC 7208 section 7.3). */
export function dottedIp(address: IpAddress): string {
  if (address.family === 4) return formatIp(address);
  return [...address.words.map((word) => word.toString(16).padStart(4, '0')).join('')].join('.');
}

/** Macro `v`, and the tree of reverse names: `in-addr` or `ip6`. */
export function reverseTree({ family }: IpAddress): 'in-addr' | 'ip6' {
  return family === 4 ? 'in-addr' : 'ip6';
}

/** The name whose PTR records name the host: `1.2.0.192.in-addr.arpa`. */
export function reverseName(address: IpAddress): string {
  return `${dottedIp(address).split('.').toReversed().join('.')}.${reverseTree(address)}.arpa`;
}
