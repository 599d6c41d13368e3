/** A certificate authority: the words its certificates carry, and the names that it answers to in CAA. */
export type Authority = {
  readonly title: string;
  /** In lower case; one of them in the issuer's organisation or common name is enough. */
  readonly words: readonly string[];
  /** The first one is what to publish. */
  readonly domains: readonly string[];
};

const authority = (title: string, words: readonly string[], ...domains: readonly string[]): Authority => ({
  title,
  words,
  domains,
});

const letsEncrypt = authority('Let’s Encrypt', ["let's encrypt", 'let’s encrypt'], 'letsencrypt.org');
const google = authority('Google Trust Services', ['google trust services'], 'pki.goog');
const sectigo = authority(
  'Sectigo',
  ['sectigo', 'comodo', 'zerossl', 'usertrust'],
  'sectigo.com',
  'comodoca.com',
  'comodo.com',
  'usertrust.com',
  'trust-provider.com',
);
const sslCom = authority('SSL.com', ['ssl corp', 'ssl.com'], 'ssl.com');

// The names are the ones that each authority gives in its certification practice statement.
const authorities: readonly Authority[] = [
  letsEncrypt,
  google,
  sectigo,
  sslCom,
  authority(
    'DigiCert',
    ['digicert', 'geotrust', 'rapidssl', 'thawte', 'symantec', 'encryption everywhere'],
    'digicert.com',
    'geotrust.com',
    'rapidssl.com',
    'thawte.com',
    'symantec.com',
    'www.digicert.com',
    'digitalcertvalidation.com',
  ),
  authority('Amazon', ['amazon'], 'amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'),
  authority('GlobalSign', ['globalsign', 'alphassl'], 'globalsign.com'),
  authority('GoDaddy', ['godaddy', 'starfield'], 'godaddy.com', 'starfieldtech.com'),
  authority('Entrust', ['entrust'], 'entrust.net', 'affirmtrust.com'),
  authority('Buypass', ['buypass'], 'buypass.com', 'buypass.no'),
  authority('Actalis', ['actalis'], 'actalis.it'),
  authority('Certum', ['certum', 'asseco', 'unizeto'], 'certum.pl', 'certum.eu'),
  authority('SwissSign', ['swisssign'], 'swisssign.com'),
  authority('HARICA', ['harica', 'hellenic academic'], 'harica.gr'),
  authority('IdenTrust', ['identrust', 'trustid'], 'identrust.com'),
  authority('QuoVadis', ['quovadis'], 'quovadisglobal.com'),
  authority('Microsoft', ['microsoft'], 'microsoft.com'),
  authority('Apple', ['apple'], 'pki.apple.com'),
];

/** The authority behind an issuer's name, or none that is known. */
export function authorityOf(issuerName: string): Authority | undefined {
  const name = issuerName.toLowerCase();
  return authorities.find(({ words }) => words.some((word) => name.includes(word)));
}

/** Who issues for names at Vercel. https://vercel.com/docs/domains/working-with-ssl */
export const vercelAuthority: Authority = letsEncrypt;

/** Who issues for names behind Cloudflare, backups included. https://developers.cloudflare.com/ssl/reference/certificate-authorities/ */
export const cloudflareAuthorities: readonly Authority[] = [letsEncrypt, google, sslCom, sectigo];
