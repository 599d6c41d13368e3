/** A time to live for some status codes: seconds; 0 asks the origin before every use, -1 does not store. */
export type StatusTtl = { readonly from: number; readonly to: number; readonly seconds: number };

/** `edge_ttl.status_code_ttl` of a Cache Rule: what it may say. https://developers.cloudflare.com/cache/how-to/configure-cache-status-code/ */
export function statusTtlOfRule(value: unknown): readonly (readonly StatusTtl[])[] {
  return Array.isArray(value) ? casesOf(value.map(entryOfRule)) : casesOf([undefined]);
}

/** `cache_ttl_by_status` of a Page Rule, `{"200-299": 86400, "404": "no-cache"}`: what it may say. */
export function statusTtlOfPageRule(value: unknown): readonly (readonly StatusTtl[])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return casesOf([undefined]);
  return casesOf(Object.entries(value).map(([codes, ttl]) => entryOfPageRule(codes, ttl)));
}

/** What a status code's time to live may be: none, one, or several where ranges overlap. An entry for the code alone wins. */
export function ttlsOfStatus(entries: readonly StatusTtl[], status: number): readonly number[] {
  const fitting = entries.filter(({ from, to }) => from <= status && status <= to);
  const exact = fitting.filter(({ from, to }) => from === to);
  return [...new Set((exact.length > 0 ? exact : fitting).map(({ seconds }) => seconds))];
}

/** An entry that is not understood may store any answer, or forbid to. */
function casesOf(entries: readonly (StatusTtl | undefined)[]): readonly (readonly StatusTtl[])[] {
  const read = entries.filter((entry) => entry !== undefined);
  if (read.length === entries.length) return [read];
  return [read, ...[1, -1].map((seconds) => [{ from: 0, to: 999, seconds }])];
}

function entryOfRule(entry: unknown): StatusTtl | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { status_code: code, status_code_range: range, value } = entry as Readonly<Record<string, unknown>>;
  const seconds = secondsOf(value);
  if (seconds === undefined) return undefined;
  if (typeof code === 'number') return { from: code, to: code, seconds };
  if (typeof range !== 'object' || range === null) return undefined;
  const { from = 0, to = 999 } = range as Readonly<Record<string, unknown>>;
  return typeof from === 'number' && typeof to === 'number' ? { from, to, seconds } : undefined;
}

function entryOfPageRule(codes: string, ttl: unknown): StatusTtl | undefined {
  const [, from = '', to = from] = /^(\d{3})(?:-(\d{3}))?$/.exec(codes.trim()) ?? [];
  const seconds = secondsOf(ttl);
  return from === '' || seconds === undefined ? undefined : { from: Number(from), to: Number(to), seconds };
}

function secondsOf(value: unknown): number | undefined {
  if (value === 'no-store') return -1;
  if (value === 'no-cache') return 0;
  const seconds = typeof value === 'string' && /^-?\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : undefined;
}
