/** The DNSSEC key of the signed zones, made for the practice launch: nothing is signed with it. */
export const zoneKey = {
  /** In base64, as in a DNSKEY record. */
  publicKey: 'retNBGuy50pc5ZO7mcArvJNEqvZV3+DtcC+KhbwOvYjPELxTqXUhK7LpazLSFaKJdhrWTotfIZr7Du3ABg6bdQ==',
  keyTag: 24_610,
  /** SHA-256, in hexadecimal, as in the DS record at the registry. */
  digest: '3f1d6c0a94b7e8527d0c1b6a5e94f8370213c4d5e6f708192a3b4c5d6e7f8091',
} as const;

/** The DS record's data. ECDSA P-256 (13) and SHA-256 (2) are what RFC 8624 recommends. */
export const delegationSigner = `${zoneKey.keyTag} 13 2 ${zoneKey.digest}`;
