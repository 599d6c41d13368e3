import { X509Certificate } from 'node:crypto';
import { definedOnly } from '../core/defined.ts';
import { UserError } from '../core/fault.ts';
import { type Endpoint, endpointKey, type NetworkOptions, type Resolver } from '../core/network.ts';
import { neutraliseLine } from '../core/text.ts';
import type { Config } from './schema.ts';

/**
 * The configuration's `network`, ready to use. `ca` is the text of the file that `network.ca` names. Throws `UserError`
 * naming the key for anything that could not be honoured to the letter.
 */
export function parseNetwork(network: Config['network'], ca: string | undefined): NetworkOptions {
  return definedOnly({
    resolver: network?.resolver === undefined ? undefined : parseResolver(network.resolver),
    connect: parseConnect(network?.connect ?? {}),
    ca: ca === undefined ? undefined : parseAuthorities(ca, network?.ca ?? 'the file'),
  });
}

const dnsPort = 53;

function parseResolver(text: string): Resolver {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'https') return { kind: 'https', url: parseDnsOverHttps(text) };
  const hint = 'Write it as 127.0.0.1:5300, [::1]:5300, dns.example.com or https://dns.example.com/dns-query.';
  if (scheme !== undefined) {
    throw new UserError(`"network.resolver" cannot be asked over ${scheme}://: it is ${shown(text)}.`, hint);
  }
  const server = parseEndpoint(text, dnsPort);
  if (server === undefined) {
    throw new UserError(`"network.resolver" is no host, host:port or https:// address: ${shown(text)}.`, hint);
  }
  return { kind: 'server', server };
}

function parseDnsOverHttps(text: string): string {
  // Providers print their address as a URI template, https://www.rfc-editor.org/rfc/rfc8484#section-4.1
  const address = text.replace(/\{\?dns\}$/, '');
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const hint = 'Write it as https://dns.example.com/dns-query.';
  if (url === undefined || url.hostname === '' || url.port === '0') {
    throw new UserError(`"network.resolver" is no https:// address: ${shown(text)}.`, hint);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError('"network.resolver" carries a user name or password, which is not sent.', hint);
  }
  url.hash = '';
  return url.href;
}

function parseConnect(map: Readonly<Record<string, string>>): ReadonlyMap<string, Endpoint> {
  const found = new Map<string, Endpoint>();
  for (const [from, to] of Object.entries(map)) {
    const key = `"network.connect" for ${shown(from)}`;
    const hint = 'Write it as "shop.example.com:443": "127.0.0.1:8443", each side a host and a port, IPv6 in brackets.';
    const source = parseEndpoint(from);
    if (source === undefined) throw new UserError(`${key} does not begin with a host and a port.`, hint);
    const target = parseEndpoint(to);
    if (target === undefined) throw new UserError(`${key} does not lead to a host and a port: ${shown(to)}.`, hint);
    const known = found.get(endpointKey(source));
    if (known !== undefined && endpointKey(known) !== endpointKey(target)) {
      throw new UserError(`${key} is there twice, with different ends.`, 'Keep one of them; case makes no difference.');
    }
    found.set(endpointKey(source), target);
  }
  return found;
}

// The host is a name, an IPv4 address, or an IPv6 address in brackets; without a port a bare IPv6 address is plain enough.
function parseEndpoint(text: string, usualPort?: number): Endpoint | undefined {
  const bare = usualPort === undefined ? undefined : normalHost(`[${text}]`);
  if (bare !== undefined) return { host: bare, port: usualPort ?? dnsPort };
  const [, host = '', digits] = /^(\[[^[\]]*\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const port = digits === undefined ? usualPort : Number(digits);
  const name = normalHost(host);
  if (name === undefined || port === undefined || port < 1 || port > 65_535) return undefined;
  return { host: name, port };
}

// As the URL standard spells it, so that `SHOP.example.com`, `127.1` and `bücher.example` meet what addresses say.
function normalHost(text: string): string | undefined {
  const isPlain = /^\[[0-9a-f:.]+\]$/i.test(text) || /^[^\s/\\?#@:%*[\]]+$/.test(text);
  if (!isPlain || !URL.canParse(`http://${text}/`)) return undefined;
  const { hostname } = new URL(`http://${text}/`);
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return name === '' ? undefined : name;
}

// Only the certificates are handed on: a private key that lies in the same file stays where it is.
function parseAuthorities(text: string, path: string): string {
  const begin = '-----BEGIN CERTIFICATE-----';
  const end = '-----END CERTIFICATE-----';
  const hint =
    'Give the file of the certificate authority in PEM form: text that begins with -----BEGIN CERTIFICATE-----.';
  const blocks = text.split(begin).slice(1);
  if (blocks.length === 0) throw new UserError(`"network.ca" holds no certificate: ${shown(path)}.`, hint);
  const certificates = blocks.map((block, index) => {
    const length = block.indexOf(end);
    try {
      return new X509Certificate(`${begin}${length < 0 ? '' : block.slice(0, length)}${end}\n`).toString();
    } catch (error) {
      const which = blocks.length === 1 ? 'the certificate' : `certificate ${index + 1}`;
      throw new UserError(`"network.ca": ${which} in ${shown(path)} cannot be read.`, hint, { cause: error });
    }
  });
  return certificates.join('');
}

function shown(text: string): string {
  return `"${neutraliseLine(text, 100)}"`;
}
