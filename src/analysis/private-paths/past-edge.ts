import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { networkOf } from '../edge-addresses/networks.ts';
import { hostAtEdge, originsOf } from '../edge-guards/records.ts';
import { valuesOf } from '../site-answers/headers.ts';

// Places that Cloudflare alone reaches: tunnels, and its own platforms.
const withinCloudflare = /\.(?:cfargotunnel\.com|workers\.dev|pages\.dev|r2\.dev|r2\.cloudflarestorage\.com)$/;

/**
 * Where the edge fetches a host from, when that is a public name or address which can be asked directly; `undefined` when the host passes the
 * edge by, or nothing is known of what stands behind it.
 */
export function pastEdge(edge: CloudflareEdge, host: string): string | undefined {
  const { records } = edge;
  if (records.state !== 'ok' || hostAtEdge(edge, host).state !== 'proxied') return undefined;
  return originsOf(host, records.value).find((origin) => isAsked(origin) && origin !== host);
}

function isAsked(origin: string): boolean {
  const network = networkOf(origin);
  if (network !== 'invalid') return network === 'vercel' || network === 'public';
  const isName =
    origin.length <= 253 &&
    origin.includes('.') &&
    origin.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
  return isName && !withinCloudflare.test(origin);
}

/**
 * Whether what was asked past the edge is no answer of the site: nothing came, another site's server or platform spoke, or it lets the edge
 * alone in. The edge is then asked instead.
 */
export function isNoOrigin(came: SiteAnswer): boolean {
  if (came.state === 'failed') return true;
  const { status, headers } = came;
  // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20
  if (status === 421 || status === 403 || status >= 500) return true;
  return valuesOf(headers, 'x-vercel-error').some((code) => code.startsWith('DEPLOYMENT_'));
}
