/**
 * Public halves of DKIM keys (RFC 6376, section 3.6.1), base64 of the SPKI. They were made for the practice launch and nothing signs
 * with them: the private halves were never kept.
 */
export const signingKeys = {
  /** RSA of 512 bits, which anybody can factor over a weekend. */
  short:
    'MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMUL+3PaeiPG7Ws+ms/lhDlhG8iSegB3sR6O+OGdAPzdEN4EtGfwrT+S3VwcI+TCqKQNjD9Ck0nkl6G9x0h7smMCAwEAAQ==',
  /** RSA of 2048 bits, longer than one character-string of a TXT record. */
  long: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApSZ7AO+qxj+GujVscCLUIb7SXI5M9fGX9Dk0KvbGEOWWxvDzT6oX7MQYnwrclsbB5kz4lCwAd0KTKc8l/GWP9YxByo4ae4ZH/WjZEWCSkB0RKgXDjN+PUhJ1LjCVyyjFvgTC5uEI2ej4dgZ0FsPDg9grEpHAcFMIZ2Ud3qrvCgQcfTf5sEVe5zWb6kJoAGonqNpjHuZ6+7hTiDwns6qscBV3FSgKSvhjqQvRfbd+8NcjkjvPEHVrK9sfz4DEjB3Oge5qiYA2eMFP1HK0WOZsDSAvKD8hMcl/r+ItR9AZPVWw+U3soao2x4mXQuTXes8ZQchNVFXXgPI4ULrEnoZIJwIDAQAB',
} as const;

/** The TXT data of an RSA key, cut into strings of at most 255 bytes as name servers want it. */
export function signingRecord(key: string): string {
  const text = `v=DKIM1; k=rsa; p=${key}`;
  return Array.from(text.matchAll(/.{1,255}/g), ([part]) => `"${part}"`).join(' ');
}
