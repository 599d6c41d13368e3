import { isLike } from './glob.ts';

/** No rule gives more paths than this. */
export const mostPathsIn = 40;

/**
 * Paths that a rule itself names, by its quoted texts: `/legacy` of `http.request.uri.path eq "/legacy"`, `/files/` of
 * `"https://*.example.com/files/*"`. Asked for as samples, so that a rule for one path is not missed because nobody routes it.
 */
export function pathsIn(expression: string): readonly string[] {
  const found = new Set<string>();
  for (const [, text = ''] of expression.matchAll(/"([^"\\]{1,500})"/g)) {
    const path = pathOf(text);
    if (path !== undefined) found.add(path);
    if (found.size >= mostPathsIn) break;
  }
  return [...found];
}

function pathOf(text: string): string | undefined {
  const start = text.indexOf('/', text.includes('://') ? text.indexOf('://') + 3 : 0);
  if (start === -1) return text.startsWith('.') ? `/sample${text}` : undefined;
  const path =
    text
      .slice(start)
      .replaceAll('*', '')
      .split(/[?#\s]/, 1)[0] ?? '';
  return path.startsWith('/') ? path : undefined;
}

/**
 * Whether a rule names whole addresses, none of them on `host`: `http.request.full_uri wildcard "https://old.example.com/*"`. Never for a
 * rule with a regular expression, whose addresses cannot be read off.
 */
export function namesOtherHosts(expression: string, host: string): boolean {
  if (/\bmatches\b|~/.test(expression)) return false;
  const hosts = [...expression.matchAll(/"[a-z*]{0,10}:\/\/([^"/\\]{1,300})/g)].map(([, name = '']) => name);
  return hosts.length > 0 && hosts.every((name) => !isLike(name.toLowerCase(), host));
}
