import { domainToASCII } from 'node:url';

/** A name ready to be sent. `text` is in lower case, without the dot at the end, with RFC 1035 §5.1 escapes; the root is empty. */
export type WireName = { readonly text: string; readonly labels: readonly Buffer[] };

/** A name, or in words why there can be none such. */
export type ParsedName =
  | { readonly state: 'name'; readonly name: WireName }
  | { readonly state: 'bad'; readonly why: string };

// RFC 1035 §2.3.4: octets of a label, and of a whole name with its length octets and the root.
const longestLabel = 63;
const longestName = 255;
const mostPointers = 127;

/**
 * Reads a name as people write it: one dot at the end is dropped, `\.` and `\065` are escapes (RFC 1035 §5.1), labels
 * outside ASCII become `xn--` labels (RFC 5891). `.` is the root. Never throws.
 */
export function parseName(text: string): ParsedName {
  if (text === '') return bad('the name is empty');
  if (text === '.') return { state: 'name', name: { text: '', labels: [] } };
  // Anything longer is too long however it is read; nothing is split before that is known.
  if (text.length > 4 * longestName) return bad('the name is longer than 253 characters');

  const labels: Buffer[] = [];
  for (const written of splitLabels(text)) {
    const label = bytesOf(isAscii(written) ? written : asciiLabel(written));
    if (label === undefined) return bad('a label of the name has an escape that is none');
    if (label.length === 0) {
      return bad(written === '' ? 'the name has an empty label' : 'a label of the name has no form in ASCII');
    }
    if (label.length > longestLabel) return bad('a label of the name is longer than 63 characters');
    labels.push(label);
  }
  const length = labels.reduce((sum, label) => sum + label.length + 1, 1);
  if (length > longestName) return bad('the name is longer than 253 characters');
  return { state: 'name', name: { text: labels.map(showLabel).join('.'), labels } };
}

/** A name in a message at `at`, in lower case with escapes, and where what follows it begins. Throws `RangeError`. */
export function readName(bytes: Buffer, at: number): { readonly text: string; readonly end: number } {
  const labels: string[] = [];
  let end: number | undefined;
  let length = 1;
  let pointers = 0;
  for (let here = at; ; ) {
    const size = bytes.readUInt8(here);
    if (size === 0) return { text: labels.join('.'), end: end ?? here + 1 };
    if (size >= 0xc0) {
      const target = bytes.readUInt16BE(here) - 0xc000;
      pointers += 1;
      // Only what came before may be named (RFC 1035 §4.1.4): a pointer to itself would never end.
      if (target >= here || pointers > mostPointers) throw new RangeError('a name points in circles');
      end ??= here + 2;
      here = target;
      continue;
    }
    length += size + 1;
    if (size > longestLabel || length > longestName) throw new RangeError('a name is too long');
    if (here + 1 + size > bytes.length) throw new RangeError('a name is cut off');
    labels.push(showLabel(lowerCase(bytes.subarray(here + 1, here + 1 + size))));
    here += size + 1;
  }
}

/** A copy with A–Z as a–z; all other bytes stay (RFC 4343 §3). */
export function lowerCase(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)));
}

function bad(why: string): ParsedName {
  return { state: 'bad', why };
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

// Before a name that is no number: alone, digits of other scripts would become an IPv4 address.
function asciiLabel(label: string): string {
  const ascii = domainToASCII(`${label}.example`).slice(0, -'.example'.length);
  return ascii.includes('.') ? '' : ascii;
}

// The full stops of East Asian scripts part labels too, https://www.rfc-editor.org/rfc/rfc3490#section-3.1
const dots = new Set(['.', '\u3002', '\uff0e', '\uff61']);

function splitLabels(text: string): readonly string[] {
  const labels = [''];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (dots.has(char)) labels.push('');
    else if (char !== '\\') labels.push(`${labels.pop()}${char}`);
    else {
      labels.push(`${labels.pop()}${text.slice(at, at + 2)}`);
      at += 1;
    }
  }
  if (labels.at(-1) === '') labels.pop();
  return labels;
}

function bytesOf(label: string): Buffer | undefined {
  const bytes: number[] = [];
  for (const [part, decimal, char] of label.matchAll(/\\(?:(\d{3})|([^\d]))|[^\\]|\\/g)) {
    if (part === '\\' || Number(decimal ?? 0) > 255) return undefined;
    bytes.push(decimal === undefined ? (char ?? part).charCodeAt(0) : Number(decimal));
  }
  return lowerCase(Buffer.from(bytes));
}

function showLabel(label: Buffer): string {
  let text = '';
  for (const byte of label) {
    const isPlain = byte > 0x20 && byte < 0x7f;
    if (byte === 0x2e || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else text += isPlain ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`;
  }
  return text;
}
