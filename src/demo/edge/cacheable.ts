import type { Page } from '../web/page.ts';
import type { HarborCacheRule } from './harbor-rules.ts';

/** What the edge means to do with one address, before it knows the answer. */
export type CachePlan = {
  /** Whether answers may be kept at all; `false` is `DYNAMIC`. */
  readonly eligible: boolean;
  /** Seconds that they are kept whatever the origin says. */
  readonly override?: number;
  /** Without a word of the origin nothing is kept. */
  readonly asksOrigin?: boolean;
};

// https://developers.cloudflare.com/cache/concepts/default-cache-behavior/#default-cached-file-extensions
const extensions = new Set(
  `7z avi avif apk bin bmp bz2 class css csv doc docx dmg ejs eot eps exe flac gif gz ico iso jar jpg jpeg js mid midi mkv mp3 mp4
  ogg otf pdf pict pls png ppt pptx ps rar svg svgz swf tar tif tiff ttf webm webp woff woff2 xls xlsx zip zst`.split(
    /\s+/,
  ),
);

/** By the extension, then by every rule that matches: the last word on each setting counts. */
export function planFor(
  request: { readonly host: string; readonly path: string },
  rules: readonly HarborCacheRule[],
): CachePlan {
  let plan: CachePlan = { eligible: request.path === '/robots.txt' || extensions.has(extensionOf(request.path)) };
  for (const { parameters } of rules.filter(({ matches }) => matches(request))) {
    plan = { ...plan, eligible: parameters.cache };
    if (parameters.edge_ttl !== undefined) plan = { eligible: plan.eligible, ...lifetime(parameters.edge_ttl) };
  }
  return plan;
}

function lifetime(ttl: NonNullable<HarborCacheRule['parameters']['edge_ttl']>): Omit<CachePlan, 'eligible'> {
  if (ttl.mode === 'bypass_by_default') return { asksOrigin: true };
  return ttl.mode === 'override_origin' && ttl.default !== undefined ? { override: ttl.default } : {};
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

// https://developers.cloudflare.com/cache/how-to/configure-cache-status-code/#edge-ttl
const minutesByStatus: ReadonlyMap<number, number> = new Map([
  [200, 120],
  [206, 120],
  [301, 120],
  [302, 20],
  [303, 20],
  [404, 3],
  [410, 3],
]);

/**
 * How many seconds an answer is kept; `undefined` when it is not. 0 means: kept, and asked for anew each time. As on plans with Origin
 * Cache Control. https://developers.cloudflare.com/cache/concepts/cache-control/
 */
export function lifetimeOf({ status, headers }: Page, plan: CachePlan, hasAuthorization: boolean): number | undefined {
  const minutes = minutesByStatus.get(status);
  if (!plan.eligible || minutes === undefined || headers.vary === '*') return undefined;
  if (plan.override !== undefined) return plan.override;
  if (headers['set-cookie'] !== undefined) return undefined;
  const said = directivesOf(headers);
  if (said.has('no-store') || said.has('private')) return undefined;
  if (hasAuthorization && !['public', 's-maxage', 'must-revalidate'].some((one) => said.has(one))) return undefined;
  if (said.has('no-cache')) return 0;
  const seconds = said.get('s-maxage') ?? said.get('max-age');
  if (seconds !== undefined) return Number.parseInt(seconds, 10) || 0;
  return plan.asksOrigin === true ? undefined : minutes * 60;
}

// The most special header alone counts. https://developers.cloudflare.com/cache/concepts/cdn-cache-control/
function directivesOf(headers: Page['headers']): ReadonlyMap<string, string> {
  const field =
    headers['cloudflare-cdn-cache-control'] ?? headers['cdn-cache-control'] ?? headers['cache-control'] ?? '';
  const parts = String(field)
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
  return new Map(parts.map((part): [string, string] => [part.replace(/=.*/, ''), part.replace(/^[^=]*=?/, '')]));
}
