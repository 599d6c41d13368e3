/** One TLS record as read off the wire. `header` is its first five bytes. https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
export type TlsRecord = { readonly type: number; readonly header: Uint8Array; readonly body: Uint8Array };

/** One handshake message without its header. https://www.rfc-editor.org/rfc/rfc8446#section-4 */
export type HandshakeMessage = { readonly type: number; readonly body: Uint8Array };

/** Content types. https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/** Handshake types. https://www.rfc-editor.org/rfc/rfc8446#appendix-B.3 */
export const handshakeType = {
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  finished: 20,
  certificateStatus: 22,
} as const;

// RFC 8446 §5.2 allows 256 bytes beyond the plain limit; TLS 1.2 and before allow 2048.
const longestRecord = 16_384 + 2048;

/** The whole records at the start of `bytes`; the rest has not come yet. `undefined`: these bytes are no TLS. */
export function readRecords(bytes: Uint8Array): readonly TlsRecord[] | undefined {
  const records: TlsRecord[] = [];
  for (let at = 0; at + 5 <= bytes.length; ) {
    const header = bytes.subarray(at, at + 5);
    const [type = 0, major = 0, , high = 0, low = 0] = header;
    const length = high * 256 + low;
    if (type < contentType.changeCipherSpec || type > 24 || major !== 3 || length > longestRecord) return undefined;
    if (at + 5 + length > bytes.length) break;
    records.push({ type, header, body: bytes.subarray(at + 5, at + 5 + length) });
    at += 5 + length;
  }
  return records;
}

/** Whether `bytes`, perhaps the beginning of a record only, can be the start of TLS. */
export function looksLikeTls(bytes: Uint8Array): boolean {
  const [type = contentType.handshake, major = 3] = bytes;
  return type >= contentType.changeCipherSpec && type <= 24 && major === 3;
}

/** The whole handshake messages in the bodies of handshake records: a message may span records, and a record hold several. */
export function readMessages(bodies: readonly Uint8Array[]): readonly HandshakeMessage[] {
  const bytes = Buffer.concat(bodies);
  const messages: HandshakeMessage[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = bytes.readUIntBE(at + 1, 3);
    if (at + 4 + length > bytes.length) break;
    messages.push({ type: bytes[at] ?? 0, body: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return messages;
}
