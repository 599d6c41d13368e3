/** A TLS server: a name in lower case (sent as SNI) or an address, and a port. */
export type TlsServer = { readonly host: string; readonly port: number };

/** Protocol versions by their usual names, oldest first. */
export const tlsVersions = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

/** One of these versions. */
export type TlsVersion = (typeof tlsVersions)[number];

/**
 * Why there was no handshake. `private`: nothing was sent, the address belongs to the auditor's own network; `incompatible`: the
 * server chose what no client takes, an old version or a small prime.
 */
export type TlsTrouble =
  | 'private'
  | 'no-address'
  | 'dns'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'alert'
  | 'incompatible'
  | 'not-tls'
  | 'other';

/** One certificate as it came over the wire. `sha256` is of the DER, in hex. */
export type SentCertificate = { readonly der: Uint8Array; readonly sha256: string };

/** The handshake that a current client makes, at Node's default security level. */
export type TlsHandshake =
  | {
      readonly state: 'shaken';
      readonly version: TlsVersion;
      /** IANA name, or the number in hex where only the wire shows it. */
      readonly cipher: string;
      /** Ephemeral key agreement, as far as it shows: `X25519`, `DH 1024`. Absent without forward secrecy. */
      readonly keyExchange?: string;
      /** In the order the server sent them. */
      readonly chain: readonly SentCertificate[];
      /** `wire`: read from the handshake itself; `node`: that failed, and this is what Node rebuilt, its order says nothing. */
      readonly chainFrom: 'wire' | 'node';
      /**
       * Node's verdict by the public roots and `network.ca`, at the clock's time: `undefined` when it trusts, else its code and
       * words. Also absent when Node came to no verdict: see `refused` and `clientCertificate`.
       */
      readonly distrust?: { readonly code: string; readonly message: string };
      /** DER of the OCSP response that was stapled. */
      readonly staple?: Uint8Array;
      /** Set when the handshake came about at a lowered security level only: what a current client says instead. */
      readonly refused?: string;
      /** Whether the server asks for a certificate of the client; `required`: it went no further without one. */
      readonly clientCertificate?: 'requested' | 'required';
      readonly address: string;
    }
  | { readonly state: 'failed'; readonly why: TlsTrouble; readonly detail: string };

/** What a server did with one hand-made ClientHello. */
export type TlsOffer =
  | { readonly state: 'accepted'; readonly version: TlsVersion; readonly cipher: number; readonly dhBits?: number }
  /**
   * An alert, or a closed or reset connection after the hello. A reset may come from a firewall just as well: it means that the
   * server does not take the offer only where the same server takes another.
   */
  | { readonly state: 'declined'; readonly how: 'alert' | 'closed' | 'reset'; readonly detail: string }
  /** Silence or something that is no TLS: nothing was learnt. */
  | { readonly state: 'failed'; readonly why: TlsTrouble; readonly detail: string };

/** Whether a path from the leaf to a trusted root exists. */
export type TlsVerification =
  | { readonly trusted: true }
  /** `code`: `no-issuer`, `self-signed`, `private-root`, `issuer-expired`, `issuer-not-ca`, `weak-signature`, `weak-key`, `unreadable`. */
  | { readonly trusted: false; readonly code: TlsDistrust; readonly why: string };

/** Why a chain leads to no trusted root. */
export type TlsDistrust =
  | 'no-issuer'
  | 'self-signed'
  | 'private-root'
  | 'issuer-expired'
  | 'issuer-not-ca'
  | 'weak-signature'
  | 'weak-key'
  | 'unreadable';

/** The file behind an issuer's address (AIA), or why it did not come. */
export type IssuerFile =
  | { readonly state: 'read'; readonly file: Uint8Array }
  | { readonly state: 'failed'; readonly detail: string };

/**
 * TLS as the wire shows it. What goes wrong is a value; only an aborted signal throws, and every question of an offline run
 * (`UnavailableError`). A connection that is not opened within 2.5 seconds, or not answered within 4 more, and a question that
 * the signal's deadline leaves no time for, is a `timeout`.
 */
export type TlsDoor = {
  /** One connection; up to two more, one of them at a lowered security level, when the first one fails. */
  handshake(server: TlsServer, signal: AbortSignal): Promise<TlsHandshake>;
  /**
   * Offers versions up to `version` (1.3: that one alone) and some cipher suites (IANA numbers), and reads the answer up to
   * ServerKeyExchange. One connection; at most six are open to a host at a time.
   */
  offer(server: TlsServer, version: TlsVersion, ciphers: readonly number[], signal: AbortSignal): Promise<TlsOffer>;
  /**
   * Reads the certificate that another one names as its issuer's, as bytes: plain HTTP, as authorities publish it; at most 64 kB,
   * no redirect, never from a private address. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1
   */
  issuerFile(url: string, signal: AbortSignal): Promise<IssuerFile>;
  /**
   * Whether a path leads from the first certificate to a trusted root at `at` (milliseconds since 1970), over the others in any
   * order. The first certificate's own dates and names are not looked at: they are a question of their own.
   */
  verify(chain: readonly Uint8Array[], at: number): TlsVerification;
};
