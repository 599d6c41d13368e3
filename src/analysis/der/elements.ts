/** One DER element: its tag byte and its contents. */
export type DerElement = { readonly tag: number; readonly content: Uint8Array };

/**
 * The elements that follow each other in `bytes` (X.690 with one-byte tags and definite lengths), or `undefined` when they are
 * anything else. Reads at most 16 elements: a public key has two or three.
 */
export function readDer(bytes: Uint8Array): readonly DerElement[] | undefined {
  const elements: DerElement[] = [];
  let at = 0;
  while (at < bytes.length && elements.length < 16) {
    const tag = bytes[at] ?? 0;
    const size = readLength(bytes, at + 1);
    if (size === undefined || (tag & 0x1f) === 0x1f) return undefined;
    const end = size.start + size.length;
    if (end > bytes.length) return undefined;
    elements.push({ tag, content: bytes.subarray(size.start, end) });
    at = end;
  }
  return at === bytes.length ? elements : undefined;
}

function readLength(bytes: Uint8Array, at: number): { readonly start: number; readonly length: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { start: at + 1, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 3 || at + count >= bytes.length) return undefined;
  const length = bytes.subarray(at + 1, at + 1 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return { start: at + 1 + count, length };
}
