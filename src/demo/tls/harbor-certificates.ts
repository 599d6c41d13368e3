import { type CertificateOrder, type Identity, issue } from './certificate.ts';

/** What a TLS server sends for one host: its own certificate, and as much of the chain as it was given. */
export type ServerIdentity = { readonly host: string; readonly key: string; readonly chain: string };

/** Every certificate of the practice launch, made anew at each start. */
export type HarborCertificates = {
  /** PEM of the root, for `network.ca`. */
  readonly root: string;
  /** DER of the intermediate, as its certification authority publishes it. */
  readonly intermediate: Buffer;
  readonly servers: readonly ServerIdentity[];
};

/** Where the practice authority publishes its intermediate certificate: plain http, as everywhere. */
export const issuerHost = 'pe7.i.lencr.example';

const day = 86_400_000;

/** Every host that has a site: what Vercel serves for the shop, its preview, and the mail policy. */
export const secureHosts = [
  'shop.example.com',
  'www.shop.example.com',
  'shop-harbor.vercel.app',
  'shop-git-main-harbor.vercel.app',
  'harbor-goods.example',
  'www.harbor-goods.example',
  'harbor-lamps.example',
  'www.harbor-lamps.example',
  'example.com',
  'www.example.com',
  'mta-sts.example.com',
] as const;

type SecureHost = (typeof secureHosts)[number];

/**
 * Makes a root, an intermediate below it that calls itself Let's Encrypt as the real one would on Vercel, and one certificate a host.
 * Broken: the shop's own is in its last sixth and names its host by common name alone, which browsers stopped reading; one domain
 * sends no intermediate, another the certificate of a neighbour. Times hang on `now`, in milliseconds since 1970.
 */
export function harborCertificates(options: { readonly repaired: boolean; readonly now: number }): HarborCertificates {
  const { repaired, now } = options;
  const years = { notBefore: new Date(now - 900 * day), notAfter: new Date(now + 2_700 * day) };
  const root = issue({
    subject: { country: 'XX', organization: 'Practice Launch', commonName: 'Practice Root X1' },
    ...years,
    authority: true,
  });
  const intermediate = issue({
    subject: { country: 'US', organization: "Let's Encrypt", commonName: 'PE7' },
    issuer: root,
    ...years,
    authority: true,
  });
  const serve = (host: SecureHost): ServerIdentity => {
    const fault = repaired ? undefined : faults[host];
    const leaf = issue(leafOrder(host, fault, intermediate, now));
    return {
      host,
      key: leaf.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      chain: fault === 'leaf only' ? leaf.pem : leaf.pem + intermediate.pem,
    };
  };
  return { root: root.pem, intermediate: intermediate.der, servers: secureHosts.map(serve) };
}

type Fault = 'worn and by common name' | 'leaf only' | "a neighbour's";

const faults: { readonly [host in SecureHost]?: Fault } = {
  'shop.example.com': 'worn and by common name',
  'harbor-lamps.example': 'leaf only',
  'harbor-goods.example': "a neighbour's",
};

function leafOrder(host: string, fault: Fault | undefined, issuer: Identity, now: number): CertificateOrder {
  const isWorn = fault === 'worn and by common name';
  const age = isWorn ? 80 : 10;
  const name = fault === "a neighbour's" ? 'www.harbor-goods.example' : host;
  return {
    subject: { commonName: name },
    issuer,
    notBefore: new Date(now - age * day),
    notAfter: new Date(now + (90 - age) * day),
    ...(isWorn ? {} : { names: [name] }),
    issuerAddress: `http://${issuerHost}/`,
  };
}
