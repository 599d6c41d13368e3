/** Reads the fields of a TLS message in order. Every method throws `RangeError` when the message ends too early. */
export type Reader = {
  readonly left: number;
  /** A number of 1, 2 or 3 bytes. */
  number(bytes: 1 | 2 | 3): number;
  bytes(length: number): Uint8Array;
  /** A vector: its length in 1, 2 or 3 bytes, then its content. https://www.rfc-editor.org/rfc/rfc8446#section-3.4 */
  vector(lengthBytes: 1 | 2 | 3): Uint8Array;
};

/** A reader at the start of `message`. */
export function readerOf(message: Uint8Array): Reader {
  let at = 0;
  const bytes = (length: number): Uint8Array => {
    if (at + length > message.length) throw new RangeError('the message ends too early');
    at += length;
    return message.subarray(at - length, at);
  };
  const number = (length: 1 | 2 | 3): number => bytes(length).reduce((value, byte) => value * 256 + byte, 0);
  return {
    get left() {
      return message.length - at;
    },
    number,
    bytes,
    vector: (lengthBytes) => bytes(number(lengthBytes)),
  };
}

/** Extensions by their number. Throws `RangeError` when they are cut off. */
export function readExtensions(list: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const reader = readerOf(list);
  const extensions = new Map<number, Uint8Array>();
  while (reader.left > 0) extensions.set(reader.number(2), reader.vector(2));
  return extensions;
}
