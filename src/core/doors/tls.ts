/** A TLS server: a name in lower case (sent as SNI) and a port. */
export type TlsServer = { readonly host: string; readonly port: number };

/** Protocol versions by their usual names. */
export type TlsVersion = 'SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** Why there was no handshake. `private`: nothing was sent, the address belongs to the auditor's own network. */
export type TlsTrouble =
  | 'private'
  | 'no-address'
  | 'dns'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'alert'
  | 'not-tls'
  | 'other';

/** The handshake that a current client makes, at Node's default security level. */
export type TlsHandshake =
  | {
      readonly state: 'shaken';
      readonly version: TlsVersion;
      /** IANA name. */
      readonly cipher: string;
      /** Ephemeral key agreement, as far as it shows: `X25519`, `DH 1024`. Absent without forward secrecy. */
      readonly keyExchange?: string;
      /** DER of each certificate in the order the server sent them. */
      readonly chain: readonly Uint8Array[];
      /** Node's verdict with the public roots and `network.ca`: `undefined` when it trusts, else its code and words. */
      readonly distrust?: { readonly code: string; readonly message: string };
      /** DER of the OCSP response that was stapled. */
      readonly staple?: Uint8Array;
      readonly address: string;
    }
  | { readonly state: 'failed'; readonly why: TlsTrouble; readonly detail: string };

/** What a server did with one hand-made ClientHello. */
export type TlsOffer =
  | { readonly state: 'accepted'; readonly version: TlsVersion; readonly cipher: number; readonly dhBits?: number }
  /** An alert, a closed or reset connection after the hello: it does not take the offer. */
  | { readonly state: 'declined'; readonly detail: string }
  /** Silence or something that is no TLS: nothing was learnt. */
  | { readonly state: 'failed'; readonly why: TlsTrouble; readonly detail: string };

/** TLS as the wire shows it. What goes wrong is a value; only an aborted signal throws. */
export type TlsDoor = {
  handshake(server: TlsServer, signal: AbortSignal): Promise<TlsHandshake>;
  /** Offers one version and some cipher suites (IANA numbers), and reads the answer up to ServerKeyExchange. */
  offer(server: TlsServer, version: TlsVersion, ciphers: readonly number[], signal: AbortSignal): Promise<TlsOffer>;
  /**
   * Whether Node trusts `chain` for `host` with certificates added to it: tells incomplete from untrusted. `chain` is DER, leaf first.
   */
  verify(host: string, chain: readonly Uint8Array[], at: number): TlsVerification;
};

/** Whether a path from the leaf to a trusted root exists. */
export type TlsVerification = { readonly trusted: true } | { readonly trusted: false; readonly why: string };
