import ipaddr from 'ipaddr.js';
import type { AskedExchanges } from '../../artifacts/mail/asked.ts';

/** Whether an MX target is written as an address, which no sender accepts (RFC 5321 section 5.1; RFC 1035 section 3.3.9). */
export function isAddressLiteral(host: string): boolean {
  const plain = host.replace(/^\[(?:ipv6:)?|\]$/gi, '');
  return ipaddr.IPv4.isValidFourPartDecimal(plain) || (plain.includes(':') && ipaddr.IPv6.isValid(plain));
}

/** Whether an exchange is the null MX: the root name. https://www.rfc-editor.org/rfc/rfc7505#section-3 */
export function isNullExchange(exchange: string): boolean {
  return exchange === '' || exchange === '.';
}

/** Whether senders are told to deliver nothing: there is no MX, or the null MX alone. `false` when that could not be asked. */
export function takesNoMail(mx: AskedExchanges): boolean {
  if (mx.state === 'absent') return true;
  return mx.state === 'found' && mx.exchanges.every(({ exchange }) => isNullExchange(exchange));
}
