/** The address of a request as Page Rules see it. */
export type PageAddress = {
  readonly scheme: string;
  /** With a port, if one was given. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
};

/** The pattern of a Page Rule, read once. */
export type PagePattern = {
  readonly scheme: string | undefined;
  readonly hasPort: boolean;
  readonly pieces: readonly string[];
};

/**
 * Reads a Page Rule's pattern: `*` stands for anything, the query too, capitals do not matter, scheme and port may be left out.
 * https://developers.cloudflare.com/rules/page-rules/reference/wildcard-matching/
 */
export function pagePatternOf(target: string): PagePattern {
  const [, scheme, rest = ''] = /^(?:(https?|\*):\/\/)?([\s\S]*)$/i.exec(target.toLowerCase()) ?? [];
  const slash = rest.indexOf('/');
  const host = slash < 0 ? rest : rest.slice(0, slash);
  // "When saving a page rule, Cloudflare will ensure that there is a slash after each occurrence of the current zone name."
  const whole = slash < 0 && !rest.includes('*') ? `${rest}/` : rest;
  return { scheme: scheme === '*' ? undefined : scheme, hasPort: /:\d+$/.test(host), pieces: whole.split('*') };
}

/** Whether a Page Rule's pattern covers the whole address. In linear time of pattern and address. */
export function coversAddress({ scheme, hasPort, pieces }: PagePattern, address: PageAddress): boolean {
  if (scheme !== undefined && scheme !== address.scheme) return false;
  const port = /:\d+$/.exec(address.host)?.[0];
  const host = port === undefined ? address.host : address.host.slice(0, -port.length);
  const standardPort = address.scheme === 'https' ? ':443' : ':80';
  const query = address.query === '' ? '' : `?${address.query}`;
  const text = `${host}${hasPort ? (port ?? standardPort) : ''}${address.path}${query}`.toLowerCase();
  return isGlobbed(text, pieces);
}

// Greedy from the left is enough, because `*` is the only thing that can stretch.
function isGlobbed(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
