import { neutraliseLine } from '../../core/text.ts';

/** One extended error: its code, and code and text in words. https://www.rfc-editor.org/rfc/rfc8914 */
export type ExtendedError = { readonly code: number; readonly words: string };

const optionCode = 15;

// RFC 8914 §4, in the order of their codes.
const names = [
  'other error',
  'unsupported DNSKEY algorithm',
  'unsupported DS digest type',
  'stale answer',
  'forged answer',
  'DNSSEC indeterminate',
  'DNSSEC bogus',
  'signature expired',
  'signature not yet valid',
  'DNSKEY missing',
  'RRSIGs missing',
  'no zone key bit set',
  'NSEC missing',
  'cached error',
  'not ready',
  'blocked',
  'censored',
  'filtered',
  'prohibited',
  'stale NXDOMAIN answer',
  'not authoritative',
  'not supported',
  'no reachable authority',
  'network error',
  'invalid data',
];

const firstOfDnssec = 5;
const lastOfDnssec = 12;

/** Reads the extended errors among EDNS options; options that are cut off end the reading. */
export function readExtendedErrors(options: Buffer): readonly ExtendedError[] {
  const errors: ExtendedError[] = [];
  for (let at = 0; at + 4 <= options.length; ) {
    const end = at + 4 + options.readUInt16BE(at + 2);
    if (end > options.length) break;
    if (options.readUInt16BE(at) === optionCode && end - at >= 6) {
      errors.push(inWords(options.readUInt16BE(at + 4), options.toString('utf8', at + 6, end)));
    }
    at = end;
  }
  return errors;
}

/** Whether the resolver says that the signatures are wrong: asking it again would change nothing. */
export function blamesDnssec(errors: readonly ExtendedError[]): boolean {
  return errors.some(({ code }) => code >= firstOfDnssec && code <= lastOfDnssec);
}

function inWords(code: number, text: string): ExtendedError {
  const name = names[code] ?? 'extended error';
  const plain = neutraliseLine(text.replace(/\0+$/, ''), 200);
  return { code, words: plain === '' ? `${name} (${code})` : `${name} (${code}): ${plain}` };
}
