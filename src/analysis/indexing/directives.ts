import { said } from '../site-answers/said.ts';
/** Where a page says that crawlers may not list it. */
export type NoIndex = { readonly by: 'header' | 'meta'; readonly shown: string; readonly crawler: string };

/** Crawlers whose own rules are looked at beside everybody's. */
export const crawlers = ['*', 'googlebot', 'bingbot'] as const;

const valued: ReadonlySet<string> = new Set([
  'max-snippet',
  'max-image-preview',
  'max-video-preview',
  'unavailable_after',
]);

/**
 * What keeps everybody, or else a large search engine, from listing the page: `noindex` or `none`.
 * https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
 */
export function noIndexOf(headers: readonly string[], metas: readonly string[]): NoIndex | undefined {
  const inHeaders = headers.flatMap((header): readonly NoIndex[] => {
    const crawler = forbiddenTo(header);
    return crawler === undefined ? [] : [{ by: 'header', shown: `X-Robots-Tag: ${said(header)}`, crawler }];
  });
  const inMetas = metas.flatMap((meta): readonly NoIndex[] => {
    const colon = meta.indexOf(':');
    const [name, content] = [meta.slice(0, colon), meta.slice(colon + 1).trim()];
    if (!words(content).some(forbids)) return [];
    const shown = `<meta name="${said(name)}" content="${said(content)}">`;
    return [{ by: 'meta', shown, crawler: name === 'robots' ? '*' : name }];
  });
  const found = [...inHeaders, ...inMetas];
  return found.find(({ crawler }) => crawler === '*') ?? found[0];
}

/** Whom a header value forbids to list the page: a crawler named before a colon speaks for what follows it. */
function forbiddenTo(header: string): string | undefined {
  let crawler = '*';
  for (const word of words(header)) {
    const colon = word.indexOf(':');
    const before = colon === -1 ? '' : word.slice(0, colon).trim();
    if (valued.has(before)) continue;
    if (before !== '') crawler = before;
    const isKnown = crawlers.some((known) => known === crawler);
    if (isKnown && forbids(before === '' ? word : word.slice(colon + 1).trim())) return crawler;
  }
  return undefined;
}

function words(text: string): readonly string[] {
  return text
    .slice(0, 2_000)
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
}

function forbids(word: string): boolean {
  return word === 'noindex' || word === 'none';
}
