const nonAscii = /[^\0-\x7f]/;
const encoder = new TextEncoder();

/**
 * A text as the bytes of its UTF-8 form, one character (0–255) a byte. The Rules language knows bytes alone: its `len()` counts
 * them, its `lower()` and its patterns do not look beyond ASCII. https://developers.cloudflare.com/ruleset-engine/rules-language/values/
 */
export function toBytes(text: string): string {
  return nonAscii.test(text) ? byteString(encoder.encode(text)) : text;
}

/** Whether bytes, or a text, have nothing above U+007F. */
export function isAscii(bytes: string): boolean {
  return !nonAscii.test(bytes);
}

/** The text that such bytes are; `undefined` when they are no UTF-8. */
export function fromBytes(bytes: string): string | undefined {
  if (!nonAscii.test(bytes)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
    );
  } catch {
    // The decoder's only way to say that these bytes are no text.
    return undefined;
  }
}

/** Lower case as `lower()` has it: A–Z alone. */
export function lowerAscii(bytes: string): string {
  return bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Upper case as `upper()` has it: a–z alone. */
export function upperAscii(bytes: string): string {
  return bytes.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function byteString(bytes: Uint8Array): string {
  const step = 8192;
  let text = '';
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step));
  return text;
}
