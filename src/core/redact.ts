/** An address that may be shown: no user info, query values masked, fragment dropped. Text that is no URL with a host gives `undefined`. */
export function showUrl(raw: string): string | undefined {
  if (!URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  // `user:password@host` parses as a scheme with a path: without a host nothing tells an address from a secret.
  if (url.host === '') return undefined;
  const query = [...new Set(url.searchParams.keys())].map((name) => `${encodeURIComponent(name)}=…`).join('&');
  const path = url.pathname === '/' && query === '' ? '' : url.pathname;
  return `${url.protocol}//${url.host}${path}${query === '' ? '' : `?${query}`}`;
}

// Shorter values mask half of every sentence, and shorter ends of a value give nothing away.
const fewest = 6;
const mark = '•••';

/**
 * Replaces every occurrence of known secret values in `text`, and what a cut at `…` left of one. Values and ends under 6
 * characters are left.
 */
export function maskSecrets(text: string, secrets: Iterable<string>): string {
  const long = [...secrets].filter((secret) => secret.length >= fewest);
  const masked = long.reduce((rest, secret) => rest.replaceAll(secret, mark), text);
  if (!masked.includes('…')) return masked;
  const [first = '', ...more] = masked.split(/( ?… ?)/);
  return [first, ...more].map((piece, at, { length }) => withoutEnds(piece, at, length, long)).join('');
}

// Pieces and gaps alternate: every second one is a gap.
function withoutEnds(piece: string, at: number, pieces: number, secrets: readonly string[]): string {
  if (at % 2 === 1) return piece;
  let kept = piece;
  for (const secret of secrets) {
    if (at < pieces - 1) kept = withoutBeginning(kept, secret);
    if (at > 0) kept = withoutEnd(kept, secret);
  }
  return kept;
}

function withoutBeginning(piece: string, secret: string): string {
  const from = Math.max(0, piece.length - secret.length);
  for (let at = piece.indexOf(secret.slice(0, fewest), from); at >= 0; at = piece.indexOf(secret[0] ?? '', at + 1)) {
    if (piece.length - at >= fewest && secret.startsWith(piece.slice(at))) return `${piece.slice(0, at)}${mark}`;
  }
  return piece;
}

function withoutEnd(piece: string, secret: string): string {
  const most = Math.min(piece.length, secret.length);
  if (!piece.slice(0, most).includes(secret.slice(-fewest))) return piece;
  for (let length = most; length >= fewest; length -= 1) {
    if (secret.endsWith(piece.slice(0, length))) return `${mark}${piece.slice(length)}`;
  }
  return piece;
}

/** Words of our own that secrets of the same letters must not break: `not-applicable`, `production`. */
const plainWord = /^[a-z-]{1,32}$/;
const fieldName = /^[a-z][a-zA-Z]{0,31}$/;

/**
 * A JSON value with every text in it masked, keys too. Single lower-case words stay, for shapes are made of them. The same
 * value where nothing in it is secret.
 */
export function maskedWithin<T>(value: T, mask: (text: string) => string): T {
  const json = JSON.stringify(value);
  // One look at the whole: nearly always there is nothing to hide, and a report may hold many thousand texts.
  if (json === undefined || mask(json) === json) return value;
  return masked(value, mask) as T;
}

function masked(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return plainWord.test(value) ? value : mask(value);
  if (Array.isArray(value)) return value.map((part) => masked(part, mask));
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => [
    fieldName.test(name) ? name : mask(name),
    masked(part, mask),
  ]);
  return Object.fromEntries(parts);
}
