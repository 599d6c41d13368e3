import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../core/fault.ts';
import { parseNetwork } from './network.ts';

// Self-signed, made once for this test; nobody has its key.
const authority = `-----BEGIN CERTIFICATE-----
MIIBfDCCASOgAwIBAgIUTu/GBSOv2DT0YzyAHvH3oNg6kOYwCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIUHJhY3RpY2UwIBcNMjYxMTIwMTcwODA1WhgPMjEyNjEwMjcx
NzA4MDVaMBMxETAPBgNVBAMMCFByYWN0aWNlMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEg+/ttHmSGIsbz0SJqyZaLVF1XpAWMtmyz+cv7NzVRkOcUKvxVkzBtVWj
50wglyzl7UoqTK0LlMGQhcQ34u7fx6NTMFEwHQYDVR0OBBYEFPnLvG3F6T2dfToc
SJA6+bogsxTEMB8GA1UdIwQYMBaAFPnLvG3F6T2dfTocSJA6+bogsxTEMA8GA1Ud
EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgfND1bufyLXkVostF4rFsroT9
fPn3R3gfK/GIeusxceMCIGLeptWDnbDsLAv6LECHN2V47r+tYe7qRuj7+mx8CdAy
-----END CERTIFICATE-----
`;

const resolver = (text: string) => parseNetwork({ resolver: text }, undefined).resolver;
const connect = (map: Record<string, string>) =>
  Object.fromEntries(parseNetwork({ connect: map }, undefined).connect.entries());

test('nothing said is nothing set', () => {
  expect(parseNetwork(undefined, undefined)).toEqual({ connect: new Map() });
  expect(parseNetwork({}, undefined)).toEqual({ connect: new Map() });
});

describe('network.resolver', () => {
  test.each([
    ['127.0.0.1:5300', { host: '127.0.0.1', port: 5300 }],
    ['127.0.0.1', { host: '127.0.0.1', port: 53 }],
    ['dns.example.com', { host: 'dns.example.com', port: 53 }],
    ['DNS.Example.com.:65535', { host: 'dns.example.com', port: 65_535 }],
    ['[::1]:5300', { host: '::1', port: 5300 }],
    ['[2001:DB8::0:1]', { host: '2001:db8::1', port: 53 }],
    ['2606:4700:4700::1111', { host: '2606:4700:4700::1111', port: 53 }],
    ['127.1:53', { host: '127.0.0.1', port: 53 }],
    ['bücher.example', { host: 'xn--bcher-kva.example', port: 53 }],
  ])('%s is a server', (text, server) => expect(resolver(text)).toEqual({ kind: 'server', server }));

  test.each([
    ['https://dns.example.com/dns-query', 'https://dns.example.com/dns-query'],
    ['HTTPS://dns.example.com', 'https://dns.example.com/'],
    ['https://[::1]:8443/dns-query?x=1#y', 'https://[::1]:8443/dns-query?x=1'],
    ['https://dns.example.com/dns-query{?dns}', 'https://dns.example.com/dns-query'],
  ])('%s is DNS over HTTPS', (text, url) => expect(resolver(text)).toEqual({ kind: 'https', url }));

  test.each([
    'http://dns.example.com/dns-query',
    'tls://1.1.1.1',
    'https://',
    'https://user:pass@dns.example.com/dns-query',
    'https://dns.example.com:0/',
    '',
    ' ',
    ':53',
    '127.0.0.1:',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '127.0.0.1:053000',
    '127.0.0.1:5e3',
    '[::1',
    '::1]:53',
    '[dns.example.com]:53',
    '[::1%eth0]:53',
    'a b',
    'user@dns.example.com',
    'dns.example.com/path',
    'dns.example.com?x',
    '999.1.1.1',
    '.',
  ])('%j is refused by the name of the key, with the way out', (text) => {
    expect(() => resolver(text)).toThrow(UserError);
    expect(() => resolver(text)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('"network.resolver"'),
        hint: expect.stringContaining('dns-query'),
      }),
    );
  });

  test('a password in the address is not shown', () => {
    expect(() => resolver('https://user:canary@dns.example.com/')).not.toThrow(/canary/);
  });
});

