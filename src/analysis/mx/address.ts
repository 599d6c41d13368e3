import ipaddr from 'ipaddr.js';

/** Whether an MX target is written as an address, which no sender accepts (RFC 5321 section 5.1; RFC 1035 section 3.3.9). */
export function isAddressLiteral(host: string): boolean {
  const plain = host.replace(/^\[(?:ipv6:)?|\]$/gi, '');
  return ipaddr.IPv4.isValidFourPartDecimal(plain) || (plain.includes(':') && ipaddr.IPv6.isValid(plain));
}

/** Whether an exchange is the null MX: the root name. https://www.rfc-editor.org/rfc/rfc7505#section-3 */
export function isNullExchange(exchange: string): boolean {
  return exchange === '' || exchange === '.';
}

/** Whether an address is out of the world's reach: loopback, private, link-local and the like. Documentation ranges count as public. */
export function isInternalAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return true;
  // `process` unwraps IPv4 that is written as IPv6.
  return !['unicast', 'reserved'].includes(ipaddr.process(address).range());
}
