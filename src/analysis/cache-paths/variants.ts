import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';

type Variant = CacheVerdict['variant'];

/** The file that no site has, at the end of every variant: its extension is one of those that the edge stores by default. */
const file = 'launch-ready.css';

/**
 * A path and what an attacker makes of it, so that the edge sees a style sheet where the application may still answer the page (web cache
 * deception). `encoded`: `%2f` stays encoded at the edge; `delimiter`: what some applications cut off.
 * https://developers.cloudflare.com/cache/cache-security/cache-deception-armor/
 */
export function variantsOf(path: string): readonly { readonly variant: Variant; readonly path: string }[] {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  return [
    { variant: 'plain', path },
    { variant: 'extension', path: `${bare}/${file}` },
    { variant: 'encoded', path: `${bare === '' ? '/' : bare}%2f${file}` },
    { variant: 'delimiter', path: `${bare === '' ? '/' : bare};${file}` },
  ];
}