describe('network.connect', () => {
  test('hosts and ports on both sides, whatever their case and spelling', () => {
    expect(
      connect({
        'Shop.Example.com:443': '127.0.0.1:8443',
        '[2001:DB8::1]:443': '[::1]:8443',
        'ns1.example.net.:53': 'LOCALHOST:5300',
        '_dmarc.example.net:1': '127.1:1',
      }),
    ).toEqual({
      'shop.example.com:443': { host: '127.0.0.1', port: 8443 },
      '[2001:db8::1]:443': { host: '::1', port: 8443 },
      'ns1.example.net:53': { host: 'localhost', port: 5300 },
      '_dmarc.example.net:1': { host: '127.0.0.1', port: 1 },
    });
  });

  test.each([
    ['shop.example.com', '127.0.0.1:8443'],
    ['https://shop.example.com:443', '127.0.0.1:8443'],
    ['shop.example.com:https', '127.0.0.1:8443'],
    ['shop.example.com:0', '127.0.0.1:8443'],
    ['shop.example.com:65536', '127.0.0.1:8443'],
    ['*.example.com:443', '127.0.0.1:8443'],
    ['::1:443', '127.0.0.1:8443'],
    [':443', '127.0.0.1:8443'],
    ['', '127.0.0.1:8443'],
    ['shop.example.com:443', '127.0.0.1'],
    ['shop.example.com:443', '127.0.0.1:0'],
    ['shop.example.com:443', '127.0.0.1:99999'],
    ['shop.example.com:443', ':8443'],
    ['shop.example.com:443', '8443'],
    ['shop.example.com:443', '::1:8443'],
    ['shop.example.com:443', 'http://127.0.0.1:8443'],
    ['shop.example.com:443', '127.0.0.1:8443/path'],
    ['shop.example.com:443', '%31.example.com:1'],
  ])('%j to %j is refused by the name of the key', (from, to) => {
    expect(() => connect({ [from]: to })).toThrow(UserError);
    expect(() => connect({ [from]: to })).toThrow(`"network.connect" for "${from}"`);
  });

  test('two spellings of one place may not lead to different ends', () => {
    const twice = { 'shop.example.com:443': '127.0.0.1:1', 'SHOP.example.com:443': '127.0.0.1:2' };
    expect(() => connect(twice)).toThrow('there twice');
    expect(connect({ ...twice, 'SHOP.example.com:443': '127.0.0.1:1' })).toEqual({
      'shop.example.com:443': { host: '127.0.0.1', port: 1 },
    });
  });

  test('whatever is written is either understood or a UserError', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9.:[\]%@/#?\\-]{0,20}:\d{0,6}$/));
    fc.assert(
      fc.property(text, text, (from, to) => {
        try {
          for (const { host, port } of Object.values(connect({ [from]: to }))) {
            expect(port).toBeGreaterThan(0);
            expect(port).toBeLessThan(65_536);
            expect(URL.canParse(`http://${host.includes(':') ? `[${host}]` : host}:${port}/`)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('network.ca', () => {
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const ca = (text: string) => parseNetwork({ ca: './private-ca.pem' }, text).ca;

  test.each([
    ['', 'holds no certificate'],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', 'holds no certificate'],
    [broken, 'the certificate in "./private-ca.pem" cannot be read'],
    ['-----BEGIN CERTIFICATE-----', 'cannot be read'],
    [authority + broken, 'certificate 2 in'],
  ])('%j is refused', (text, words) => {
    expect(() => ca(text)).toThrow(UserError);
    expect(() => ca(text)).toThrow(words);
    expect(() => ca(text)).toThrow('"network.ca"');
  });

  test('certificates are handed on, comments and keys beside them are not', () => {
    const key = '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n';
    expect(ca(`Our own authority\r\n${authority.replaceAll('\n', '\r\n')}${key}${authority}`)).toBe(
      authority + authority,
    );
  });
});
