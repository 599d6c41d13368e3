import { toBytes } from './bytes.ts';
import type { EdgeRequest } from './request.ts';

/** A visitor's request as it was sent. `query` is without the `?`. */
export type SentRequest = Omit<EdgeRequest, 'rawPath' | 'rawQuery'>;

/** URL normalization as the zone has it: `type` is `cloudflare` or `rfc3986`, `scope` is `incoming`, `both` or `none`. */
export type Normalization = { readonly type: string; readonly scope: string };

/**
 * The request as the rules see it. The path is normalized, the query is not: the documented steps are those of a path, and
 * arguments are documented to come undecoded. https://developers.cloudflare.com/rules/normalization/how-it-works/
 */
export function normalizeRequest(sent: SentRequest, { type, scope }: Normalization): EdgeRequest {
  const raw = { rawPath: sent.path, rawQuery: sent.query };
  if (scope === 'none') return { ...sent, ...raw };
  const path = type === 'cloudflare' ? sent.path.replaceAll('\\', '/').replace(/\/{2,}/g, '/') : sent.path;
  return { ...sent, ...raw, path: withoutDotSegments(normalEscapes(path)) };
}

const kept = /^[\w\-.~:/?#[\]@!$&'()*+,;=]$/;

/** Unreserved characters decoded, other escapes in upper case, literal bytes that have no place in a URL encoded. */
function normalEscapes(path: string): string {
  return toBytes(path).replace(/%[\dA-Fa-f]{2}|[\0-\xff]/g, (part) => {
    if (part.length === 1) return kept.test(part) ? part : escapeOf(part.charCodeAt(0));
    const code = Number.parseInt(part.slice(1), 16);
    const character = String.fromCharCode(code);
    return /^[\w\-.~]$/.test(character) ? character : escapeOf(code);
  });
}

function escapeOf(code: number): string {
  return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4 */
function withoutDotSegments(path: string): string {
  if (!path.startsWith('/')) return path;
  const segments = path.split('/').slice(1);
  const output: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..') output.pop();
    if (!isDots) output.push(segment);
    else if (index === segments.length - 1) output.push('');
  }
  return `/${output.join('/')}`;
}
