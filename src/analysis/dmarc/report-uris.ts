/** An address of `rua` or `ruf`. */
export type ReportUri = {
  /** As written, without space around it. */
  readonly text: string;
  /** Whether it is a URI by syntax, and for `mailto:` an address. Reports go to `mailto:` alone (RFC 9990). */
  readonly valid: boolean;
  readonly scheme: string;
  /** The domain that reports go to, in lower case; absent when it cannot be told. */
  readonly domain?: string;
  /** The `!10m` of older records, which RFC 9989 drops. */
  readonly size?: string;
};

const mostUris = 50;

/** The comma-separated URIs of a `rua` or `ruf`, at most 50. https://www.rfc-editor.org/rfc/rfc9989#section-4.7 */
export function parseReportUris(value: string | undefined): readonly ReportUri[] {
  if (value === undefined) return [];
  const parts = value.split(',', mostUris).map((part) => part.trim());
  return parts.filter((part, index) => part !== '' || index === 0).map(parseUri);
}

function parseUri(text: string): ReportUri {
  const size = /![0-9]+[kmgt]?$/i.exec(text)?.[0];
  const uri = size === undefined ? text : text.slice(0, -size.length);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase() ?? '';
  const rest = uri.slice(scheme.length + 1);
  const domain = scheme === 'mailto' ? mailDomain(rest) : undefined;
  // A raw `!` must be percent-encoded, as the comma must: what is left of one is a broken size.
  const isUri = scheme !== '' && rest !== '' && !/[\s!<>"\\^`{|}]/.test(uri);
  return {
    text,
    valid: isUri && (scheme !== 'mailto' || domain !== undefined),
    scheme,
    ...(domain === undefined ? {} : { domain }),
    ...(size === undefined ? {} : { size: size.slice(1) }),
  };
}

function mailDomain(rest: string): string | undefined {
  const [address = ''] = rest.split('?', 1);
  const at = address.lastIndexOf('@');
  const domain = address
    .slice(at + 1)
    .toLowerCase()
    .replace(/\.$/, '');
  const isName = domain.length <= 253 && domain.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
  return at > 0 && isName && domain.includes('.') ? domain : undefined;
}
