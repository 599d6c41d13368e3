/** An IP address as 16-bit words: two for IPv4, eight for IPv6. */
export type IpAddress = { readonly family: 4 | 6; readonly words: readonly number[] };

/** Dotted quad without leading zeros (`ip4-network` of RFC 7208 section 5.6); `undefined` for anything else. */
export function parseIp4(text: string): IpAddress | undefined {
  let before = 0;
  let dots = 0;
  let octet = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      if (octet < 0 || dots === 3) return undefined;
      before = before * 256 + octet;
      dots += 1;
      octet = -1;
      continue;
    }
    if (code < 0x30 || code > 0x39 || octet === 0) return undefined;
    octet = octet < 0 ? code - 0x30 : octet * 10 + code - 0x30;
    if (octet > 255) return undefined;
  }
  if (dots < 3 || octet < 0) return undefined;
  return { family: 4, words: [before >> 8, (before & 255) * 256 + octet] };
}

/** Every text form of RFC 4291 section 2.2, without zone and prefix; `undefined` for anything else. */
export function parseIp6(text: string): IpAddress | undefined {
  if (text.length > 45) return undefined;
  const words: number[] = [];
  let gap = -1;
  let word = -1;
  for (let at = 0, from = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const digit = hexDigit(code);
    if (digit >= 0) {
      word = word < 0 ? digit : word * 16 + digit;
      if (at - from === 4) return undefined;
      continue;
    }
    if (code === 0x2e) {
      const last = parseIp4(text.slice(from));
      return last === undefined ? undefined : withGap([...words, ...last.words], gap);
    }
    if (code !== 0x3a) return undefined;
    const isDouble = text.charCodeAt(at + 1) === 0x3a;
    // A single colon parts two groups; a double one may begin and end the address, once.
    if (isDouble ? gap >= 0 || (word < 0 && at > 0) : word < 0 || at + 1 === text.length) return undefined;
    if (word >= 0) words.push(word);
    if (isDouble) {
      gap = words.length;
      at += 1;
    }
    word = -1;
    from = at + 1;
  }
  if (word >= 0) words.push(word);
  return withGap(words, gap);
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

// `::` stands for at least one group.
function withGap(words: readonly number[], gap: number): IpAddress | undefined {
  if (gap < 0) return words.length === 8 ? { family: 6, words } : undefined;
  if (words.length > 7) return undefined;
  const whole = [0, 0, 0, 0, 0, 0, 0, 0];
  const zeros = 8 - words.length;
  for (const [index, word] of words.entries()) whole[index < gap ? index : index + zeros] = word;
  return { family: 6, words: whole };
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
