/**
 * Whether DER is an OCSP response with the status `successful`; one with another status (`tryLater`, …) vouches for nothing.
 * https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1
 */
export function isOcspAnswer(der: Uint8Array): boolean {
  const [tag, length = 0] = der;
  // A short length is one byte; a long one says how many bytes follow.
  const start = length < 0x80 ? 2 : 2 + (length & 0x7f);
  return tag === 0x30 && der[start] === 0x0a && der[start + 1] === 1 && der[start + 2] === 0;
}
